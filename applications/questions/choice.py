from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Spec, field_arguments

LONG_LIST = 12


class ChoiceQuestionBlock(QuestionBlock):
    options = blocks.ListBlock(
        blocks.CharBlock(max_length=200),
        label=_("Options"),
        min_num=2,
        max_num=100,
        help_text=_("One per line."),
    )

    class Meta:
        icon = "radio-full"
        label = _("One choice")


class Choice(Question):
    """One of several options. Their keys are their list item ids, the same in every language."""

    kind = "choice"
    order = 40

    def block(self) -> blocks.StructBlock:
        return ChoiceQuestionBlock()

    def details(self, value: Any) -> Spec:
        return {"options": [{"key": item.id, "label": item.value} for item in value["options"].bound_blocks]}

    def field(self, spec: Spec) -> forms.Field:
        arguments = field_arguments(spec, when_empty=_("Choose one of the options"))
        options = [(option["key"], option["label"]) for option in spec["options"]]
        if len(options) > LONG_LIST:
            return forms.ChoiceField(choices=[("", "—"), *options], **arguments)
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **arguments)

    def shown(self, answer: Any, spec: Spec) -> str:
        labels = {option["key"]: option["label"] for option in spec["options"]}
        return str(labels.get(answer, ""))


question = Choice()
