"""Mails about the sessions that people registered for: what each is about, and whether that still holds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from applications.dossiers.capacity import is_good
from applications.dossiers.tracking_tokens import address_of
from applications.letters.session_phrases import news
from applications.letters.variables import PLACED
from applications.mail.composing import Facts, NotNeededError
from applications.models import Application, LetterOccasion, OutgoingEmail
from applications.registrations.session_details import OwnSession, is_let_in, remembered
from applications.statuses import FINAL, Status
from offers.sessions import sessions

REMOVED = "removed"
"""Its event is not live, or does not have it any more: what there is to say of it is not known."""
GONE_ON = gettext_noop("The dossier has gone on since.")
NO_NEWS = gettext_noop("The session is as it was.")
OFFER_OVER = gettext_noop("The place was taken, or is not kept any more.")
OFF = gettext_noop("The session was moved or is off, or has begun.")


def calendar_of(occasion: str, application: Application, session: OwnSession | None) -> Facts:
    """The session as a file for the calendar of who has a place in it; nothing where there is none to come to.

    ``secrets`` are the addresses that let in whoever has them.
    """
    if session is None or occasion not in PLACED or not is_let_in(application, session):
        return {}
    secrets = {"secrets": (session.online,)} if session.online else {}
    if session.facts is None or not session.takes_place:
        return secrets
    name = slugify(session.facts.page.slug) or application.reference.lower()
    return {"calendar": (sessions().calendar(session.facts, with_access=True), name), **secrets}


def registered(_email: OutgoingEmail, application: Application, _session: OwnSession | None) -> dict[str, Any]:
    if application.status not in (Status.ACCEPTED, Status.CLOSED):
        raise NotNeededError(GONE_ON)
    return {}


def place_offered(email: OutgoingEmail, application: Application, _session: OwnSession | None) -> dict[str, Any]:
    """The page on which the place is taken, as long as it is this offer that stands."""
    until = parse_datetime(email.context.get("until") or "")
    is_same = application.status == Status.OFFERED and application.offer_ends_at == until
    if not is_same or not is_good(application):
        raise NotNeededError(OFFER_OVER)
    link = address_of(application, email.language, since=email.created_at, page="place")
    return {"deadline": until, "link": link}


def offer_lapsed(_email: OutgoingEmail, application: Application, session: OwnSession | None) -> dict[str, Any]:
    if application.status != Status.LAPSED:
        raise NotNeededError(GONE_ON)
    if session and (session.is_off or session.starts <= timezone.now()):
        raise NotNeededError(OFF)
    return {}


def session_reminder(email: OutgoingEmail, application: Application, session: OwnSession | None) -> dict[str, Any]:
    starts = parse_datetime(email.context.get("starts") or "")
    if application.status != Status.ACCEPTED:
        raise NotNeededError(GONE_ON)
    if session is None or not session.takes_place or session.starts != starts or session.starts <= timezone.now():
        raise NotNeededError(OFF)
    return {}


def session_changed(email: OutgoingEmail, application: Application, session: OwnSession | None) -> dict[str, Any]:
    """What the session was, beside what it is now: a later try tells of both as they are then.

    Both in the words of the event's source, which are what the call remembers: a translation may still have the old
    place, or have another name for the same one.
    """
    if application.status in FINAL:
        raise NotNeededError(GONE_ON)
    told, facts = email.context.get("before") or {}, application.call.session_facts
    if session is None or session.state == REMOVED or not (told.get("starts") and facts.get("starts")):
        raise NotNeededError(NO_NEWS)
    before, present = remembered(application.call, told), remembered(application.call, facts)
    session = replace(session, place=present.place, address=present.address, online=present.online)
    if not news(before, session):
        raise NotNeededError(NO_NEWS)
    return {"before": before, "session": session}


ABOUT: dict[LetterOccasion, Callable[[OutgoingEmail, Application, OwnSession | None], dict[str, Any]]] = {
    LetterOccasion.REGISTERED: registered,
    LetterOccasion.PLACE_OFFERED: place_offered,
    LetterOccasion.OFFER_LAPSED: offer_lapsed,
    LetterOccasion.SESSION_REMINDER: session_reminder,
    LetterOccasion.SESSION_CHANGED: session_changed,
}
"""Each raises ``NotNeededError`` where what the mail is about has passed."""
