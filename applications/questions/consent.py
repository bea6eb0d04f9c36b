from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Spec, field_arguments


class ConsentBlock(QuestionBlock):
    text = blocks.TextBlock(
        label=_("What is consented to"),
        max_length=1500,
        help_text=_("Who keeps the data, what for, how long, and whom to write to. Kept with each application."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Consent")


class Consent(Question):
    """A box to tick, never ticked beforehand. The wording is part of the version that the answer belongs to."""

    kind = "consent"
    order = 90

    def block(self) -> blocks.StructBlock:
        return ConsentBlock()

    def details(self, value: Any) -> Spec:
        return {"text": value["text"]}

    def field(self, spec: Spec) -> forms.Field:
        return forms.BooleanField(**field_arguments(spec, when_empty=_("Tick the box if you agree")))

    def stored(self, cleaned: Any) -> bool:
        return bool(cleaned)

    def shown(self, answer: Any, spec: Spec) -> str:
        return gettext("Yes") if answer else gettext("No")


question = Consent()
