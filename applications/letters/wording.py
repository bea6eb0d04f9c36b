"""The letters of calls: their own words for an occasion, or the standard ones, and the mails that carry them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.letter_variables import title_of
from applications.dossiers.tracking_tokens import GOOD_FOR
from applications.forms.live_pages import live_page
from applications.kinds import CallKind
from applications.letters.variables import example_facts, render, used
from applications.mail.composing import body_of
from applications.mail.kinds import Case, Facts, LetterKind, letter_kinds
from applications.mail.texts import HIDDEN
from applications.models import Application, Call, Letter, Message
from applications.registrations.letter_variables import CHANGE, SESSION, session_in, with_session
from applications.registrations.session_phrases import session_line
from applications.statuses import Status
from home.addresses import absolute
from home.characters import one_line
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


def letters_about(call: Call) -> list[LetterKind]:
    """The kinds of letter that dossiers of a call can come to."""
    return [kind for kind in letter_kinds() if call.kind in kind.call_kinds]


def default_texts(kind: LetterKind, language: str, call_kind: str = "", status: str = "") -> tuple[str, str]:
    """The subject and the body that the catalogue has, in the words for a kind of call and a status."""
    standard = kind.text(call_kind, status)
    with translation.override(language):
        return str(standard.subject), str(standard.body)


def letter_of(call: Call, kind: LetterKind, language: str) -> LetterText:
    """The call's own letter, that of the call that a session's form belongs to, or the standard one. One query."""
    calls = [pk for pk in (call.pk, call.series_id) if pk]
    found = Letter.objects.filter(call__in=calls, occasion=kind.code, language=language)
    own = min(found, key=lambda letter: letter.call_id != call.pk, default=None)
    if own:
        return LetterText(own.subject, own.body, is_own=True)
    return LetterText(*default_texts(kind, language, call.kind))


class Preview(NamedTuple):
    subject: str
    body: str


def preview(
    application: Application, kind: LetterKind, language: str, subject: str | None = None, body: str | None = None
) -> Preview:
    """A letter as the applicant of a dossier would get it, or as it would be with another subject or text.

    What has not happened to the dossier is made up. No answer is shown, and the link leads nowhere: who looks at it
    works on a text, and does not read a dossier. An application that is not in the database does as well.
    """
    standing = letter_of(application.call, kind, language)
    is_own = standing.is_own or subject is not None or body is not None
    text = LetterText(standing.subject if subject is None else subject, standing.body if body is None else body, is_own)
    with translation.override(language):
        _case, facts = example_mail(application, kind, text)
        facts |= {"link_ends_on": (timezone.now() + GOOD_FOR).date(), "is_preview": True}
        if kind.is_kept:
            facts["paper_link"] = f"{absolute(reverse('tracking'))}{HIDDEN}/{HIDDEN}.pdf"
        return Preview(one_line(facts["subject"]), body_of(facts, language))


def example_mail(application: Application, kind: LetterKind, text: LetterText) -> tuple[Case, Facts]:
    """What a letter would be about, and say, in the active language: ``preview`` tells what is made up."""
    case = _example(application, kind, translation.get_language() or application.language)
    return case, mail_of(case, text, example_facts)


def mail_of(case: Case, text: LetterText, wordings: Wordings) -> Facts:
    """What the template is made of, but for the answers. A text that is not the call's own goes by the status."""
    application, kind, message, session = case.application, case.kind, case.get(Message), session_in(case)
    language = translation.get_language() or application.language
    page = live_page(application.version.form_key, language)
    is_registration = application.call.kind == CallKind.REGISTRATION
    is_waiting = bool(kind.arrival) and case.status == Status.WAITING_LIST
    if not text.is_own:
        text = LetterText(*default_texts(kind, language, application.call.kind, case.status))
    words = used(text.body)
    return {
        "template": kind.template,
        "subject": _subject(text.subject, wordings(case, used(text.subject))),
        "letter": render(text.body, wordings(case, words)),
        "link": "" if "link" in words else case.link,
        "session": session_line(session) if session and not words & {SESSION.name, CHANGE.name} else "",
        "is_registration": is_registration,
        "is_waiting": is_waiting and (text.is_own or not is_registration),
        "application": application,
        "title": title_of(application),
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "zone": application.call.time_zone,
        "files": message.attachments.count() if message else 0,
        "what_next": plain_text(page.what_next, settings.WAGTAILADMIN_BASE_URL) if page and kind.arrival else "",
        "contact": page.contact if page else None,
    }


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


def _example(application: Application, kind: LetterKind, language: str) -> Case:
    """A case for a preview: of what staff wrote on the dossier, what is there."""
    link = f"{absolute(reverse('tracking'))}{HIDDEN}/"
    case = Case(application, kind, link=link, status=kind.status or application.status)
    case = with_session(case, language, is_preview=True)
    return kind.example(case) if application.pk else case
