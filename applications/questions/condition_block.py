"""How an editor says when a question is shown: “show if *Theme* is *Social innovation*”."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.operators import Operator


class ReferenceBlock(blocks.FieldBlock):
    """A key of a question or an option, or a value to compare with. No text to translate: languages share it."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(max_length=ONE_REFERENCE)
        super().__init__(**kwargs)


ONE_REFERENCE = 250


class ConditionBlock(blocks.StructBlock):
    """One condition. The editor's page offers the earlier questions and their options to choose from."""

    question = ReferenceBlock(label=_("Question"))
    operator = blocks.ChoiceBlock(Operator.choices, label=_("Answer"), default=Operator.IS)
    value = ReferenceBlock(label=_("Value"))

    class Meta:
        icon = "view"
        label = _("Condition")
        form_classname = "struct-block condition-block"
        form_attrs = {"data-controller": "condition"}


def conditions_block() -> blocks.ListBlock:
    return blocks.ListBlock(
        ConditionBlock(),
        label=_("Show only if"),
        default=[],
        max_num=5,
        required=False,
        help_text=_("All conditions must hold. Without any, it is always shown."),
    )
