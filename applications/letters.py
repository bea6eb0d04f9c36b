"""The letters of calls: their own words for an occasion, or the standard ones, and the mails that carry them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from applications.correcting import shown_corrections
from applications.email_parts import HIDDEN, Facts, body_of, one_line, page_of, whole
from applications.follow_links import GOOD_FOR
from applications.letter_facts import Case, example_facts, form_title
from applications.letter_texts import STANDARD, WAITING_RECEIPT
from applications.letter_variables import CORRECTIONS, DECISIONS, render, used
from applications.models import Application, Call, Letter, LetterOccasion
from applications.plain_text import plain_text
from applications.statuses import TRANSITIONS, Means, Status
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
    return [each for each in LetterOccasion if each not in DECISIONS or each.value in verdicts]


def default_texts(occasion: str, language: str) -> tuple[str, str]:
    """The subject and the body that the catalogue has for an occasion."""
    standard = STANDARD[LetterOccasion(occasion)]
    with translation.override(language):
        return str(standard.subject), str(standard.body)


def letter_of(call: Call, occasion: str, language: str) -> LetterText:
    """The call's own letter, or the standard one. One query."""
    own = Letter.objects.filter(call=call, occasion=occasion, language=language).first()
    return LetterText(own.subject, own.body, is_own=True) if own else LetterText(*default_texts(occasion, language))


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
    is_waiting = is_receipt and case.status == Status.WAITING_LIST
    subject = str(WAITING_RECEIPT) if is_waiting and not text.is_own else text.subject
    return {
        "template": "receipt" if is_receipt else "letter",
        "subject": _subject(subject, wordings(case, used(subject))),
        "letter": render(text.body, wordings(case, used(text.body))),
        "link": "" if "link" in used(text.body) else case.link,
        "is_waiting": is_waiting,
        "application": application,
        "title": form_title(case),
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "zone": application.call.time_zone,
        "files": case.message.attachments.count() if case.message else 0,
        "what_next": plain_text(page.what_next, settings.WAGTAILADMIN_BASE_URL) if page and is_receipt else "",
        "contact": page.contact if page else None,
    }


def _subject(text: str, facts: dict[str, str]) -> str:
    """A subject that mailboxes show whole: a long title gives way."""
    subject, title = render(text, facts), facts.get("title", "")
    excess = len(subject) - LONGEST_SUBJECT
    if excess <= 0 or not title:
        return subject
    length = max(len(title) - excess, SHORTEST_TITLE)
    return render(text, facts | {"title": f"{title[: length - 1]}{HIDDEN}"}) if length < len(title) else subject


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
        link=f"{whole(reverse('follow'))}{HIDDEN}/",
        status=_STATUSES.get(occasion, application.status),
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
}
"""Where a dossier is when a letter leaves."""
