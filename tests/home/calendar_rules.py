"""Reading calendars strictly: by the rules of RFC 5545 for lines and components, and by ``ical``, which wrote none."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import Observance, Timezone

NAME = re.compile(r"[A-Z0-9-]+")
PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
CARETS = {"^": "^", "n": "\n", "'": '"'}
"""What follows a caret in a parameter, and what both are together (RFC 6868)."""
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
REQUIRED = {
    "VCALENDAR": ("PRODID", "VERSION"),
    "VEVENT": ("UID", "DTSTAMP", "DTSTART"),
    "VTIMEZONE": ("TZID",),
    "STANDARD": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
    "DAYLIGHT": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
}
ONCE = {
    "VCALENDAR": {"METHOD", "X-WR-CALNAME", "REFRESH-INTERVAL", "SOURCE"},
    "VEVENT": {
        *("DTEND", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "SEQUENCE", "STATUS"),
        *("SUMMARY", "TRANSP", "URL", "ATTENDEE"),
    },
}
INSIDE = {"": {"VCALENDAR"}, "VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "TZNAME", "PRODID"}


@dataclass
class Line:
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value of a text, which must be escaped as one."""
        assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;nN])*", self.value), self.value
        return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), self.value)


@dataclass
class Component:
    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]

    def get(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def __getitem__(self, name: str) -> Line:
        line = self.get(name)
        assert line, f"{self.name} without {name}"
        return line


def strictly(content: bytes) -> Component:
    """The calendar of a file that keeps all rules."""
    stack = [Component("")]
    for line in _lines(content):
        if line.name == "BEGIN":
            assert line.value in INSIDE.get(stack[-1].name, set()), f"{line.value} in {stack[-1].name}"
            stack.append(Component(line.value))
        elif line.name == "END":
            component = stack.pop()
            assert component.name == line.value
            _check(component)
            stack[-1].parts.append(component)
        else:
            stack[-1].lines.append(line)
    assert len(stack) == 1
    assert not stack[0].lines
    assert len(stack[0].parts) == 1
    calendar = stack[0].parts[0]
    _check_calendar(calendar)
    return calendar


def _lines(content: bytes) -> list[Line]:
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    unfolded: list[str] = []
    for octets in physical:
        assert len(octets) <= 75, octets
        text = octets.decode()  # a line that is cut inside a character is no UTF-8
        assert not CONTROL.search(text), octets
        if text.startswith((" ", "\t")):
            unfolded[-1] += text[1:]
        else:
            assert text
            unfolded.append(text)
    return [_line(text) for text in unfolded]


def _line(text: str) -> Line:
    name = NAME.match(text)
    assert name, text
    at, parameters = name.end(), {}
    while found := PARAMETER.match(text, at):
        assert found[1] not in parameters, text
        parameters[found[1]] = re.sub(r"\^([\^n'])", lambda escaped: CARETS[escaped[1]], found[2].strip('"'))
        at = found.end()
    assert text[at] == ":", text
    line = Line(name[0], parameters, text[at + 1 :])
    if line.name in TEXTS:
        assert line.text is not None
    return line


def _check(component: Component) -> None:
    numbers = Counter(line.name for line in component.lines)
    for name in REQUIRED[component.name]:
        assert numbers[name] == 1, f"{component.name} with {numbers[name]} {name}"
    assert all(numbers[name] <= 1 for name in ONCE.get(component.name, ())), numbers
    if component.name == "VTIMEZONE":
        assert component.parts
    if component.name == "VEVENT" and (end := component.get("DTEND")):
        assert end.parameters == component["DTSTART"].parameters
        assert end.value > component["DTSTART"].value


def _check_calendar(calendar: Component) -> None:
    assert calendar["VERSION"].value == "2.0"
    assert calendar.parts, "a calendar has at least one component"
    zones = [zone["TZID"].value for zone in calendar.all("VTIMEZONE")]
    assert len(set(zones)) == len(zones)
    uids = [event["UID"].value for event in calendar.all("VEVENT")]
    assert len(set(uids)) == len(uids)
    used = {
        line.parameters["TZID"] for event in calendar.all("VEVENT") for line in event.lines if "TZID" in line.parameters
    }
    assert used <= set(zones)


def by_another_parser(content: bytes) -> Calendar:
    """What ``ical`` reads, which knows the time zones only from what the file says of them: none has a known name."""
    strictly(content)
    unknown = re.sub(rb"(TZID[:=])(?=\w)", rb"\1Nowhere-", content.replace(b"\r\n ", b""))
    return IcsCalendarStream.from_ics(unknown.decode()).calendars[0]


def moments(calendar: Calendar, event: Event) -> tuple[datetime, datetime | None]:
    """When an event begins and ends, by its wall clock and the definitions of time zones in the calendar."""
    assert isinstance(event.dtstart, datetime)
    start, end = event.dtstart, event.dtend if isinstance(event.dtend, datetime) else None
    zones = {zone.tz_id: zone for zone in calendar.timezones}

    def moment(wall: datetime) -> datetime:
        zone = zones.get(str(wall.tzinfo))
        if zone is None:
            return wall.astimezone(UTC)
        found = moment_of(zone, wall.replace(tzinfo=None))
        assert wall.astimezone(UTC) == found  # the parser's own reading
        return found

    return moment(start), moment(end) if end else None


def offsets(zone: Timezone, until: datetime) -> list[tuple[datetime, timedelta]]:
    """Each change as the moment in UTC and the offset after it. An onset is told in the local time before it."""
    return sorted(
        (onset - observance.tz_offset_from.offset, observance.tz_offset_to.offset)
        for observance in [*zone.standard, *zone.daylight]
        for onset in _onsets(observance, until)
    )


def _onsets(observance: Observance, until: datetime) -> set[datetime]:
    start = observance.start_datetime
    found: set[Any] = {start, *observance.rdate}
    if observance.rrule:
        found |= set(observance.rrule.as_rrule(start).between(start, until, inc=True))
    return found


def offset_at(changes: list[tuple[datetime, timedelta]], moment: datetime) -> timedelta:
    """The offset at a moment in UTC, which must lie after the first change."""
    place = bisect_right([change for change, _offset in changes], moment)
    assert place, f"{moment} lies before the first onset"
    return changes[place - 1][1]


def moment_of(zone: Timezone, wall: datetime) -> datetime:
    """The first moment at which clocks show an hour."""
    changes = offsets(zone, wall + timedelta(days=400))
    found = [wall - offset for offset in {offset for _change, offset in changes}]
    real = [moment for moment in found if offset_at(changes, moment) == wall - moment]
    assert real, f"no clock shows {wall}"
    return min(real).replace(tzinfo=UTC)
