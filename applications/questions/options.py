"""What kinds with options have in common: radio buttons, or a list to open where there are many."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.questions.base import FilterAs, Promoted, Question, SpecT, ValueKind, field_arguments
from applications.questions.operators import Operator

LONG_LIST = 12
"""More options than these are a list to open."""
ENOUGH_FOR_COLUMNS = 6
SHORT_LABEL = 28
NOT_AN_OPTION = _("Choose one of the options")


class OptionField(forms.ChoiceField):
    default_error_messages = {"invalid_choice": NOT_AN_OPTION}


class OptionsQuestion(Question[SpecT]):
    """One of several options. The answer is the option's key, the same in every language."""

    template = "applications/questions/choice.html"
    operators: ClassVar[tuple[Operator, ...]] = (Operator.IS, Operator.IS_NOT)
    value_kind = ValueKind.OPTIONS
    filter_as: ClassVar[FilterAs | None] = FilterAs.OPTIONS
    identifies = False

    def field(self, spec: SpecT) -> forms.Field:
        arguments = field_arguments(spec, when_empty=NOT_AN_OPTION)
        options = self.options(spec)
        if len(options) > LONG_LIST:
            return OptionField(choices=[("", "—"), *options], **arguments)
        return OptionField(choices=options, widget=forms.RadioSelect, **arguments)

    def stored(self, cleaned: object) -> object:
        return cleaned or None

    def shown(self, answer: object, spec: SpecT) -> str:
        labels = dict(self.options(spec))
        return str(labels.get(answer, "")) if isinstance(answer, str) else ""

    def typed(self, values: list[str], spec: SpecT) -> str:
        """An option that cannot be chosen any more has its label still."""
        labels = dict(self.options(spec))
        return super().typed([str(labels.get(value, value)) for value in values], spec)

    def promoted(self, answer: object, spec: SpecT) -> list[Promoted]:
        return [Promoted(text=key) for key, _label in self.options(spec) if key == answer]

    def problems(self, spec: SpecT) -> list[str]:
        return [] if self.options(spec) else [gettext("There is no option to choose.")]


def are_in_columns(labels: list[str]) -> bool:
    """Whether there are many options, all of them short, which two columns suit."""
    return len(labels) >= ENOUGH_FOR_COLUMNS and all(len(label) <= SHORT_LABEL for label in labels)
