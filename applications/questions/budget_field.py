"""The field that asks for a budget: what is read of a page, the rules, and what its template shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from babel.numbers import format_percent
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from applications.questions.amounts import (
    DECIMALS,
    canonical,
    currency_sign,
    decimals_of,
    parse_money,
    show_money,
)
from applications.questions.base import ONE_LINE, Option
from applications.questions.budget_table import ZERO, BudgetSpec, amount_of, categories_of
from applications.questions.rows import PLACEHOLDER, RowError, Rows, described_by, text_of
from home.characters import one_line

PARTS = ("category", "label", "amount")


@dataclass(frozen=True)
class BudgetRows(Rows):
    """One of the lists of a budget: expenses, incomes or in_kind."""

    kind: str = ""


def row_lists(spec: BudgetSpec, name: str) -> list[BudgetRows]:
    """The lists that a budget asks for. Without categories of income, all the money is asked for."""
    kinds = ["expenses"]
    kinds += ["incomes"] if spec["income_categories"] else []
    kinds += ["in_kind"] if spec["in_kind"] else []
    return [BudgetRows(prefix=f"{name}-{kind}", kind=kind) for kind in kinds]


def title_of(kind: str) -> str:
    titles = {
        "expenses": gettext("Expenses"),
        "incomes": gettext("Income"),
        "in_kind": gettext("In-kind contributions"),
    }
    return titles[kind]


def money_in_words(amount: Decimal, spec: BudgetSpec) -> str:
    return show_money(amount, spec["currency"])


class BudgetWidget(forms.Widget):
    """Reads the rows as they were typed: by list, dicts of number, category, label, amount and sure."""

    use_fieldset = True

    def __init__(self, spec: BudgetSpec) -> None:
        super().__init__()
        self.spec = spec

    def value_from_datadict(self, data: Mapping[str, object], files: object, name: str) -> dict[str, object]:
        typed: dict[str, Any] = {"request": text_of(data, f"{name}-request")}
        for rows in row_lists(self.spec, name):
            typed[rows.kind] = [self._row(data, rows.prefix, number) for number in rows.numbers(data)]
        return typed

    def _row(self, data: Mapping[str, Any], prefix: str, number: str) -> dict[str, Any]:
        parts = {part: text_of(data, f"{prefix}-{number}-{part}") for part in PARTS}
        return {"number": number, **parts, "sure": bool(text_of(data, f"{prefix}-{number}-sure"))}


class BudgetField(forms.Field):
    """Lines that are whole, sides that balance, a request within its limits."""

    def __init__(self, spec: BudgetSpec, **arguments: Any) -> None:
        super().__init__(widget=BudgetWidget(spec), **arguments)
        self.spec = spec

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return BoundBudget(form, self, field_name)

    def clean(self, value: object) -> dict[str, object] | None:
        """The budget as it is stored, or None for one that was left empty.

        Raises ``ValidationError`` with a ``RowError`` for each input at fault, of lines and totals together. Totals are
        compared as far as their amounts can be read.
        """
        reader = _Reader(self.spec)
        budget = reader.read(value if isinstance(value, dict) else {})
        if not (any(budget.values()) or reader.errors):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        errors = reader.errors + _faults_of_totals(budget, reader)
        if errors:
            raise ValidationError(errors)
        return budget


class _Reader:
    """Reads what was typed, line by line; keeps the errors that it finds on the way."""

    def __init__(self, spec: BudgetSpec) -> None:
        self.spec = spec
        self.key: str = spec["key"]
        self.errors: list[RowError] = []
        self.sums: dict[str, Decimal | None] = {}
        """What the lines of each list come to, right or wrong; None where an amount cannot be read."""

    def read(self, typed: dict[str, Any]) -> dict[str, Any]:
        budget: dict[str, Any] = {"expenses": [], "incomes": [], "in_kind": []}
        for rows in row_lists(self.spec, self.key):
            self.sums[rows.kind] = ZERO
            lines = [self._line(rows, index, row) for index, row in enumerate(typed.get(rows.kind) or (), 1)]
            budget[rows.kind] = [line for line in lines if line]
        request = typed.get("request") or ""
        if request.strip() or self.errors or any(budget.values()):
            if self.sums["expenses"] == ZERO and not (self.errors or budget["expenses"]):
                self._add(gettext("Add at least one expense"), f"{self.key}-expenses")
            fault = fault_of_amount(request, self.spec)
            if fault:
                self._add(gettext("Amount asked for: %(fault)s") % {"fault": fault}, f"{self.key}-request")
                request = ""
        return {**budget, "request": self._amount(request)}

    def _add(self, message: str, input_name: str) -> None:
        self.errors.append(RowError(message, input_name))

    def _line(self, rows: BudgetRows, index: int, row: dict[str, Any]) -> dict[str, Any] | None:
        """The line as stored; None for one that is empty or wrong."""
        options = {category["key"] for category in categories_of(self.spec, rows.kind)}
        category, label = row["category"] if row["category"] in options else "", one_line(row["label"])
        if not (category or label or row["amount"].strip()):
            return None
        faults = {
            "category": gettext("choose a category") if options and not category else "",
            "label": _fault_of_label(label),
            "amount": fault_of_amount(row["amount"], self.spec),
        }
        self._count(rows.kind, row["amount"], faults["amount"])
        for part, fault in faults.items():
            if fault:
                words = {"list": title_of(rows.kind), "number": index, "fault": fault}
                message = gettext("%(list)s, line %(number)s: %(fault)s") % words
                self._add(message, f"{rows.prefix}-{row['number']}-{part}")
        line = {"category": category, "label": label, "amount": self._amount(row["amount"])}
        if rows.kind == "incomes":
            line["sure"] = bool(row["sure"])
        return None if any(faults.values()) else line

    def _count(self, kind: str, typed: str, fault: str) -> None:
        before, amount = self.sums[kind], parse_money(typed, self.spec["currency"])
        self.sums[kind] = None if fault or before is None or amount is None else before + amount

    def _amount(self, text: str) -> str:
        amount = parse_money(text, self.spec["currency"])
        return "" if amount is None else canonical(amount, is_money=True)


def _fault_of_label(label: str) -> str:
    if not label:
        return gettext("say what it is")
    return gettext("at most %(limit)s characters") % {"limit": ONE_LINE} if len(label) > ONE_LINE else ""


def fault_of_amount(text: str, spec: BudgetSpec) -> str:
    if not text.strip():
        return gettext("type the amount")
    amount = parse_money(text, spec["currency"])
    if amount is None:
        return gettext("type an amount in figures")
    if amount <= 0:
        return gettext("type an amount above zero")
    return gettext("type two decimals at most") if decimals_of(amount) > DECIMALS else ""


def _faults_of_totals(budget: dict[str, object], reader: _Reader) -> list[RowError]:
    """What is wrong with a request that can be read, and with sides whose lines can: a guess is not said."""
    if not budget["request"]:
        return []
    spec, request = reader.spec, amount_of(budget["request"])
    expenses, incomes = reader.sums["expenses"], reader.sums.get("incomes", ZERO)
    faults = [_fault_of_share(request, expenses, spec) if expenses else "", _fault_of_amounts(request, spec)]
    errors = [RowError(fault, f"{spec['key']}-request") for fault in faults if fault]
    if expenses and incomes is not None and (difference := expenses - incomes - request):
        errors.append(RowError(balance_in_words(difference, spec), f"{spec['key']}-balance"))
    return errors


def balance_in_words(difference: Decimal, spec: BudgetSpec) -> str:
    """Where expenses exceed income by ``difference``, or are below it."""
    text = balance_texts()["missing" if difference > 0 else "over" if difference < 0 else "balanced"]
    return text.replace("{amount}", money_in_words(abs(difference), spec))


def balance_texts() -> dict[str, str]:
    """What the page says of the totals, in the reader's language; the browser fills in the amount."""
    return {
        "balanced": gettext("The budget balances."),
        "missing": gettext("Not balanced: {amount} of income is missing."),
        "over": gettext("Not balanced: {amount} more income than expenses."),
    }


def _fault_of_share(request: Decimal, expenses: Decimal, spec: BudgetSpec) -> str:
    share = spec.get("share")
    if not share or request * 100 <= expenses * share:
        return ""
    most = (expenses * share / 100).quantize(Decimal("0.01"), ROUND_DOWN)
    words = {"share": share, "amount": money_in_words(most, spec)}
    return gettext("You may ask for %(share)s%% of the expenses at most: %(amount)s") % words


def _limits(spec: BudgetSpec) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that may be asked for; None where the call says nothing, or zero."""
    least, most = (Decimal(text) if text else None for text in (spec.get("amount_min"), spec.get("amount_max")))
    return least, most


def _fault_of_amounts(request: Decimal, spec: BudgetSpec) -> str:
    least, most = _limits(spec)
    if (least is None or request >= least) and (most is None or request <= most):
        return ""
    return limits_in_words(spec)


def limits_in_words(spec: BudgetSpec) -> str:
    """“Ask for between 300 € and 3 000 €”; empty where the call has no amounts."""
    least, most = ("" if limit is None else money_in_words(limit, spec) for limit in _limits(spec))
    if least and most:
        return gettext("Ask for an amount between %(least)s and %(most)s") % {"least": least, "most": most}
    if least:
        return gettext("Ask for at least %(least)s") % {"least": least}
    return gettext("Ask for at most %(most)s") % {"most": most} if most else ""


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
    categories: list[Option]
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
            categories=categories_of(self.field.spec, rows.kind),
            rows=[self._row(rows, line_title, index, row) for index, row in enumerate(self.typed[rows.kind], 1)],
            blank=self._row(rows, line_title, 0, blank),
            least=rows.least,
            most=rows.most,
            messages=self.messages.get(rows.prefix, []),
        )

    def _row(self, rows: BudgetRows, title: str, index: int, typed: dict[str, Any]) -> BudgetRow:
        name = f"{rows.prefix}-{typed['number']}"
        errors = {part: self.messages[f"{name}-{part}"] for part in typed if f"{name}-{part}" in self.messages}
        return BudgetRow(name, typed["number"], title.replace("{n}", str(index)), typed, errors)

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
