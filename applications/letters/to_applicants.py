"""Mails to applicants about what they sent: the letter of the call, and around it what no letter may leave out."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_noop

from applications.dossiers.answers import ShownStep, dossier_steps
from applications.dossiers.corrections import Correction, open_corrections
from applications.dossiers.tracking_tokens import GOOD_FOR, address_of
from applications.letters import of_sessions
from applications.letters.facts import Case, facts_of
from applications.letters.parts import application_of
from applications.letters.wording import letter_of, mail_of
from applications.mail.composing import Facts, NotNeededError, UnsendableError
from applications.models import Application, Decision, LetterOccasion, Message, OutgoingEmail
from applications.registrations.session_details import is_let_in, session_of
from applications.statuses import ACTIVE, FINAL, Status


def letter(email: OutgoingEmail) -> Facts:
    """The mail of one occasion. What it says of the dossier is as it was when the mail became due."""
    application, occasion = application_of(email), LetterOccasion(email.occasion)
    session = session_of(application.call, email.language)
    status, is_first = _status_then(email, application)
    about = {
        "session": session,
        "link": address_of(application, email.language, since=email.created_at),
        **_ABOUT.get(occasion, _nothing)(email, application),
        **(of_sessions.ABOUT[occasion](email, application, session) if occasion in of_sessions.ABOUT else {}),
    }
    is_in = session is not None and session.takes_place and is_let_in(application, session)
    case = Case(application, occasion, status=status, is_let_in=is_in, **about)
    facts = mail_of(case, letter_of(application.call, occasion, email.language), facts_of)
    facts |= {"link_ends_on": (email.created_at + GOOD_FOR).date()}
    facts |= of_sessions.calendar_of(occasion, application, session)
    if occasion == LetterOccasion.RECEIPT or (occasion == LetterOccasion.REGISTERED and is_first):
        facts |= {"template": "receipt", **_answers(application, email.language)}
    return facts


def _answers(application: Application, language: str) -> Facts:
    """What was sent, without private answers."""
    steps = dossier_steps(application, language)
    open_steps = [ShownStep(step.title, [each for each in step.answers if not each.is_private]) for step in steps]
    return {
        "steps": [step for step in open_steps if step.answers],
        "leaves_out_private": any(each.is_private for step in steps for each in step.answers),
    }


def _status_then(email: OutgoingEmail, application: Application) -> tuple[str, bool]:
    """Where the dossier was when the mail was put into the outbox, so that a later try says the same.

    And whether it had just arrived there, as it was sent.
    """
    change = application.status_changes.filter(at__lte=email.created_at).last()
    return (change.to_status, not change.from_status) if change else (application.status, True)


def _nothing(_email: OutgoingEmail, _application: Application) -> dict[str, Any]:
    return {}


def _corrections(email: OutgoingEmail, application: Application) -> dict[str, Any]:
    """What was asked at that time and is still open."""
    asked = email.context.get("corrections", ())
    return _still_open(
        each for each in open_corrections(application, email.language) if not asked or each.request.pk in asked
    )


def _reminder(email: OutgoingEmail, application: Application) -> dict[str, Any]:
    return _still_open(open_corrections(application, email.language))


def _still_open(found: Iterable[Correction]) -> dict[str, Any]:
    corrections = list(found)
    if not corrections:
        raise NotNeededError(gettext_noop("The corrections were done, or are not asked for any more."))
    return {"corrections": corrections}


def _message(email: OutgoingEmail, application: Application) -> dict[str, Any]:
    message = Message.objects.filter(
        pk=email.context.get("message"), application=application, is_from_applicant=False
    ).first()
    if message is None:
        raise UnsendableError(gettext_noop("The message is gone."))
    return {"message": message}


def _decision(email: OutgoingEmail, application: Application) -> dict[str, Any]:
    found = Decision.objects.standing().filter(pk=email.context.get("decision"), application=application)
    decision = found.filter(verdict=email.occasion, released_at__isnull=False).first()
    if decision is None:
        raise NotNeededError(gettext_noop("The decision was taken back."))
    return {"decision": decision}


def _place_free(_email: OutgoingEmail, application: Application) -> dict[str, Any]:
    if application.status not in ACTIVE - {Status.WAITING_LIST, Status.OFFERED}:
        raise NotNeededError(gettext_noop("The dossier has gone on since."))
    return {}


def _reopened(_email: OutgoingEmail, application: Application) -> dict[str, Any]:
    if application.status in FINAL:
        raise NotNeededError(gettext_noop("The dossier has gone on since."))
    return {}


def _withdrawn(_email: OutgoingEmail, application: Application) -> dict[str, Any]:
    if application.status != Status.WITHDRAWN:
        raise NotNeededError(gettext_noop("The dossier has gone on since."))
    return {}


_ABOUT: dict[LetterOccasion, Callable[[OutgoingEmail, Application], dict[str, Any]]] = {
    LetterOccasion.CORRECTIONS: _corrections,
    LetterOccasion.CORRECTION_REMINDER: _reminder,
    LetterOccasion.MESSAGE: _message,
    LetterOccasion.ACCEPTED: _decision,
    LetterOccasion.DECLINED: _decision,
    LetterOccasion.WAITING_LIST: _decision,
    LetterOccasion.PLACE_FREE: _place_free,
    LetterOccasion.REOPENED: _reopened,
    LetterOccasion.WITHDRAWN: _withdrawn,
}
"""What an occasion is about. Each raises ``NotNeededError`` where that has passed."""
