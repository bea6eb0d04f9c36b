from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Spec, field_arguments

LONGEST = 250
# The tokens of the HTML standard that a browser fills in by itself, for what these forms ask.
AUTOCOMPLETE = [
    ("name", _("Full name")),
    ("organization", _("Organisation")),
    ("organization-title", _("Role in the organisation")),
    ("tel", _("Phone")),
    ("address-level2", _("Town")),
]


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


class ShortText(Question):
    """One line, at most 250 characters."""

    kind = "short_text"
    order = 10

    def block(self) -> blocks.StructBlock:
        return ShortTextBlock()

    def details(self, value: Any) -> Spec:
        return {"autocomplete": value.get("autocomplete") or ""}

    def field(self, spec: Spec) -> forms.Field:
        attributes = {"autocomplete": spec["autocomplete"]} if spec.get("autocomplete") else {}
        return forms.CharField(max_length=LONGEST, widget=forms.TextInput(attrs=attributes), **field_arguments(spec))


question = ShortText()
