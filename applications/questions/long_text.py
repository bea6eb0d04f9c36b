from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import LONGEST_KEPT, TIMES_KEPT, Details, QuestionBlock, Source, Spec, field_arguments
from applications.questions.fields import TOO_LONG, PlainTextField
from applications.questions.registry import question_kind
from applications.questions.short_text import Words

DEFAULT_LIMIT = 2000


class LongTextSpec(Spec):
    limit: int


class LongTextBlock(QuestionBlock):
    limit = blocks.IntegerBlock(label=_("Characters at most"), default=DEFAULT_LIMIT, min_value=100, max_value=20000)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")


@question_kind
class LongText(Words[LongTextSpec]):
    """Several lines, with a limit that the page counts down to. The browser never cuts what is typed."""

    kind = "long_text"
    order = 20
    is_wide = True
    is_simple = True
    template = "applications/questions/long_text.html"

    def block(self) -> blocks.StructBlock:
        return LongTextBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"limit": value.get("limit") or DEFAULT_LIMIT}

    def longest_kept(self, spec: LongTextSpec) -> int:
        return max(LONGEST_KEPT, TIMES_KEPT * spec["limit"])

    def field(self, spec: LongTextSpec) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 6, "data-limit": spec["limit"]})
        field = PlainTextField(max_length=spec["limit"], widget=widget, **field_arguments(spec))
        field.error_messages["max_length"] = TOO_LONG
        return field
