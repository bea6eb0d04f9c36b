"""Sessions as plain values: what a session block means once the event's time zone is known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.blocks import SessionState


@dataclass(frozen=True)
class Session:
    """One session. ``starts`` and ``ends`` are in the event's own time zone, which is what people are told."""

    key: UUID
    starts: datetime
    ends: datetime
    has_time: bool
    has_end_time: bool
    first_day: date
    last_day: date
    note: str
    place: str
    address: str
    access: str
    online_url: str
    state: str

    @property
    def starts_at(self) -> datetime:
        return self.starts.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return self.ends.astimezone(UTC)

    @property
    def is_past(self) -> bool:
        return self.ends < timezone.now()

    @property
    def several_days(self) -> bool:
        return self.last_day > self.first_day

    @property
    def state_label(self) -> str:
        return str(SessionState(self.state).label)

    @property
    def takes_place(self) -> bool:
        return self.state == SessionState.CONFIRMED


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
    texts = {name: value[name] or "" for name in ("note", "place", "address", "access", "online_url")}
    return Session(
        key=UUID(block.id),
        starts=start,
        ends=end,
        has_time=bool(begins),
        has_end_time=bool(ends),
        first_day=first,
        last_day=last,
        state=value["state"] or SessionState.CONFIRMED,
        **texts,
    )
