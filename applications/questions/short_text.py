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


class OneLineField(forms.CharField):
    """Controls, line breaks and marks that turn the direction of the text become spaces."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str) or "\0" in text:
            return text
        return " ".join("".join(character if character.isprintable() else " " for character in text).split())


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
        return OneLineField(max_length=LONGEST, widget=forms.TextInput(attrs=attributes), **field_arguments(spec))


question = ShortText()
