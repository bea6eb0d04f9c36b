from typing import Any, NotRequired

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Promoted, QuestionBlock, Source, Spec, field_arguments
from applications.questions.choice import options_block, typed_options
from applications.questions.operators import Operator
from applications.questions.options import OptionsQuestion
from applications.questions.registry import question_kind

NOTHING_CHOSEN = _("Choose at least one of the options")


class ChoicesSpec(Spec):
    minimum: int | None
    maximum: int | None
    alone: NotRequired[int]


class ChoicesBlock(QuestionBlock):
    options = options_block()
    minimum = blocks.IntegerBlock(label=_("Options at least"), required=False, min_value=1, max_value=100)
    maximum = blocks.IntegerBlock(label=_("Options at most"), required=False, min_value=1, max_value=100)
    alone = blocks.IntegerBlock(
        label=_("Options that stand alone"),
        required=False,
        min_value=0,
        max_value=10,
        help_text=_(
            "How many options at the end of the list exclude all others, such as “None of these” or “I do not know”."
        ),
    )

    class Meta:
        icon = "list-ul"
        label = _("Several choices")


class OptionsField(forms.MultipleChoiceField):
    """Cleaned, it is the keys of what was ticked, each once, in the order of the form."""

    def __init__(
        self, options: list[tuple[str, str]], *, minimum: int | None, maximum: int | None, alone: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(choices=options, **kwargs)
        self.keys = [key for key, _label in options]
        self.alone = dict(options[len(options) - alone :]) if alone else {}
        self.minimum = minimum
        self.maximum = maximum

    def to_python(self, value: object) -> list[str]:
        if not value:
            return []
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ValidationError(NOTHING_CHOSEN, code="invalid_list")
        ticked = set(value)
        if not ticked.issubset(self.keys):
            raise ValidationError(NOTHING_CHOSEN, code="invalid_choice")
        return [key for key in self.keys if key in ticked]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        excluding = [key for key in value if key in self.alone]
        if excluding:
            self._validate_alone(value, excluding[0])
        elif value and self.minimum and len(value) < self.minimum:
            message = ngettext("Choose at least %(number)d option", "Choose at least %(number)d options", self.minimum)
            raise ValidationError(message % {"number": self.minimum})
        if self.maximum and not excluding and len(value) > self.maximum:
            message = ngettext("Choose at most %(number)d option", "Choose at most %(number)d options", self.maximum)
            raise ValidationError(message % {"number": self.maximum})

    def _validate_alone(self, value: list[str], key: str) -> None:
        """An option that stands alone is enough by itself, whatever the least number is."""
        if len(value) > 1:
            message = gettext("Choose either “%(option)s” alone, or others without it")
            raise ValidationError(message % {"option": self.alone[key]})


@question_kind
class Choices(OptionsQuestion[ChoicesSpec]):
    """Several of the options. The answer is a list of their keys, in the order of the form."""

    kind = "choices"
    order = 42
    operators = (Operator.CONTAINS,)
    may_post_nothing = True
    is_sortable = False

    def block(self) -> blocks.StructBlock:
        return ChoicesBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {
            "options": typed_options(value),
            "minimum": value.get("minimum"),
            "maximum": value.get("maximum"),
            "alone": value.get("alone") or 0,
        }

    def field(self, spec: ChoicesSpec) -> forms.Field:
        return OptionsField(
            self.options(spec),
            minimum=spec.get("minimum"),
            maximum=spec.get("maximum"),
            alone=spec.get("alone") or 0,
            widget=forms.CheckboxSelectMultiple,
            **field_arguments(spec, when_empty=NOTHING_CHOSEN),
        )

    def chosen(self, answer: object, spec: ChoicesSpec) -> list[str]:
        """The labels of the options that an answer holds, in the order of the form."""
        keys = answer if isinstance(answer, list) else []
        return [label for key, label in self.options(spec) if key in keys]

    def shown(self, answer: object, spec: ChoicesSpec) -> str:
        return "\n".join(self.chosen(answer, spec))

    def cells(self, answer: object, spec: ChoicesSpec) -> list[str]:
        return ["; ".join(self.chosen(answer, spec))]

    def promoted(self, answer: object, spec: ChoicesSpec) -> list[Promoted]:
        keys = answer if isinstance(answer, list) else []
        return [Promoted(text=key) for key, _label in self.options(spec) if key in keys]

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        return operator == Operator.CONTAINS and isinstance(answer, list) and value in answer

    def shown_value(self, value: str, spec: ChoicesSpec) -> str:
        return self.shown([value], spec) or value

    def problems(self, spec: ChoicesSpec) -> list[str]:
        low, high, number = spec.get("minimum"), spec.get("maximum"), len(spec["options"])
        found = super().problems(spec)
        if low and high and low > high:
            found.append(gettext("The minimum is above the maximum."))
        if number and (spec.get("alone") or 0) >= number:
            found.append(gettext("All options stand alone: ask for one choice instead."))
        if number and low and low > number:
            found.append(gettext("More options must be chosen than there are."))
        return found
