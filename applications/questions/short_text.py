from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Question, QuestionBlock, Role, Source, Spec, SpecT, field_arguments
from applications.questions.fields import OneLineField
from applications.questions.operators import Operator
from applications.questions.registry import question_kind
from applications.questions.whose import OFF
from home.folding import fold

# The tokens of the HTML standard that a browser fills in by itself, for what these forms ask.
AUTOCOMPLETE = [
    ("name", _("Full name")),
    ("given-name", _("First name")),
    ("family-name", _("Last name")),
    ("organization", _("Organisation")),
    ("organization-title", _("Role in the organisation")),
    ("tel", _("Phone")),
    ("street-address", _("Street and number")),
    ("postal-code", _("Postal code")),
    ("address-level2", _("Town")),
    ("country-name", _("Country")),
    ("url", _("Web address")),
]


ROLES = {"name": Role.NAME, "given-name": Role.GIVEN_NAME, "family-name": Role.FAMILY_NAME}


class ShortTextSpec(Spec):
    autocomplete: str


class ShortTextBlock(QuestionBlock):
    autocomplete = blocks.ChoiceBlock(
        AUTOCOMPLETE,
        label=_("The browser may fill in"),
        required=False,
        help_text=_("Spares people typing it again."),
    )

    class Meta:
        icon = "title"
        label = _("Short text")


class Words(Question[SpecT]):
    """An answer in the applicant's own words. A condition finds words whatever their case and accents."""

    operators = (Operator.CONTAINS,)
    is_own_words = True

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        words = fold(value)
        return bool(words) and operator == Operator.CONTAINS and words in fold(str(answer))


@question_kind
class ShortText(Words[ShortTextSpec]):
    """One line, at most 250 characters."""

    kind = "short_text"
    order = 10
    is_simple = True

    def block(self) -> blocks.StructBlock:
        return ShortTextBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"autocomplete": value.get("autocomplete") or ""}

    def role(self, spec: ShortTextSpec) -> Role:
        return ROLES.get(spec.get("autocomplete", ""), Role.PERHAPS_NAME)

    def of_somebody_else(self, spec: ShortTextSpec) -> ShortTextSpec:
        return {**spec, "autocomplete": OFF if spec.get("autocomplete") else ""}

    def field(self, spec: ShortTextSpec) -> forms.Field:
        attributes = {"autocomplete": spec["autocomplete"]} if spec.get("autocomplete") else {}
        return OneLineField(widget=forms.TextInput(attrs=attributes), **field_arguments(spec))
