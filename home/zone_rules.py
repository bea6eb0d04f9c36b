"""What a calendar says of a time zone (RFC 5545, 3.6.5): each change of its offset during the years in question.

The onset of a change is written in the local time before it, from which readers count the moment in UTC.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur


@dataclass(frozen=True)
class _Observance:
    """What holds after a change of the offset."""

    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_daylight: bool


@lru_cache(maxsize=256)
def zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """The VTIMEZONE of a zone that is right from the first of January of one year to the end of another."""
    zone = ZoneInfo(name)
    begin = datetime(first_year, 1, 1, tzinfo=zone)
    start = datetime(first_year - 1, 1, 1, tzinfo=zone).astimezone(UTC)
    changes = list(_changes(zone, start, datetime(last_year + 2, 1, 2, tzinfo=UTC)))
    if not any(after < begin for _before, after in changes):
        changes.insert(0, (begin, begin))
    onsets: dict[_Observance, list[datetime]] = defaultdict(list)
    for before, after in changes:
        observance = _observance(before, after)
        onsets[observance].append(after.astimezone(UTC).replace(tzinfo=None) + observance.offset_from)
    component = Timezone()
    component.add("tzid", name)
    for observance, moments in onsets.items():
        component.add_component(_component(observance, moments))
    return component


def _observance(before: datetime, after: datetime) -> _Observance:
    return _Observance(
        offset_from=before.utcoffset() or timedelta(0),
        offset_to=after.utcoffset() or timedelta(0),
        name=after.tzname() or "",
        is_daylight=bool(after.dst()),
    )


def _component(observance: _Observance, moments: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    part: TimezoneStandard | TimezoneDaylight = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
    part.add("dtstart", moments[0])
    part.add("tzoffsetfrom", observance.offset_from)
    part.add("tzoffsetto", observance.offset_to)
    part.add("tzname", observance.name)
    if rule := _yearly_rule(moments):
        part.add("rrule", rule)
    elif moments[1:]:
        part.add("rdate", moments[1:])
    return part


def _yearly_rule(moments: list[datetime]) -> vRecur | None:
    """“On the last Sunday of March”, which every program knows to read; None where the years differ."""
    first = moments[0]
    if len(moments) < 2 or [moment.year for moment in moments] != list(range(first.year, first.year + len(moments))):
        return None
    if {(m.month, m.weekday(), m.time()) for m in moments} != {(first.month, first.weekday(), first.time())}:
        return None
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
    if all((moment + timedelta(days=7)).month != moment.month for moment in moments):
        return vRecur(freq="YEARLY", bymonth=first.month, byday=f"-1{weekday}")
    weeks = {(moment.day - 1) // 7 + 1 for moment in moments}
    return vRecur(freq="YEARLY", bymonth=first.month, byday=f"{weeks.pop()}{weekday}") if len(weeks) == 1 else None


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The last second before each change and the first one after it, in the zone. No zone changes twice in a day."""
    day = start
    while day < end:
        following = day + timedelta(days=1)
        if _state(day, zone) != _state(following, zone):
            low, high = day, following
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if _state(middle, zone) == _state(day, zone) else (low, middle)
            yield low.astimezone(zone), high.astimezone(zone)
        day = following


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None, bool]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), bool(local.dst())
