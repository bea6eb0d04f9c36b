from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Source, Spec
from home.blocks.text import InlineTextBlock


class InformationBlock(QuestionBlock):
    label = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    hint = None
    required = None
    private = None
    text = InlineTextBlock(label=_("Text"), features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "info-circle"
        label = _("Information")


class NoAnswerField(forms.Field):
    """Takes nothing, whatever is sent."""

    def clean(self, value: Any) -> None:
        return None


class Information(Question):
    """A text between the questions. It asks nothing and has no answer."""

    kind = "information"
    order = 95
    template = "applications/questions/information.html"
    asks = False

    def block(self) -> blocks.StructBlock:
        return InformationBlock()

    def details(self, value: Any, source: Source) -> Spec:
        return {"label": value["label"] or "", "text": value["text"].source, "required": False, "private": False}

    def field(self, spec: Spec) -> forms.Field:
        return NoAnswerField(required=False, label=spec["label"], widget=forms.HiddenInput)

    def stored(self, cleaned: Any) -> None:
        return None

    def shown(self, answer: Any, spec: Spec) -> str:
        return ""

    def columns(self, spec: Spec) -> list[str]:
        return []

    def cells(self, answer: Any, spec: Spec) -> list[str]:
        return []

    def wording(self, spec: Spec) -> dict[str, str]:
        """The title may be left out; the text may not, and tags alone are none."""
        title = {"label": spec["label"]} if spec["label"] else {}
        return title | {"text": strip_tags(spec["text"]).strip()}


question = Information()
