from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Question, QuestionBlock, Source, Spec
from applications.questions.registry import question_kind
from home.blocks.text import InlineTextBlock


class InformationSpec(Spec):
    text: str


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

    def clean(self, value: object) -> None:
        return None


@question_kind
class Information(Question[InformationSpec]):
    """A text between the questions. It asks nothing and has no answer."""

    kind = "information"
    order = 95
    wording_template = "applications/questions/wording/rich_text.html"
    decides = True
    template = "applications/questions/information.html"
    asks = False

    def block(self) -> blocks.StructBlock:
        return InformationBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"label": value["label"] or "", "text": value["text"].source, "required": False, "private": False}

    def field(self, spec: InformationSpec) -> forms.Field:
        return NoAnswerField(required=False, label=spec["label"], widget=forms.HiddenInput)

    def stored(self, cleaned: object) -> None:
        return None

    def shown(self, answer: object, spec: InformationSpec) -> str:
        return ""

    def columns(self, spec: InformationSpec) -> list[str]:
        return []

    def cells(self, answer: object, spec: InformationSpec) -> list[str]:
        return []

    def wording(self, spec: InformationSpec) -> dict[str, str]:
        """The title may be left out; the text may not, and tags alone are none."""
        title = {"label": spec["label"]} if spec["label"] else {}
        return title | {"text": strip_tags(spec["text"]).strip()}
