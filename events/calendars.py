"""Sessions as calendars show them: what feeds, downloads and mails are made with.

A UID is the session's key, the same in every language. What is said of a session in public never holds its access
link; ``with_access`` is for the file that goes to somebody who is registered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import EventPage, SessionHistory
from events.sessions import Session
from events.wording import state_and_title
from home.addresses import absolute
from home.calendar_files import CalendarEvent, CalendarPerson, EventStatus, clean_text, published
from home.navigation import site_name
from offers.sessions import SessionFacts, SessionState

_SHARED = {field.name for field in fields(SessionFacts)} & {field.name for field in fields(Session)}
_STATUS = {
    SessionState.CONFIRMED: EventStatus.CONFIRMED,
    SessionState.CANCELLED: EventStatus.CANCELLED,
    SessionState.POSTPONED: EventStatus.TENTATIVE,
}


@dataclass(frozen=True)
class CalendarSession:
    """A session with what its calendar entry needs beyond it. ``sequence`` is that of its ``SessionHistory``."""

    page: EventPage
    session: Session
    sequence: int
    created_at: datetime
    changed_at: datetime
    with_access: bool = False


def session_calendar(facts: SessionFacts, *, with_access: bool) -> bytes:
    """A file with one session, in the language of its page. Dates are those of ``facts``. Two queries, or three.

    The sequence is the highest of all languages: dates come from the event's source, whose translations may lag.
    """
    histories = list(SessionHistory.objects.filter(session_id=facts.key))
    mine = next((one for one in histories if one.language == facts.language), None)
    now = timezone.now()
    with translation.override(facts.language):
        entry = CalendarSession(
            page=facts.page,
            session=_session(facts),
            sequence=max((one.sequence for one in histories), default=0),
            created_at=mine.first_published_at if mine else now,
            changed_at=max((one.changed_at for one in histories), default=now),
            with_access=with_access,
        )
        return write_calendar([entry], site=site_name(), name=facts.title)


def write_calendar(entries: Iterable[CalendarSession], *, site: str, name: str, address: str = "") -> bytes:
    """A calendar of sessions in the active language. ``address``: where subscribers find it again. No query."""
    return published([_event(entry) for entry in entries], site=site, name=name, address=address)


def page_address(page: EventPage) -> str:
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else absolute("/")


def _session(facts: SessionFacts) -> Session:
    """The session that ``facts`` tell, with its remark."""
    known = next((one for one in facts.page.all_sessions if one.key == facts.key), None)
    return Session(note=known.note if known else "", **{name: getattr(facts, name) for name in _SHARED})


def _event(entry: CalendarSession) -> CalendarEvent:
    page, session = entry.page, entry.session
    starts, ends = _times(session)
    organiser = page.organiser
    return CalendarEvent(
        uid=str(session.key),
        summary=state_and_title(session, page.title),
        starts=starts,
        ends=ends,
        changed_at=entry.changed_at,
        created_at=entry.created_at,
        sequence=entry.sequence,
        status=_STATUS[session.state],
        description=_description(entry),
        location=_where(entry),
        categories=[page.get_kind_display()],
        url=page_address(page),
        is_busy=entry.with_access and session.has_time and session.takes_place,
        organizer=CalendarPerson(organiser.name, organiser.email) if organiser and organiser.email else None,
    )


def _times(session: Session) -> tuple[date, date | None]:
    """Days where no hours are known. A beginning without an end has no end here either, unless it lasts several days:
    then it is the midnight after the last one.
    """
    if not session.has_time:
        return session.first_day, session.last_day + timedelta(days=1)
    return session.starts, session.ends if session.has_end_time or session.several_days else None


def _description(entry: CalendarSession) -> str:
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
    return "\n\n".join(text for part in parts if (text := clean_text(part)))


def _where(entry: CalendarSession) -> str:
    """Place and address; for a session that is online only, its link, or “Online” where the link is not public."""
    session = entry.session
    lines = [line for line in clean_text(f"{session.place}\n{session.address}").split("\n") if line.strip()]
    if lines:
        return ", ".join(line.strip().rstrip(",") for line in lines)
    return _link(entry) or (_("Online") if session.is_online else "")


def _link(entry: CalendarSession) -> str:
    """Where one takes part online, as far as the reader may know it; nothing while it does not take place."""
    session = entry.session
    if not session.takes_place:
        return ""
    return (session.access_url if entry.with_access else "") or session.online_url
