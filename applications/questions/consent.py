from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Question, QuestionBlock, Source, Spec, ValueKind, field_arguments
from applications.questions.operators import Operator
from applications.questions.printing import Paper, Printed
from applications.questions.registry import question_kind


class ConsentSpec(Spec):
    text: str


class ConsentBlock(QuestionBlock):
    text = blocks.TextBlock(
        label=_("What is consented to"),
        max_length=1500,
        help_text=_("Who keeps the data, what for, how long, and whom to write to. Kept with each application."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Consent")


@question_kind
class Consent(Question[ConsentSpec]):
    """A box to tick, never ticked beforehand. The wording is part of the version that the answer belongs to."""

    kind = "consent"
    order = 90
    is_wide = True
    template = "applications/questions/consent.html"
    operators = (Operator.IS,)
    may_post_nothing = True
    value_kind = ValueKind.YES_NO

    def block(self) -> blocks.StructBlock:
        return ConsentBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"text": value["text"]}

    def field(self, spec: ConsentSpec) -> forms.Field:
        return forms.BooleanField(**field_arguments(spec, when_empty=_("Tick the box if you agree")))

    def stored(self, cleaned: object) -> bool:
        return bool(cleaned)

    def shown(self, answer: object, spec: ConsentSpec) -> str:
        if answer is None:
            return ""
        return gettext("Yes") if answer else gettext("No")

    def printed(self, answer: object, spec: ConsentSpec, paper: Paper) -> Printed:
        return {"form": "consent", "said": self.shown(answer, spec), "words": paper.words(spec.get("text", ""))}

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        return operator == Operator.IS and answer is True and value == "yes"

    def values(self) -> list[tuple[str, str]]:
        """A box that was not ticked is no answer."""
        return [("yes", gettext("Yes"))]

    def wording(self, spec: ConsentSpec) -> dict[str, str]:
        return super().wording(spec) | {"text": spec["text"]}
