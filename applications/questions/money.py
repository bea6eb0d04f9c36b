from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions import amounts
from applications.questions.base import Details, QuestionBlock, Source
from applications.questions.number import Number, NumberSpec, as_text
from applications.questions.registry import question_kind


class MoneyBlock(QuestionBlock):
    within_call = blocks.BooleanBlock(
        label=_("Within the amounts of the call"),
        required=False,
        default=True,
        help_text=_("For the sum that is asked for. Without it, any sum may be typed: a turnover, a total cost."),
    )
    minimum = blocks.DecimalBlock(label=_("Minimum"), required=False, min_value=0, max_digits=14, decimal_places=2)
    maximum = blocks.DecimalBlock(label=_("Maximum"), required=False, min_value=0, max_digits=14, decimal_places=2)

    class Meta:
        icon = "tag"
        label = _("Amount of money")


@question_kind
class Money(Number):
    """A sum in the currency of the call. The editor's own bounds narrow those of the call."""

    kind = "money"
    order = 36

    def block(self) -> blocks.StructBlock:
        return MoneyBlock()

    def details(self, value: Any, source: Source) -> Details:
        lows, highs = [Decimal(0), value.get("minimum")], [value.get("maximum")]
        if value.get("within_call", True):
            lows.append(source.call.amount_min)
            highs.append(source.call.amount_max)
        return {
            "currency": str(source.call.currency),
            "minimum": as_text(max(low for low in lows if low is not None)),
            "maximum": as_text(min((high for high in highs if high is not None), default=None)),
        }

    def parse(self, text: str, spec: NumberSpec) -> Decimal | None:
        return amounts.parse_money(text, spec["currency"])

    def canonical(self, number: Decimal) -> str:
        return amounts.canonical(number, is_money=True)

    def unit(self, spec: NumberSpec) -> str:
        return str(spec["currency"])

    def show(self, number: Decimal, spec: NumberSpec) -> str:
        return amounts.show_money(number, spec["currency"])

    def show_bound(self, number: Decimal, spec: NumberSpec) -> str:
        return self.show(number, spec)

    def bounds_text(self, *, has_low: bool, has_high: bool) -> str:
        if has_low and has_high:
            return gettext("Type an amount between %(low)s and %(high)s")
        if has_low:
            return gettext("Type an amount in figures, %(low)s or more")
        if has_high:
            return gettext("Type an amount in figures, %(high)s or less")
        return gettext("Type an amount in figures")

    def empty_message(self) -> object:
        return _("Type an amount")

    def problems(self, spec: NumberSpec) -> list[str]:
        if super().problems(spec):
            return [gettext("The smallest amount is above the largest: see the question and its call.")]
        return []
