from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Option, QuestionBlock, Source, Spec
from applications.questions.options import OptionsQuestion
from applications.questions.registry import question_kind


def options_block() -> blocks.ListBlock:
    """What an editor types the options in. Their keys are their list item ids, the same in every language."""
    return blocks.ListBlock(
        blocks.CharBlock(max_length=200),
        label=_("Options"),
        min_num=2,
        max_num=100,
        help_text=_("One per line."),
    )


def typed_options(value: Any) -> list[Option]:
    return [{"key": item.id, "label": item.value} for item in value["options"].bound_blocks]


class ChoiceQuestionBlock(QuestionBlock):
    options = options_block()

    class Meta:
        icon = "radio-full"
        label = _("One choice")


@question_kind
class Choice(OptionsQuestion[Spec]):
    """One of several options that the editor types."""

    kind = "choice"
    order = 40
    decides = True
    is_simple = True

    def block(self) -> blocks.StructBlock:
        return ChoiceQuestionBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"options": typed_options(value)}
