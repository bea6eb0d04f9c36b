"""The letters of calls: their own words for an occasion, or the standard ones, and the mails that carry them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.corrections import shown_corrections
from applications.dossiers.tracking_tokens import GOOD_FOR
from applications.kinds import CallKind
from applications.letters.facts import Case, example_facts, form_title
from applications.letters.parts import page_of
from applications.letters.session_phrases import session_line
from applications.letters.standard_texts import STANDARD, WAITING_RECEIPT
from applications.letters.standard_texts_registrations import FOR_REGISTRATIONS, WAITING
from applications.letters.variables import CORRECTIONS, DECISIONS, OF_REGISTRATIONS, render, used
from applications.mail.composing import Facts, body_of
from applications.mail.texts import HIDDEN, one_line
from applications.models import Application, Call, Letter, LetterOccasion
from applications.registrations.session_details import session_of
from applications.statuses import TRANSITIONS, Means, Status
from home.addresses import absolute
from home.plain_text import plain_text
from home.templatetags.time_zones import in_zone

LONGEST_SUBJECT = 120
SHORTEST_TITLE = 30

Wordings = Callable[[Case, Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class LetterText:
    subject: str
    body: str
    is_own: bool = False
    """Whether the call says it in its own words."""


def occasions_of(call: Call) -> list[LetterOccasion]:
    """The occasions that dossiers of a call can come to."""
    rows = [row for row in TRANSITIONS if row.means == Means.DECISION and call.kind in row.kinds]
    verdicts = {str(row.target) for row in rows}
    missing = {each for each in DECISIONS if each.value not in verdicts}
    if call.kind != CallKind.REGISTRATION:
        missing |= OF_REGISTRATIONS
    return [each for each in LetterOccasion if each not in missing]


def default_texts(occasion: str, language: str, kind: str = "") -> tuple[str, str]:
    """The subject and the body that the catalogue has for an occasion, in the words for a kind of call."""
    own = FOR_REGISTRATIONS if kind == CallKind.REGISTRATION else {}
    standard = own.get(LetterOccasion(occasion)) or STANDARD[LetterOccasion(occasion)]
    with translation.override(language):
        return str(standard.subject), str(standard.body)


def letter_of(call: Call, occasion: str, language: str) -> LetterText:
    """The call's own letter, that of the call that a session's form belongs to, or the standard one. One query."""
    calls = [pk for pk in (call.pk, call.series_id) if pk]
    found = Letter.objects.filter(call__in=calls, occasion=occasion, language=language)
    own = min(found, key=lambda letter: letter.call_id != call.pk, default=None)
    if own:
        return LetterText(own.subject, own.body, is_own=True)
    return LetterText(*default_texts(occasion, language, call.kind))


class Preview(NamedTuple):
    subject: str
    body: str


def preview(
    application: Application, occasion: str, language: str, subject: str | None = None, body: str | None = None
) -> Preview:
    """A letter as the applicant of a dossier would get it, or as it would be with another subject or text.

    What has not happened to the dossier is made up. No answer is shown, and the link leads nowhere: who looks at it
    works on a text, and does not read a dossier. An application that is not in the database does as well.
    """
    standing = letter_of(application.call, occasion, language)
    is_own = standing.is_own or subject is not None or body is not None
    text = LetterText(standing.subject if subject is None else subject, standing.body if body is None else body, is_own)
    with translation.override(language):
        facts = mail_of(_example(application, LetterOccasion(occasion), language), text, example_facts)
        facts |= {"link_ends_on": (timezone.now() + GOOD_FOR).date(), "is_preview": True}
        return Preview(one_line(facts["subject"]), body_of(facts, language))


def mail_of(case: Case, text: LetterText, wordings: Wordings) -> Facts:
    """What the template is made of, but for the answers."""
    application = case.application
    page = page_of(application.version.form_key, translation.get_language() or application.language)
    is_receipt = case.occasion == LetterOccasion.RECEIPT
    is_news = is_receipt or case.occasion == LetterOccasion.REGISTERED
    is_waiting = is_receipt and case.status == Status.WAITING_LIST
    is_registration = application.call.kind == CallKind.REGISTRATION
    if is_waiting and not text.is_own:
        text = _waiting_text(text, is_registration=is_registration)
    words = used(text.body)
    return {
        "template": "receipt" if is_receipt else "letter",
        "subject": _subject(text.subject, wordings(case, used(text.subject))),
        "letter": render(text.body, wordings(case, words)),
        "link": "" if "link" in words else case.link,
        "session": session_line(case.session) if case.session and not words & {"session", "change"} else "",
        "is_registration": is_registration,
        "is_waiting": is_waiting and (text.is_own or not is_registration),
        "application": application,
        "title": form_title(case),
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "zone": application.call.time_zone,
        "files": case.message.attachments.count() if case.message else 0,
        "what_next": plain_text(page.what_next, settings.WAGTAILADMIN_BASE_URL) if page and is_news else "",
        "contact": page.contact if page else None,
    }


def _waiting_text(text: LetterText, *, is_registration: bool) -> LetterText:
    """The standard receipt where all places were taken."""
    if is_registration:
        return LetterText(str(WAITING.subject), str(WAITING.body))
    return LetterText(str(WAITING_RECEIPT), text.body)


def _subject(text: str, facts: dict[str, str]) -> str:
    """A subject that mailboxes show whole: a long title, or name of the offer or event, gives way."""
    subject = render(text, facts)
    for name in ("title", "call"):
        excess, words = len(subject) - LONGEST_SUBJECT, facts.get(name, "")
        length = max(len(words) - excess, SHORTEST_TITLE)
        if excess > 0 and length < len(words):
            facts = facts | {name: f"{words[: length - 1]}{HIDDEN}"}
            subject = render(text, facts)
    return subject


def _example(application: Application, occasion: LetterOccasion, language: str) -> Case:
    """A case for a preview: of what staff wrote on the dossier, what is there."""
    about: dict[str, Any] = {}
    if application.pk and occasion in CORRECTIONS:
        about["corrections"] = shown_corrections(application, application.corrections.open(), language)
    if application.pk and occasion in DECISIONS:
        about["decision"] = application.decisions.standing().filter(verdict=occasion).last()
    return Case(
        application=application,
        occasion=occasion,
        link=f"{absolute(reverse('follow'))}{HIDDEN}/",
        status=_STATUSES.get(occasion, application.status),
        session=session_of(application.call, language),
        **about,
    )


_STATUSES: dict[LetterOccasion, str] = {
    LetterOccasion.RECEIPT: Status.RECEIVED,
    LetterOccasion.CORRECTIONS: Status.WAITING_APPLICANT,
    LetterOccasion.CORRECTION_REMINDER: Status.WAITING_APPLICANT,
    LetterOccasion.ACCEPTED: Status.ACCEPTED,
    LetterOccasion.DECLINED: Status.DECLINED,
    LetterOccasion.WAITING_LIST: Status.WAITING_LIST,
    LetterOccasion.PLACE_FREE: Status.RECEIVED,
    LetterOccasion.REOPENED: Status.IN_REVIEW,
    LetterOccasion.WITHDRAWN: Status.WITHDRAWN,
    LetterOccasion.REGISTERED: Status.ACCEPTED,
    LetterOccasion.PLACE_OFFERED: Status.OFFERED,
    LetterOccasion.OFFER_LAPSED: Status.LAPSED,
    LetterOccasion.SESSION_REMINDER: Status.ACCEPTED,
}
"""Where a dossier is when a letter leaves."""
