"""Sessions as plain values: what a session block means once the event's time zone is known."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from offers.sessions import Registration, SessionState, SessionTimes


@dataclass(frozen=True, kw_only=True)
class Session(SessionTimes):
    """One session. ``starts`` and ``ends`` are in the event's own time zone, which is what people are told."""

    key: UUID
    note: str
    place: str
    address: str
    access: str
    online_url: str
    access_url: str
    """For those registered only."""
    registration: Registration | None

    @property
    def is_online(self) -> bool:
        return bool(self.online_url or self.access_url)

    @property
    def is_on_site(self) -> bool:
        return bool(self.place or self.address)

    @property
    def starts_at(self) -> datetime:
        return self.starts.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return self.ends.astimezone(UTC)


def read_session(block: Any, zone: ZoneInfo) -> Session:
    """A session from a block of the ``sessions`` field.

    Without hours it lasts until the midnight after its last day; with a beginning but no end it counts as over
    an hour after it began.
    """
    value = block.value
    first, last = value["date"], value["end_date"] or value["date"]
    begins, ends = value["start_time"], value["end_time"]
    start = datetime.combine(first, begins or time.min, zone)
    if ends:
        end = datetime.combine(last, ends, zone)
    elif begins and last == first:
        end = start + timedelta(hours=1)
    else:
        end = datetime.combine(last + timedelta(days=1), time.min, zone)
    names = ("note", "place", "address", "access", "online_url", "access_url")
    texts = {name: value.get(name) or "" for name in names}
    return Session(
        key=UUID(block.id),
        starts=start,
        ends=end,
        has_time=bool(begins),
        has_end_time=bool(ends),
        first_day=first,
        last_day=last,
        state=SessionState(value["state"] or SessionState.CONFIRMED),
        registration=_registration(value.get("registration"), zone),
        **texts,
    )


def _registration(value: Any, zone: ZoneInfo) -> Registration | None:
    """How one registers, from its block; None where one does not. The last day ends at its midnight."""
    if not value or not value["is_open"]:
        return None
    last_day = value["closes_on"]
    closes = datetime.combine(last_day + timedelta(days=1), time.min, zone) if last_day else None
    return Registration(
        seats=value["seats"],
        has_waiting_list=bool(value["has_waiting_list"]),
        closes_at=closes,
        is_by_hand=bool(value["is_by_hand"]),
    )
