"""What calendars read (RFC 5545), written for every app: files and feeds for all, and mails to one person (RFC 5546).

``published`` is for whoever fetches it. ``invitation`` and ``cancellation`` go by mail to one attendee, whose calendar
takes a later one of the same event for the present state of it, if its sequence is higher: whoever has a row for the
event keeps the number there and raises it with each change. A cancellation takes out of a calendar what an invitation
has put there and nothing else: what was published stands under another UID.

Texts are cleaned here, whatever their source: iCalendar knows one line end and no control characters.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.mime.text import MIMEText
from enum import StrEnum

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from home.addresses import absolute, host
from home.file_names import short_name
from home.zone_rules import zone_component

REFRESH = timedelta(hours=6)
"""How often subscribers are asked to look again."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_METHOD = re.compile(rb"^METHOD:([A-Z]+)\r$", re.MULTILINE)


class EventStatus(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Reply(StrEnum):
    """What an attendee has answered as far as the portal knows. Nobody is asked to answer by their calendar."""

    ACCEPTED = "ACCEPTED"
    NEEDS_ACTION = "NEEDS-ACTION"


@dataclass(frozen=True)
class CalendarPerson:
    name: str
    email: str


@dataclass(frozen=True)
class CalendarEvent:
    """One event, in the words of the active language.

    ``uid`` names it among all that the portal writes, the same in every language and for ever; in an invitation it is
    that of one attendee. ``starts`` and ``ends`` are two days or two moments, the end being the first that is not part
    of it any more; moments are told in the zone that they are in. ``sequence`` never falls.
    """

    uid: str
    summary: str
    starts: date
    ends: date | None
    changed_at: datetime
    sequence: int = 0
    created_at: datetime | None = None
    status: EventStatus | None = None
    description: str = ""
    location: str = ""
    categories: Sequence[str] = ()
    url: str = ""
    is_busy: bool = False
    organizer: CalendarPerson | None = None


def published(events: Iterable[CalendarEvent], *, site: str, name: str, address: str = "") -> bytes:
    """A file of events for everybody, in the active language. ``address``: where subscribers find it again. No query.

    Without any event it holds a time zone, since a calendar may not be empty.
    """
    events = list(events)
    calendar = _calendar("PUBLISH", site)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _Text(one_line(name)))
    if address:
        calendar.add("refresh-interval", vDuration(REFRESH, {"VALUE": "DURATION"}))
        calendar.add("x-published-ttl", vDuration(REFRESH))
        calendar.add("source", vUri(absolute(address)))
    _add_zones(calendar, events)
    for event in events:
        calendar.add_component(_component(event, event.uid))
    return bytes(calendar.to_ical())


def invitation(
    event: CalendarEvent, *, site: str, attendee: CalendarPerson, reply: Reply = Reply.NEEDS_ACTION
) -> bytes:
    """What puts an event into the calendar of one person, or changes it there. Raises ``ValueError`` without organizer.

    ``reply`` is what they have said to the portal already.
    """
    return _mailed("REQUEST", event, site, attendee, reply)


def cancellation(event: CalendarEvent, *, site: str, attendee: CalendarPerson) -> bytes:
    """What takes an invitation out of the calendar of the person who got it: the event as it was, one number higher.

    Raises ``ValueError`` without organizer, and for the number of a first invitation.
    """
    if event.sequence < 1:
        raise ValueError("A cancellation has a higher sequence than the invitation before it.")
    return _mailed("CANCEL", replace(event, status=EventStatus.CANCELLED), site, attendee, None)


def calendar_response(content: bytes, name: str) -> HttpResponse:
    """The answer that is a file for calendars; ``name`` without ``.ics``."""
    disposition = content_disposition_header(as_attachment=True, filename=short_name(f"{name}.ics"))
    return HttpResponse(content, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def calendar_attachment(content: bytes, name: str) -> MIMEText:
    """The part of a mail that is a file for calendars, with the method of its content (RFC 6047)."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    if method := _METHOD.search(content):
        part.set_param("method", method[1].decode())
    part.add_header("Content-Disposition", "attachment", filename=short_name(f"{name}.ics"))
    return part


def clean_text(value: str) -> str:
    """A text with line feeds as its only line ends, and no control characters."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)).strip()


def one_line(value: str) -> str:
    return " ".join(clean_text(value).split())


class _Text(vText):
    """A text with its own escapes: the library takes a backslash and a capital N for a line end, wherever it stands."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"([\\\\;,])", r"\\\1", str(self))
        return escaped.replace("\n", "\\n").encode()


def _calendar(method: str, site: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _Text(f"-//{one_line(site)}//{_language().upper()}"))
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _mailed(method: str, event: CalendarEvent, site: str, attendee: CalendarPerson, reply: Reply | None) -> bytes:
    if event.organizer is None or not event.organizer.email:
        raise ValueError("An invitation has an organizer, who answers for it.")
    calendar = _calendar(method, site)
    _add_zones(calendar, [event])
    invited = _address(attendee)
    invited.params["ROLE"] = "REQ-PARTICIPANT"
    if reply:
        invited.params["PARTSTAT"], invited.params["RSVP"] = reply.value, "FALSE"
    component = _component(event, f"invitation-{event.uid}")
    component.add("attendee", invited)
    calendar.add_component(component)
    return bytes(calendar.to_ical())


def _add_zones(calendar: Calendar, events: list[CalendarEvent]) -> None:
    """The time zones in which the events' moments are told, right for all years in which these lie. UTC needs none."""
    years: dict[str, set[int]] = defaultdict(set)
    for event in events:
        for moment in (event.starts, event.ends):
            if isinstance(moment, datetime) and (zone := _zone(moment)):
                years[zone].add(moment.year)
    if not events:
        years[settings.TIME_ZONE] = {timezone.now().year}
    for zone, found in sorted(years.items()):
        calendar.add_component(zone_component(zone, min(found), max(found)))


def _component(event: CalendarEvent, uid: str) -> Event:
    component = Event()
    component.add("uid", f"{uid}@{host()}")
    component.add("sequence", event.sequence)
    _add_moments(component, event)
    if event.status:
        component.add("status", event.status.value)
    _add_texts(component, event)
    component.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    if event.url:
        component.add("url", event.url)
    if event.organizer:
        component.add("organizer", _address(event.organizer))
    return component


def _add_moments(component: Event, event: CalendarEvent) -> None:
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("last-modified", event.changed_at.astimezone(UTC))
    if event.created_at:
        component.add("created", event.created_at.astimezone(UTC))
    component.add("dtstart", _told(event.starts))
    if event.ends:
        component.add("dtend", _told(event.ends))


def _add_texts(component: Event, event: CalendarEvent) -> None:
    in_language = {"LANGUAGE": _language()}
    component.add("summary", _Text(one_line(event.summary)), parameters=in_language)
    for name, text in {"description": event.description, "location": event.location}.items():
        if shown := clean_text(text):
            component.add(name, _Text(shown), parameters=in_language)
    if event.categories:
        component.add("categories", [one_line(each) for each in event.categories], parameters=in_language)


def _address(person: CalendarPerson) -> vCalAddress:
    """Whom to write to; a name holds no quotation mark, for which its place knows no escape."""
    address = vCalAddress(f"mailto:{person.email}")
    if name := one_line(person.name).replace('"', "”"):
        address.params["CN"] = name
    return address


def _told(moment: date) -> date:
    """A day, or a moment in its zone: an hour that the change to summer time leaves out as clocks show it then."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(UTC).astimezone(moment.tzinfo if _zone(moment) else UTC)


def _zone(moment: datetime) -> str:
    """The name of the zone that a moment is told in; none for UTC."""
    name = getattr(moment.tzinfo, "key", "UTC")
    return "" if name == "UTC" else str(name)


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
