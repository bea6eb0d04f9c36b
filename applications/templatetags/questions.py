"""How a question is shown: ``{% load questions %}``."""

from django import template
from django.forms import BoundField

from applications.questions import question_for
from applications.questions.amounts import currency_sign
from applications.questions.base import DoubtError, Spec
from applications.questions.email import ASKED
from applications.questions.misspelt_addresses import likely_address
from applications.questions.number import NumberSpec
from applications.questions.options import are_in_columns
from applications.questions.session import Row

register = template.Library()


@register.filter
def question_template(spec: Spec) -> str:
    return question_for(spec).template


@register.filter
def shown_template(spec: Spec) -> str:
    """How applicants see an answer."""
    return question_for(spec).shown_template


@register.filter
def staff_template(spec: Spec) -> str:
    return question_for(spec).staff_template


@register.filter
def wording_template(spec: Spec) -> str:
    """What a question says in another language, beside its label and hint; empty for nothing."""
    return question_for(spec).wording_template


@register.filter
def is_in_columns(spec: Spec) -> bool:
    """Whether the options of a question stand in two columns where there is room."""
    return are_in_columns([option["label"] for option in spec.get("options", ())])


@register.filter
def meant_address(bound: BoundField) -> str:
    """What was probably meant with a misspelt address, while the page asks about it; empty otherwise."""
    return likely_address(str(bound.value() or "")) if _is_asked_about(bound) else ""


@register.filter
def asked_address(bound: BoundField) -> str:
    """The address that the page asks about, or that was asked about before: about each one it is asked once."""
    if _is_asked_about(bound):
        return str(bound.value() or "")
    return str(bound.form.data.get(bound.html_name + ASKED) or "")


def _is_asked_about(bound: BoundField) -> bool:
    return any(isinstance(error, DoubtError) for error in bound.errors.as_data())


@register.filter
def session_rows(bound: BoundField) -> list[Row]:
    """The sessions that a question lists, each with its input where it can be chosen."""
    rows: list[Row] = bound.field.rows(bound)  # type: ignore[attr-defined]
    return rows


@register.filter
def unit_of(spec: NumberSpec) -> str:
    """What stands beside a number: its unit, or the sign of its currency in the reader's language."""
    return currency_sign(spec["currency"]) if spec.get("currency") else spec.get("unit") or ""
