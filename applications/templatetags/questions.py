"""How a question is shown: ``{% load questions %}``."""

from django import template
from django.forms import BoundField

from applications.questions import question_for
from applications.questions.amounts import currency_sign
from applications.questions.base import Spec
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
def session_rows(bound: BoundField) -> list[Row]:
    """The sessions that a question lists, each with its input where it can be chosen."""
    rows: list[Row] = bound.field.rows(bound)  # type: ignore[attr-defined]
    return rows


@register.filter
def unit_of(spec: NumberSpec) -> str:
    """What stands beside a number: its unit, or the sign of its currency in the reader's language."""
    return currency_sign(spec["currency"]) if spec.get("currency") else spec.get("unit") or ""
