from decimal import Decimal
from typing import Any, NotRequired

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions import amounts
from applications.questions.base import (
    Details,
    ExportAs,
    FilterAs,
    Promoted,
    Question,
    QuestionBlock,
    Source,
    Spec,
    ValueKind,
    field_arguments,
)
from applications.questions.fields import OneLineField
from applications.questions.operators import Operator
from applications.questions.registry import question_kind


class NumberSpec(Spec):
    """Of money too: ``currency`` takes the place of the unit. Bounds are decimals as text."""

    unit: NotRequired[str]
    currency: NotRequired[str]
    decimals: NotRequired[bool]
    minimum: str | None
    maximum: str | None


class NumberBlock(QuestionBlock):
    unit = blocks.CharBlock(
        label=_("Unit"), required=False, max_length=40, help_text=_("Shown beside the number: “hours”, “km”.")
    )
    minimum = blocks.DecimalBlock(label=_("Minimum"), required=False, default=0, max_digits=14, decimal_places=2)
    maximum = blocks.DecimalBlock(label=_("Maximum"), required=False, max_digits=14, decimal_places=2)
    decimals = blocks.BooleanBlock(label=_("Decimals are allowed"), required=False, help_text=_("Two at most."))

    class Meta:
        icon = "decimal"
        label = _("Number")


class NumberField(OneLineField):
    """Reads a number as people type it; cleaned, it is canonical text. ``kind`` knows how to read and show it."""

    def __init__(self, kind: "Number", spec: NumberSpec, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        self.spec = spec

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = self.kind.parse(text, self.spec)
        if number is None or not self.kind.is_within(number, self.spec):
            raise ValidationError(self.kind.bounds_message(self.spec))
        if amounts.decimals_of(number) > (amounts.DECIMALS if self.spec.get("decimals", True) else 0):
            raise ValidationError(self.kind.decimals_message(self.spec))
        return self.kind.canonical(number)


@question_kind
class Number(Question[NumberSpec]):
    """A number with a unit. Stored as canonical decimal text, in which no figure is lost."""

    kind = "number"
    order = 34
    decides = True
    is_simple = True
    template = "applications/questions/number.html"
    operators = (Operator.IS, Operator.IS_NOT, Operator.MORE, Operator.LESS)
    value_kind = ValueKind.NUMBER
    filter_as = FilterAs.NUMBER
    export_as = ExportAs.FIGURE
    identifies = False

    def block(self) -> blocks.StructBlock:
        return NumberBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {
            "unit": value.get("unit") or "",
            "minimum": as_text(value.get("minimum")),
            "maximum": as_text(value.get("maximum")),
            "decimals": bool(value.get("decimals")),
        }

    def field(self, spec: NumberSpec) -> forms.Field:
        low = amounts.stored_number(spec.get("minimum"))
        is_signed = low is None or low < 0  # the number pads of phones have no minus sign
        mode = "text" if is_signed else "decimal" if spec.get("decimals", True) else "numeric"
        widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
        return NumberField(self, spec, widget=widget, **field_arguments(spec, when_empty=self.empty_message()))

    def parse(self, text: str, spec: NumberSpec) -> Decimal | None:
        return amounts.parse_number(text, self.unit(spec))

    def canonical(self, number: Decimal) -> str:
        return amounts.canonical(number)

    def unit(self, spec: NumberSpec) -> str:
        return spec.get("unit") or ""

    def show(self, number: Decimal, spec: NumberSpec) -> str:
        return amounts.show_number(number, self.unit(spec))

    def show_bound(self, number: Decimal, spec: NumberSpec) -> str:
        return amounts.show_number(number)

    def is_within(self, number: Decimal, spec: NumberSpec) -> bool:
        low, high = _bounds(spec)
        return (low is None or number >= low) and (high is None or number <= high)

    def bounds_message(self, spec: NumberSpec) -> str:
        """What to type, in the reader's language: said of what is no number, and of what is beyond the bounds."""
        low, high = _bounds(spec)
        shown = {
            "low": "" if low is None else self.show_bound(low, spec),
            "high": "" if high is None else self.show_bound(high, spec),
        }
        return self.bounds_text(has_low=low is not None, has_high=high is not None) % shown

    def bounds_text(self, *, has_low: bool, has_high: bool) -> str:
        if has_low and has_high:
            return gettext("Type a number between %(low)s and %(high)s")
        if has_low:
            return gettext("Type a number in figures, %(low)s or more")
        if has_high:
            return gettext("Type a number in figures, %(high)s or less")
        return gettext("Type a number in figures")

    def empty_message(self) -> object:
        return _("Type a number")

    def decimals_message(self, spec: NumberSpec) -> str:
        if spec.get("decimals", True):
            return gettext("Type two decimals at most")
        return gettext("Type a whole number, without decimals")

    def stored(self, cleaned: object) -> object:
        return cleaned or None

    def shown(self, answer: object, spec: NumberSpec) -> str:
        number = amounts.stored_number(answer)
        if number is None:
            return str(answer or "")
        return self.show(number, spec)

    def columns(self, spec: NumberSpec) -> list[str]:
        unit = self.unit(spec)
        return [f"{spec['label']} ({unit})" if unit else spec["label"]]

    def cells(self, answer: object, spec: NumberSpec) -> list[str]:
        """For machines: what is stored, whatever the reader's language."""
        return ["" if amounts.stored_number(answer) is None else str(answer)]

    def promoted(self, answer: object, spec: NumberSpec) -> list[Promoted]:
        number = amounts.stored_number(answer)
        return [] if number is None else [Promoted(number=number)]

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        given, wanted = amounts.stored_number(answer), amounts.parse_number(value)
        if given is None or wanted is None:
            return False
        return compare(operator, given, wanted)

    def wording(self, spec: NumberSpec) -> dict[str, str]:
        unit = {"unit": spec["unit"]} if spec.get("unit") else {}
        return super().wording(spec) | unit

    def problems(self, spec: NumberSpec) -> list[str]:
        low, high = _bounds(spec)
        if low is not None and high is not None and low > high:
            return [gettext("The minimum is above the maximum.")]
        return []


def compare(operator: Operator, given: Any, wanted: Any) -> bool:
    """What numbers and dates have in common."""
    found = {
        Operator.IS: given == wanted,
        Operator.IS_NOT: given != wanted,
        Operator.MORE: given > wanted,
        Operator.LESS: given < wanted,
    }
    return bool(found.get(operator, False))


def as_text(number: Decimal | int | None) -> str | None:
    """A bound as a spec keeps it."""
    return None if number is None else amounts.canonical(Decimal(number))


def _bounds(spec: NumberSpec) -> tuple[Decimal | None, Decimal | None]:
    return amounts.stored_number(spec.get("minimum")), amounts.stored_number(spec.get("maximum"))
