"""What the template of a budget shows: its lists with what was typed and what is wrong with it, and the totals."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal
from typing import Any

from babel.numbers import format_percent
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from applications.questions.amounts import currency_sign, parse_money
from applications.questions.budget_field import (
    CATEGORIES,
    BudgetField,
    BudgetRows,
    balance_in_words,
    balance_texts,
    limits_in_words,
    money_in_words,
    row_lists,
    title_of,
)
from applications.questions.rows import PLACEHOLDER, described_by

ZERO = Decimal(0)


@dataclass(frozen=True)
class BudgetRow:
    """A line as it was typed. ``name`` begins the names of its inputs; ``errors`` are messages by part."""

    name: str
    number: str
    title: str
    typed: dict[str, Any]
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class BudgetList:
    kind: str
    name: str
    title: str
    line_title: str
    categories: list[dict[str, str]]
    rows: list[BudgetRow]
    blank: BudgetRow
    least: int
    most: int
    messages: list[str]

    @property
    def is_least(self) -> bool:
        return len(self.rows) <= self.least

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= self.most


@dataclass(frozen=True)
class Totals:
    """Sums of what can be read, in words; ``state`` says whether they balance, ``share`` how much is asked for."""

    expenses: str
    incomes: str
    in_kind: str
    state: str
    share: str
    is_balanced: bool


class BoundBudget(forms.BoundField):
    field: BudgetField

    @cached_property
    def typed(self) -> dict[str, Any]:
        value = self.value()
        if isinstance(value, dict):
            return value
        return self.field.widget.value_from_datadict(MultiValueDict(), {}, self.html_name)

    @cached_property
    def messages(self) -> dict[str, list[str]]:
        """What is wrong, by the name of the input; under the question's own name what is wrong with the whole."""
        found: dict[str, list[str]] = defaultdict(list)
        for error in self.errors.as_data():
            found[getattr(error, "input_name", self.html_name)] += [str(message) for message in error.messages]
        return dict(found)

    @property
    def request_messages(self) -> list[str]:
        return self.messages.get(f"{self.html_name}-request", [])

    @property
    def balance_messages(self) -> list[str]:
        return self.messages.get(f"{self.html_name}-balance", [])

    @property
    def own_messages(self) -> list[str]:
        return self.messages.get(self.html_name, [])

    @property
    def aria_describedby(self) -> str | None:
        return described_by(self, self.own_messages)

    @property
    def sign(self) -> str:
        return currency_sign(self.field.spec["currency"])

    @property
    def limits(self) -> str:
        """What may be asked for, in words."""
        spec = self.field.spec
        share = gettext("%(share)s%% of the expenses at most") % {"share": spec["share"]} if spec["share"] else ""
        return ". ".join(words for words in (limits_in_words(spec), share) if words)

    @cached_property
    def lists(self) -> dict[str, BudgetList]:
        return {rows.kind: self._list(rows) for rows in row_lists(self.field.spec, self.html_name)}

    def _list(self, rows: BudgetRows) -> BudgetList:
        line_title = gettext("%(list)s, line {n}") % {"list": title_of(rows.kind)}
        blank = {"number": PLACEHOLDER, "category": "", "label": "", "amount": "", "sure": False}
        return BudgetList(
            kind=rows.kind,
            name=rows.prefix,
            title=title_of(rows.kind),
            line_title=line_title,
            categories=self.field.spec.get(CATEGORIES.get(rows.kind, ""), []),
            rows=[self._row(rows, line_title, place, row) for place, row in enumerate(self.typed[rows.kind], 1)],
            blank=self._row(rows, line_title, 0, blank),
            least=rows.least,
            most=rows.most,
            messages=self.messages.get(rows.prefix, []),
        )

    def _row(self, rows: BudgetRows, title: str, place: int, typed: dict[str, Any]) -> BudgetRow:
        name = f"{rows.prefix}-{typed['number']}"
        errors = {part: self.messages[f"{name}-{part}"] for part in typed if f"{name}-{part}" in self.messages}
        return BudgetRow(name, typed["number"], title.replace("{n}", str(place)), typed, errors)

    @property
    def totals(self) -> Totals:
        expenses, incomes, in_kind = (self._sum(kind) for kind in ("expenses", "incomes", "in_kind"))
        request = self._amount(self.typed["request"])
        spec, difference = self.field.spec, expenses - incomes - request
        return Totals(
            expenses=money_in_words(expenses, spec),
            incomes=money_in_words(incomes + request, spec),
            in_kind=money_in_words(in_kind, spec),
            state=balance_in_words(difference, spec) if expenses or incomes or request else "",
            share=share_in_words(request, expenses),
            is_balanced=not difference,
        )

    def _sum(self, kind: str) -> Decimal:
        return sum((self._amount(row["amount"]) for row in self.typed.get(kind, ())), ZERO)

    def _amount(self, text: str) -> Decimal:
        return max(parse_money(text, self.field.spec["currency"]) or ZERO, ZERO)

    @property
    def texts(self) -> dict[str, str]:
        """What the browser says of the totals, with places for the amounts."""
        return {**balance_texts(), "share": share_text()}

    @property
    def locale(self) -> str:
        """How the browser writes amounts: in Canadian dollars as in Canada, where the sign needs no country."""
        language = (get_language() or "en").split("-")[0]
        return f"{language}-CA" if self.field.spec["currency"] == "CAD" else language


def share_text() -> str:
    return gettext("The amount asked for is {share} of the expenses.")


def share_in_words(request: Decimal, expenses: Decimal) -> str:
    """Rounded up, so that what is above a limit is not shown as the limit."""
    if not (request and expenses):
        return ""
    share = (request / expenses).quantize(Decimal("0.001"), ROUND_UP)
    language = (get_language() or "en").split("-")[0]
    pattern = "#,##0.#\u00a0%" if language == "fr" else "#,##0.#%"
    return share_text().replace("{share}", format_percent(share, pattern, locale=language))
