"""What letters can say of the session of a registration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from applications.mail.kinds import Case, Variable, in_all_letters
from applications.registrations.session_details import OwnSession, end_in_words, is_let_in, session_of
from applications.registrations.session_phrases import access_text, change_text, news, session_text
from applications.statuses import SEATED, WITHOUT_SEAT

EXAMPLE_HOLD = timedelta(days=2)


@dataclass(frozen=True)
class LetterSession:
    """The session that a letter is about. ``is_let_in``: the applicant has a seat in it, and may know how to get in."""

    session: OwnSession
    is_let_in: bool = False


@dataclass(frozen=True)
class SessionBefore:
    """What the session was until it changed."""

    session: OwnSession


@dataclass(frozen=True)
class HeldSeat:
    until: datetime


def with_session(case: Case, language: str, *, is_preview: bool = False) -> Case:
    """The case with the session of its call, if that has one. A preview lets nobody in. At most two queries."""
    session = session_of(case.application.call, language)
    if session is None:
        return case
    may_come = not is_preview and session.takes_place and is_let_in(case.application, session)
    return case.knowing(LetterSession(session, is_let_in=may_come), served=session.title)


def session_in(case: Case) -> OwnSession | None:
    found = case.get(LetterSession)
    return found.session if found else None


def _session(case: Case) -> str:
    session = session_in(case)
    return session_text(session) if session else ""


def _day(case: Case) -> str:
    session = session_in(case)
    return date_format(session.first_day, "DATE_FORMAT") if session else ""


def _access(case: Case) -> str:
    found = case.get(LetterSession)
    return access_text(found.session) if found and found.is_let_in else ""


def _deadline(case: Case) -> str:
    seat = case.get(HeldSeat)
    return end_in_words(seat.until, case.application.call.time_zone) if seat else ""


def _deadline_to_come(case: Case) -> str:
    return end_in_words(timezone.now() + EXAMPLE_HOLD, case.application.call.time_zone)


def _change(case: Case) -> str:
    before, session = case.get(SessionBefore), session_in(case)
    if before is None or session is None:
        return ""
    return change_text(before.session, session, has_seat=case.application.status not in WITHOUT_SEAT)


def _news(case: Case) -> str:
    before, session = case.get(SessionBefore), session_in(case)
    return news(before.session, session) if before and session else ""


SESSION = Variable(
    "session",
    _("Day, hours and place of the session, on lines of their own"),
    _session,
    example=_("(The day, the hours and the place of the session)"),
    is_long=True,
    is_common=in_all_letters,
    call_kinds=SEATED,
)
DAY = Variable(
    "day",
    _("Day on which the session begins"),
    _day,
    example=_("(day of the session)"),
    is_common=in_all_letters,
    call_kinds=SEATED,
)
ACCESS = Variable(
    "access",
    _("Link for those registered, and how to get there; empty for people without a seat, may be empty"),
    _access,
    example=_("(The link to take part, and how to get there)"),
    is_long=True,
    is_common=lambda kind: kind.is_seated,
    call_kinds=SEATED,
)
COMMON = (SESSION, DAY, ACCESS)

DEADLINE = Variable(
    "deadline", _("Until when the seat is kept"), _deadline, example=_deadline_to_come, call_kinds=SEATED
)
NEWS = Variable(
    "news",
    _("What has changed, in two words: “Cancelled”, “New date”"),
    _news,
    example=_("(What has changed)"),
    call_kinds=SEATED,
)
CHANGE = Variable(
    "change",
    _("What was and what is now, in sentences"),
    _change,
    example=_("(What was, and what is now)"),
    is_long=True,
    call_kinds=SEATED,
)
