"""The letters to those who registered: a row for each, and what is said of their session where that still holds."""

from dataclasses import replace

from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from applications.dossiers.capacity import can_be_taken
from applications.dossiers.tracking_tokens import tracking_url
from applications.mail.composing import NotNeededError
from applications.mail.kinds import BY_RECIPIENT, Case, Facts, LetterKind, StandardText
from applications.models import OutgoingEmail
from applications.models.call_sessions import CallSession
from applications.registrations.letter_variables import (
    CHANGE,
    DEADLINE,
    NEWS,
    SESSION,
    HeldSeat,
    LetterSession,
    SessionBefore,
    session_in,
)
from applications.registrations.session_details import is_let_in, own_session
from applications.registrations.session_phrases import news
from applications.statuses import FINAL, SEATED, Status
from offers.sessions import SessionState, sessions

GONE_ON = gettext_noop("The dossier has gone on since.")
NO_NEWS = gettext_noop("The session is as it was.")
SEAT_NOT_HELD = gettext_noop("The seat was taken, or is not kept any more.")
CALLED_OFF = gettext_noop("The session was moved or is off, or has begun.")


def calendar_of(case: Case) -> Facts:
    """The session as a file for the calendar of who has a seat in it; nothing where there is none to come to.

    ``secrets`` are the addresses that let in whoever has them.
    """
    session = session_in(case)
    if session is None or not case.kind.is_seated or not is_let_in(case.application, session):
        return {}
    secrets = {"secrets": (session.online,)} if session.online else {}
    if session.facts is None or not session.takes_place:
        return secrets
    name = slugify(session.facts.page.slug) or case.application.reference.lower()
    return {"calendar": (sessions().calendar(session.facts, with_access=True), name), **secrets}


def _registered(_email: OutgoingEmail, case: Case) -> Case:
    if case.application.status not in (Status.ACCEPTED, Status.CLOSED):
        raise NotNeededError(GONE_ON)
    return case


def _still_held(email: OutgoingEmail, case: Case) -> Case:
    """The page on which the seat is taken, as long as it is this offer that stands."""
    application, until = case.application, parse_datetime(email.context.get("until") or "")
    is_same = application.status == Status.SEAT_HELD and application.held_until == until
    if until is None or not is_same or not can_be_taken(application):
        raise NotNeededError(SEAT_NOT_HELD)
    link = tracking_url(application, email.language, since=email.created_at, page="seat")
    return case.knowing(HeldSeat(until), link=link)


def _still_lapsed(_email: OutgoingEmail, case: Case) -> Case:
    session = session_in(case)
    if case.application.status != Status.LAPSED:
        raise NotNeededError(GONE_ON)
    if session and (session.is_off or session.has_begun):
        raise NotNeededError(CALLED_OFF)
    return case


def _still_ahead(email: OutgoingEmail, case: Case) -> Case:
    session, starts = session_in(case), parse_datetime(email.context.get("starts") or "")
    if case.application.status != Status.ACCEPTED:
        raise NotNeededError(GONE_ON)
    if session is None or not session.takes_place or session.starts != starts or session.has_begun:
        raise NotNeededError(CALLED_OFF)
    return case


def _what_changed(email: OutgoingEmail, case: Case) -> Case:
    """What the session was, beside what it is now: a later try tells of both as they are then.

    Both in the words of the event's source, which are what the call remembers: a translation may still have the old
    place, or have another name for the same one.
    """
    application, found = case.application, case.get(LetterSession)
    if application.status in FINAL:
        raise NotNeededError(GONE_ON)
    told, known = email.context.get("before") or {}, application.call.announced_session
    is_gone = found is None or found.session.state == SessionState.REMOVED
    if found is None or is_gone or known is None or not told.get("starts"):
        raise NotNeededError(NO_NEWS)
    before = own_session(application.call, CallSession.from_json(told, application.call.time_zone))
    present = own_session(application.call, known)
    session = replace(found.session, place=present.place, address=present.address, online=present.online)
    if not news(before, session):
        raise NotNeededError(NO_NEWS)
    return case.knowing(SessionBefore(before), replace(found, session=session))


REGISTERED = LetterKind(
    code="registered",
    limit=BY_RECIPIENT,
    label=_("registration confirmed"),
    when=_("Leaves when somebody is registered at once, or takes a seat that was offered."),
    standard=StandardText(
        _("You are registered: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You are registered for “{call}”, and we look forward to seeing you:\n\n"
            "{session}\n\n"
            "{access}\n\n"
            "If you cannot come, please cancel on your own page, so that somebody else gets the seat. "
            "You can write to us from there, too:\n\n"
            "{link}"
        ),
    ),
    needed=SESSION,
    call_kinds=SEATED,
    status=Status.ACCEPTED,
    arrival=frozenset({Status.ACCEPTED}),
    is_seated=True,
    is_kept=True,
    about=_registered,
)

SEAT_HELD = LetterKind(
    code="place_offered",
    limit=BY_RECIPIENT,
    label=_("a seat is offered"),
    when=_("Leaves by itself when a seat is free for the first person on the waiting list."),
    standard=StandardText(
        _("A seat is free for you: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: a seat has become free for “{call}”, and it is your turn:\n\n"
            "{session}\n\n"
            "We keep the seat for you until {deadline}. To take it, open this page and press the button:\n\n"
            "{link}\n\n"
            "After that the seat goes to the next person on the waiting list. "
            "If you do not need it any more, please cancel on the same page: somebody is waiting for it."
        ),
    ),
    variables=(DEADLINE,),
    needed=DEADLINE,
    call_kinds=SEATED,
    status=Status.SEAT_HELD,
    about=_still_held,
)

HELD_SEAT_LAPSED = LetterKind(
    code="offer_lapsed",
    limit=BY_RECIPIENT,
    label=_("the offer of a seat is over"),
    when=_("Leaves by itself when an offered seat was not taken in time."),
    standard=StandardText(
        _("The seat was not taken in time: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We had kept a seat for you in “{call}”. It was not taken in time, "
            "so we offer it to the next person on the waiting list:\n\n"
            "{session}\n\n"
            "You are not on the waiting list any more. Would you still like to come? Write to us from your own page, "
            "and we put you back on it:\n\n"
            "{link}"
        ),
    ),
    call_kinds=SEATED,
    status=Status.LAPSED,
    about=_still_lapsed,
)

SESSION_REMINDER = LetterKind(
    code="session_reminder",
    limit=BY_RECIPIENT,
    label=_("reminder of a session"),
    when=_("Leaves by itself two days before the session."),
    standard=StandardText(
        _("Reminder, {day}: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "“{call}” is only a few days away, and your seat is kept:\n\n"
            "{session}\n\n"
            "{access}\n\n"
            "You cannot come after all? Please cancel now, so that somebody else gets the seat:\n\n"
            "{link}"
        ),
    ),
    needed=SESSION,
    call_kinds=SEATED,
    status=Status.ACCEPTED,
    is_seated=True,
    about=_still_ahead,
)

SESSION_CHANGED = LetterKind(
    code="session_changed",
    label=_("a session has changed"),
    when=_("Leaves when you publish another date, place or state of a session."),
    standard=StandardText(
        _("{news}: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We write to you about your registration for “{call}”.\n\n"
            "{change}\n\n"
            "{access}\n\n"
            "Your own page always says where things are. You can write to us from there:\n\n"
            "{link}"
        ),
    ),
    variables=(NEWS, CHANGE),
    needed=CHANGE,
    call_kinds=SEATED,
    is_seated=True,
    about=_what_changed,
)

LETTERS = (REGISTERED, SEAT_HELD, HELD_SEAT_LAPSED, SESSION_REMINDER, SESSION_CHANGED)
