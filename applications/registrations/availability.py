"""The places of sessions as pages show them. Counted without a lock: who registers is counted again, under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from applications.dossiers.capacity import seated
from applications.models import Call
from applications.models.calls import CallState
from applications.statuses import Status


@dataclass(frozen=True)
class Seats:
    """The places of one session. ``closes_at`` is in its own time zone; ``capacity`` is None without a limit."""

    call_id: int
    capacity: int | None
    taken: int
    waiting: int
    state: CallState
    closes_at: datetime | None
    has_waiting_list: bool
    session_state: str = ""
    starts_at: datetime | None = None

    @property
    def left(self) -> int | None:
        """The places that who comes now can have: those that others wait for are none."""
        if self.capacity is None:
            return None
        return 0 if self.waiting and self.has_waiting_list else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def is_open(self) -> bool:
        """Whether one can register, be it to wait."""
        return self.state == CallState.OPEN and (not self.is_full or self.has_waiting_list)


def seats_of(keys: Iterable[UUID]) -> dict[UUID, Seats]:
    """The places of sessions by their keys; those that one does not register for here are left out. One query."""
    wanted = list(keys)
    if not wanted:
        return {}
    taken = Count("applications", filter=seated(timezone.now(), dossier="applications__", call=""))
    waiting = Count("applications", filter=Q(applications__status=Status.WAITING_LIST))
    calls = Call.objects.filter(session_key__in=wanted).annotate(taken_now=taken, waiting_now=waiting)
    return {call.session_key: _seats(call) for call in calls if call.session_key}


def _seats(call: Call) -> Seats:
    closes = call.closes_at.astimezone(ZoneInfo(call.time_zone)) if call.closes_at else None
    return Seats(
        call_id=call.pk,
        capacity=call.capacity,
        taken=call.taken_now,  # type: ignore[attr-defined]  # counted with the query
        waiting=call.waiting_now,  # type: ignore[attr-defined]
        state=call.state(),
        closes_at=closes,
        has_waiting_list=call.has_waiting_list,
        session_state=call.session_state,
        starts_at=call.session_starts_at,
    )
