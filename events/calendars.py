"""Sessions as calendars read them (RFC 5545): what feeds, downloads and mails are made with.

A UID is the session's key, the same in every language. What is said of a session in public never holds its access
link; ``with_access`` is for the file that goes to somebody who is registered.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from events.sessions import Session
from events.zone_rules import zone_component
from home.addresses import absolute, host
from home.locales import active_locale
from home.models import SiteChrome
from home.navigation import Chrome
from offers.sessions import SessionFacts

if TYPE_CHECKING:
    from events.models import EventPage

REFRESH = timedelta(hours=6)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHARED = {field.name for field in fields(SessionFacts)} & {field.name for field in fields(Session)}


class _Text(vText):
    """A text with its own escapes: the library takes a backslash and a capital N for a line end, wherever it stands."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"([\\\\;,])", r"\\\1", str(self))
        return escaped.replace("\n", "\\n").encode()


@dataclass(frozen=True)
class Entry:
    """A session with what its calendar entry needs beyond it. ``sequence`` is that of its ``SessionHistory``."""

    page: "EventPage"
    session: Session
    sequence: int
    created_at: datetime
    changed_at: datetime
    with_access: bool = False


def session_calendar(facts: SessionFacts, *, with_access: bool) -> bytes:
    """A file with one session, in the language of its page. Dates are those of ``facts``. Two queries, or three.

    The sequence is the highest of all languages: dates come from the event's source, whose translations may lag.
    """
    from events.models import SessionHistory

    histories = list(SessionHistory.objects.filter(session_id=facts.key))
    mine = next((one for one in histories if one.language == facts.language), None)
    now = timezone.now()
    with translation.override(facts.language):
        entry = Entry(
            page=facts.page,
            session=_session(facts),
            sequence=max((one.sequence for one in histories), default=0),
            created_at=mine.first_published_at if mine else now,
            changed_at=max((one.changed_at for one in histories), default=now),
            with_access=with_access,
        )
        return write_calendar([entry], site=site_name(), name=facts.title)


def write_calendar(entries: Iterable[Entry], *, site: str, name: str, address: str = "") -> bytes:
    """An iCalendar file in the active language. ``address``: where subscribers find it again. No query.

    Without any session it holds a time zone, since a calendar may not be empty.
    """
    entries = list(entries)
    language = translation.get_language()
    calendar = Calendar()
    calendar.add("prodid", f"-//{_plain(site)}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _Text(_plain(name)))
    if address:
        calendar.add("refresh-interval", vDuration(REFRESH, {"VALUE": "DURATION"}))
        calendar.add("x-published-ttl", vDuration(REFRESH))
        calendar.add("source", vUri(absolute(address)))
    for zone, (first, last) in _years(entries).items():
        calendar.add_component(zone_component(zone, first, last))
    for entry in entries:
        calendar.add_component(_event(entry, language))
    return bytes(calendar.to_ical())


def site_name() -> str:
    """The name of the site in the active language. One query."""
    return SiteChrome.objects.filter(locale=active_locale()).values_list("site_name", flat=True).first() or (
        Chrome().site_name
    )


def page_address(page: "EventPage") -> str:
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else absolute("/")


def _session(facts: SessionFacts) -> Session:
    """The session that ``facts`` tell, with its remark."""
    known = next((one for one in facts.page.all_sessions if one.key == facts.key), None)
    return Session(note=known.note if known else "", **{name: getattr(facts, name) for name in _SHARED})


def _years(entries: list[Entry]) -> dict[str, tuple[int, int]]:
    """The time zones of the entries with the first and the last year of their days; UTC needs none."""
    years: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        years[entry.page.time_zone] += [entry.session.first_day.year, entry.session.ends.year]
    if not entries:
        years[settings.TIME_ZONE] = [timezone.now().year]
    return {zone: (min(found), max(found)) for zone, found in sorted(years.items()) if zone != "UTC" or not entries}


def _event(entry: Entry, language: str) -> Event:
    page, session = entry.page, entry.session
    in_language = {"LANGUAGE": language}
    event = Event()
    event.add("uid", f"{session.key}@{host()}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("created", entry.created_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    _add_times(event, session, page.time_zone)
    event.add("status", {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(session.state, "CONFIRMED"))
    event.add("summary", _Text(_plain(_summary(entry))), parameters=in_language)
    event.add("description", _Text(_description(entry)), parameters=in_language)
    if where := _where(entry):
        event.add("location", _Text(where), parameters=in_language)
    event.add("categories", [_plain(page.get_kind_display())], parameters=in_language)
    is_busy = entry.with_access and session.has_time and session.takes_place
    event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    event.add("url", page_address(page))
    if page.organiser and page.organiser.email:
        organiser = vCalAddress(f"mailto:{page.organiser.email}")
        organiser.params["CN"] = _plain(page.organiser.name).replace('"', "”")
        event.add("organizer", organiser)
    return event


def _add_times(event: Event, session: Session, zone: str) -> None:
    """Days where no hours are known, the end being the day after. A beginning without an end has no end here either,
    unless it lasts several days: then it is the midnight after the last one.
    """
    if not session.has_time:
        event.add("dtstart", session.first_day)
        event.add("dtend", session.last_day + timedelta(days=1))
        return
    event.add("dtstart", _that_exists(session.starts, zone))
    if session.has_end_time or session.several_days:
        event.add("dtend", _that_exists(session.ends, zone))


def _that_exists(moment: datetime, zone: str) -> datetime:
    """The same moment; an hour that the change to summer time leaves out is said as the clock shows it."""
    if zone == "UTC":
        return moment.astimezone(UTC)
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def _summary(entry: Entry) -> str:
    if entry.session.state == "cancelled":
        return _("Cancelled: %(title)s") % {"title": entry.page.title}
    if entry.session.state == "postponed":
        return _("Postponed: %(title)s") % {"title": entry.page.title}
    return str(entry.page.title)


def _description(entry: Entry) -> str:
    """What it is about, how one registers and takes part, and where everything is said."""
    page, session = entry.page, entry.session
    parts = [page.introduction, session.note, page.registration_note, session.access]
    if session.takes_place and not entry.with_access and page.registration_url:
        parts.append(_("Register: %(address)s") % {"address": page.registration_url})
    elif session.takes_place and not entry.with_access and session.registration:
        parts.append(_("Register: %(address)s") % {"address": page_address(page)})
    if link := _link(entry):
        parts.append(_("Take part online: %(address)s") % {"address": link})
    parts.append(_("More: %(address)s") % {"address": page_address(page)})
    return "\n\n".join(text for part in parts if (text := _text(part)))


def _where(entry: Entry) -> str:
    """Place and address; for a session that is online only, its link, or “Online” where the link is not public."""
    session = entry.session
    lines = [line for line in _text(f"{session.place}\n{session.address}").split("\n") if line.strip()]
    if lines:
        return ", ".join(line.strip().rstrip(",") for line in lines)
    return _link(entry) or (_("Online") if session.is_online else "")


def _link(entry: Entry) -> str:
    """Where one takes part online, as far as the reader may know it; nothing while it does not take place."""
    session = entry.session
    if not session.takes_place:
        return ""
    return (session.access_url if entry.with_access else "") or session.online_url


def _text(value: str) -> str:
    """A text with line feeds as its only line ends, and no control characters: iCalendar allows none."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)).strip()


def _plain(value: str) -> str:
    """A text on one line."""
    return " ".join(_text(value).split())
