"""What every letter can say of its dossier, and what letters say of corrections, messages and decisions."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from applications.dossiers.shown_corrections import Correction
from applications.kinds import CallKind
from applications.mail.kinds import Case, Variable, in_all_letters
from applications.mail.texts import has_address, shortened
from applications.models import Application, Call, Decision, Message
from applications.questions.amounts import show_money
from applications.statuses import public_name
from home.characters import one_line
from home.plain_text import tidy
from home.templatetags.time_zones import in_zone

LONGEST_NAME = 80
EXAMPLE_DAYS = timedelta(days=14)
EXAMPLE_AMOUNT = Decimal(1000)


@dataclass(frozen=True)
class AskedCorrections:
    """At least one."""

    found: list[Correction]


def title_of(application: Application) -> str:
    """The title of its form, in the active language."""
    return one_line(application.version.form(get_language() or application.language).title)


def name_of_call(call: Call) -> str:
    """The title of what a call serves, in the active language; empty if it serves nothing of its own."""
    return one_line(call.subject.localized.title) if call.subject else ""


def typed_lines(text: str) -> str:
    """What people typed into a box, as a part of a letter."""
    return tidy(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def _name(case: Case) -> str:
    """Nothing that a stranger may have typed, and nothing that a mailbox would make a link of."""
    application = case.application
    name = one_line(application.contact_name)
    return "" if application.address_confirmed_at is None or has_address(name) else shortened(name, LONGEST_NAME)


def _call(case: Case) -> str:
    return one_line(case.served) or name_of_call(case.application.call) or title_of(case.application)


def _date(case: Case) -> str:
    return date_format(in_zone(case.application.submitted_at, case.application.call.time_zone), "DATE_FORMAT")


def _asked(case: Case) -> list[Correction]:
    asked = case.get(AskedCorrections)
    return asked.found if asked else []


def _questions(case: Case) -> str:
    """Each question with its remark. What is said of a private answer stays on the page."""
    return "\n\n".join(f"– {one_line(each.label)}\n{_remark(each)}" for each in _asked(case))


def _remark(correction: Correction) -> str:
    if correction.spec.get("private"):
        return _("This question is private: read our remark on your page.")
    return typed_lines(correction.request.remark)


def _due_date(case: Case) -> str:
    days = [correction.request.due_on for correction in _asked(case)]
    return date_format(min(days), "DATE_FORMAT") if days else ""


def _due_date_to_come(_case: Case) -> str:
    return date_format(timezone.localdate() + EXAMPLE_DAYS, "DATE_FORMAT")


def _message(case: Case) -> str:
    message = case.get(Message)
    return typed_lines(message.text) if message else ""


def _reason(case: Case) -> str:
    decision = case.get(Decision)
    return typed_lines(decision.reason) if decision else ""


def _example_of_reason(case: Case) -> str:
    return "" if case.get(Decision) else _("(The reason that is written with the decision)")


def _amount(case: Case) -> str:
    decision = case.get(Decision)
    if decision is None or decision.amount is None:
        return ""
    return show_money(decision.amount, case.application.call.currency)


def _example_of_amount(case: Case) -> str:
    call = case.application.call
    if case.get(Decision) or call.kind != CallKind.GRANT:
        return ""
    return show_money(call.amount_max or EXAMPLE_AMOUNT, call.currency)


COMMON = (
    Variable("name", gettext_lazy("Name of the contact; may be empty"), _name, is_common=in_all_letters),
    Variable(
        "reference",
        gettext_lazy("Reference of the application"),
        lambda case: case.application.reference,
        is_common=in_all_letters,
    ),
    Variable(
        "title",
        gettext_lazy("Title of the form, in the language of the letter"),
        lambda case: title_of(case.application),
        is_common=in_all_letters,
    ),
    Variable(
        "call",
        gettext_lazy("Offer or event that the call serves, or else the title of the form"),
        _call,
        is_common=in_all_letters,
    ),
    Variable("date", gettext_lazy("Day on which the application was received"), _date, is_common=in_all_letters),
    Variable(
        "status",
        gettext_lazy("Where the application is, in the words that applicants read"),
        lambda case: public_name(case.application.call.kind, case.status),
        is_common=in_all_letters,
    ),
    Variable(
        "link",
        gettext_lazy("Address of the applicant’s own page"),
        lambda case: case.link,
        is_long=True,
        is_common=in_all_letters,
    ),
)

QUESTIONS = Variable(
    "questions",
    gettext_lazy("Questions to answer again, each with your remark"),
    _questions,
    example=gettext_lazy("– A question of the form\nYour remark on it"),
    is_long=True,
)
DUE_DATE = Variable(
    "due_date", gettext_lazy("Day by which the answers are expected"), _due_date, example=_due_date_to_come
)
MESSAGE_TEXT = Variable(
    "message",
    gettext_lazy("What you wrote in the message"),
    _message,
    example=gettext_lazy("(Your message)"),
    is_long=True,
)
REASON = Variable(
    "reason",
    gettext_lazy("Reason written with the decision; may be empty"),
    _reason,
    example=_example_of_reason,
    is_long=True,
)
AMOUNT = Variable("amount", gettext_lazy("Amount granted; may be empty"), _amount, example=_example_of_amount)
