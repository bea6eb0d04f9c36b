"""What the variables of a letter stand for, in one case: the dossier, and what happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from applications.dossiers.corrections import Correction
from applications.kinds import CallKind
from applications.letters.session_phrases import access_text, change_text, news, session_text
from applications.mail.texts import one_line, shortened
from applications.models import Application, Call, Decision, LetterOccasion, Message
from applications.questions.amounts import show_money
from applications.registrations.session_details import OwnSession, moment_in_words
from applications.statuses import WITHOUT_A_PLACE, public_name
from home.plain_text import tidy
from home.templatetags.time_zones import in_zone

LONGEST_NAME = 80
EXAMPLE_DAYS = timedelta(days=14)
EXAMPLE_AMOUNT = Decimal(1000)
EXAMPLE_OFFER = timedelta(days=2)


@dataclass(frozen=True)
class Case:
    """What one letter is about. ``status`` is where the dossier was when the letter became due.

    ``session`` is that of a registration, and ``before`` what it was until it changed. ``is_let_in``: the applicant has
    a place in it, and may know how to get in. ``deadline`` is until when a place is kept.
    """

    application: Application
    occasion: LetterOccasion
    link: str
    status: str
    corrections: list[Correction] = field(default_factory=list)
    message: Message | None = None
    decision: Decision | None = None
    session: OwnSession | None = None
    before: OwnSession | None = None
    is_let_in: bool = False
    deadline: datetime | None = None


def facts_of(case: Case, names: Iterable[str]) -> dict[str, str]:
    """What the named variables stand for, in the active language. Those that the case knows nothing of are empty."""
    return {name: _MAKERS[name](case) for name in names if name in _MAKERS}


def example_facts(case: Case, names: Iterable[str]) -> dict[str, str]:
    """The same for a preview: what has not happened to the dossier yet is made up, and says so."""
    return {name: text or _example(name, case) for name, text in facts_of(case, names).items()}


def form_title(case: Case) -> str:
    return one_line(case.application.version.in_language(get_language() or case.application.language)["title"])


def _call(case: Case) -> str:
    if case.session and case.session.title:
        return one_line(case.session.title)
    return name_of_call(case.application.call) or form_title(case)


def name_of_call(call: Call) -> str:
    """The title of what a call serves, in the active language; empty if it serves nothing of its own."""
    return one_line(call.subject.localized.title) if call.subject else ""


def _date(case: Case) -> str:
    return date_format(in_zone(case.application.submitted_at, case.application.call.time_zone), "DATE_FORMAT")


def _due_date(case: Case) -> str:
    days = [correction.request.due_on for correction in case.corrections]
    return date_format(min(days), "DATE_FORMAT") if days else ""


def _questions(case: Case) -> str:
    """Each question with its remark. What is said of a private answer stays on the page."""
    return "\n\n".join(f"– {one_line(each.label)}\n{_remark(each)}" for each in case.corrections)


def _remark(correction: Correction) -> str:
    if correction.spec.get("private"):
        return _("This question is private: read our remark on your page.")
    return tidy(_lines(correction.request.remark))


def _amount(case: Case) -> str:
    amount = case.decision.amount if case.decision else None
    return "" if amount is None else show_money(amount, case.application.call.currency)


def _day(case: Case) -> str:
    return date_format(case.session.first_day, "DATE_FORMAT") if case.session else ""


def _deadline(case: Case) -> str:
    return moment_in_words(case.deadline, case.application.call.time_zone) if case.deadline else ""


def _change(case: Case) -> str:
    has_a_place = case.application.status not in WITHOUT_A_PLACE
    return change_text(case.before, case.session, has_a_place=has_a_place) if case.before and case.session else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


_MAKERS: dict[str, Callable[[Case], str]] = {
    "name": lambda case: shortened(one_line(case.application.contact_name), LONGEST_NAME),
    "reference": lambda case: case.application.reference,
    "title": form_title,
    "call": _call,
    "date": _date,
    "status": lambda case: public_name(case.application.call.kind, case.status),
    "link": lambda case: case.link,
    "questions": _questions,
    "due_date": _due_date,
    "message": lambda case: tidy(_lines(case.message.text)) if case.message else "",
    "reason": lambda case: tidy(_lines(case.decision.reason)) if case.decision else "",
    "amount": _amount,
    "session": lambda case: session_text(case.session) if case.session else "",
    "day": _day,
    "access": lambda case: access_text(case.session) if case.session and case.is_let_in else "",
    "deadline": _deadline,
    "change": _change,
    "news": lambda case: news(case.before, case.session) if case.before and case.session else "",
}


def _example(name: str, case: Case) -> str:
    """Made up where nothing of the kind has happened to the dossier; what may be empty in a real case stays empty."""
    if name in _EXAMPLES_OF_SESSIONS:
        return _example_of_session(name, case)
    if case.decision or case.message or case.corrections:
        return ""
    if name == "due_date":
        return date_format(timezone.localdate() + EXAMPLE_DAYS, "DATE_FORMAT")
    if name == "amount":
        call = case.application.call
        return show_money(call.amount_max or EXAMPLE_AMOUNT, call.currency) if call.kind == CallKind.GRANT else ""
    return str(_EXAMPLES.get(name, ""))


_EXAMPLES: dict[str, str | Promise] = {
    "questions": gettext_lazy("– A question of the form\nYour remark on it"),
    "message": gettext_lazy("(Your message)"),
    "reason": gettext_lazy("(The reason that is written with the decision)"),
}
_EXAMPLES_OF_SESSIONS: dict[str, str | Promise] = {
    "session": gettext_lazy("(The day, the hours and the place of the session)"),
    "day": gettext_lazy("(day of the session)"),
    "access": gettext_lazy("(The link to take part, and how to get there)"),
    "deadline": "",
    "change": gettext_lazy("(What was, and what is now)"),
    "news": gettext_lazy("(What has changed)"),
}


def _example_of_session(name: str, case: Case) -> str:
    if case.application.call.kind != CallKind.REGISTRATION:
        return ""
    if name == "deadline":
        return moment_in_words(timezone.now() + EXAMPLE_OFFER, case.application.call.time_zone)
    return str(_EXAMPLES_OF_SESSIONS[name])
