from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Spec, field_arguments

DEFAULT_LIMIT = 2000


class LongTextBlock(QuestionBlock):
    limit = blocks.IntegerBlock(label=_("Characters at most"), default=DEFAULT_LIMIT, min_value=100, max_value=20000)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")


class LongText(Question):
    """Several lines, with a limit that the page counts down to. The browser never cuts what is typed."""

    kind = "long_text"
    order = 20

    def block(self) -> blocks.StructBlock:
        return LongTextBlock()

    def details(self, value: Any) -> Spec:
        return {"limit": value.get("limit") or DEFAULT_LIMIT}

    def field(self, spec: Spec) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 6, "data-limit": spec["limit"]})
        return forms.CharField(max_length=spec["limit"], widget=widget, **field_arguments(spec))


question = LongText()
