"""The field that asks for a budget: what is read of a page, the rules, and what its template shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from applications.questions.amounts import DECIMALS, canonical, decimals_of, parse_money, show_money
from applications.questions.base import ONE_LINE, Spec
from applications.questions.budget_table import amount_of, total_of
from applications.questions.fields import one_line
from applications.questions.rows import RowError, Rows, text_of

CATEGORIES = {"expenses": "expense_categories", "incomes": "income_categories"}
PARTS = ("category", "label", "amount")


@dataclass(frozen=True)
class BudgetRows(Rows):
    """One of the lists of a budget: expenses, incomes or in_kind."""

    kind: str = ""


def row_lists(spec: Spec, name: str) -> list[BudgetRows]:
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


def money_in_words(amount: Decimal, spec: Spec) -> str:
    return show_money(amount, spec["currency"])


class BudgetWidget(forms.Widget):
    """Reads the rows as they were typed: by list, dicts of number, category, label, amount and sure."""

    use_fieldset = True

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        self.spec = spec

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        typed: dict[str, Any] = {"request": text_of(data, f"{name}-request")}
        for rows in row_lists(self.spec, name):
            typed[rows.kind] = [self._row(data, rows.prefix, number) for number in rows.numbers(data)]
        return typed

    def _row(self, data: Mapping[str, Any], prefix: str, number: str) -> dict[str, Any]:
        parts = {part: text_of(data, f"{prefix}-{number}-{part}") for part in PARTS}
        return {"number": number, **parts, "sure": bool(text_of(data, f"{prefix}-{number}-sure"))}


class BudgetField(forms.Field):
    """Lines that are whole, sides that balance, a request within its limits."""

    def __init__(self, spec: Spec, **arguments: Any) -> None:
        super().__init__(widget=BudgetWidget(spec), **arguments)
        self.spec = spec

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        from applications.questions.budget_page import BoundBudget

        return BoundBudget(form, self, field_name)

    def clean(self, value: Any) -> dict[str, Any] | None:
        """The budget as it is stored, or None for one that was left empty.

        Raises ``ValidationError`` with a ``RowError`` for each input at fault. The totals are looked at once all lines
        are right.
        """
        reader = _Reader(self.spec)
        budget = reader.read(value if isinstance(value, dict) else {})
        if not (any(budget.values()) or reader.errors):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        errors = reader.errors or _faults_of_totals(budget, self.spec)
        if errors:
            raise ValidationError(errors)
        return budget


class _Reader:
    """Reads what was typed, line by line; keeps the errors that it finds on the way."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.key: str = spec["key"]
        self.errors: list[RowError] = []

    def read(self, typed: dict[str, Any]) -> dict[str, Any]:
        budget: dict[str, Any] = {"expenses": [], "incomes": [], "in_kind": []}
        for rows in row_lists(self.spec, self.key):
            lines = [self._line(rows, place, row) for place, row in enumerate(typed.get(rows.kind) or (), 1)]
            budget[rows.kind] = [line for line in lines if line]
        request = typed.get("request") or ""
        if request.strip() or self.errors or any(budget.values()):
            if not (self.errors or budget["expenses"]):
                self._add(gettext("Add at least one expense"), f"{self.key}-expenses")
            fault = fault_of_amount(request, self.spec)
            if fault:
                self._add(gettext("Amount asked for: %(fault)s") % {"fault": fault}, f"{self.key}-request")
        return {**budget, "request": self._amount(request)}

    def _add(self, message: str, input_name: str) -> None:
        self.errors.append(RowError(message, input_name))

    def _line(self, rows: BudgetRows, place: int, row: dict[str, Any]) -> dict[str, Any] | None:
        """The line as stored; None for one that is empty or wrong."""
        options = {category["key"] for category in self.spec.get(CATEGORIES.get(rows.kind, ""), ())}
        category, label = row["category"] if row["category"] in options else "", one_line(row["label"])
        if not (category or label or row["amount"].strip()):
            return None
        faults = {
            "category": gettext("choose a category") if options and not category else "",
            "label": _fault_of_label(rows.kind, label),
            "amount": fault_of_amount(row["amount"], self.spec),
        }
        for part, fault in faults.items():
            if fault:
                words = {"list": title_of(rows.kind), "number": place, "fault": fault}
                message = gettext("%(list)s, line %(number)s: %(fault)s") % words
                self._add(message, f"{rows.prefix}-{row['number']}-{part}")
        line = {"category": category, "label": label, "amount": self._amount(row["amount"])}
        if rows.kind == "incomes":
            line["sure"] = bool(row["sure"])
        return None if any(faults.values()) else line

    def _amount(self, text: str) -> str:
        amount = parse_money(text, self.spec["currency"])
        return "" if amount is None else canonical(amount, is_money=True)


def _fault_of_label(kind: str, label: str) -> str:
    if kind == "in_kind" and not label:
        return gettext("say what it is")
    return gettext("at most %(limit)s characters") % {"limit": ONE_LINE} if len(label) > ONE_LINE else ""


def fault_of_amount(text: str, spec: Spec) -> str:
    if not text.strip():
        return gettext("type the amount")
    amount = parse_money(text, spec["currency"])
    if amount is None:
        return gettext("type an amount in figures")
    if amount <= 0:
        return gettext("type an amount above zero")
    return gettext("type two decimals at most") if decimals_of(amount) > DECIMALS else ""


def _faults_of_totals(budget: dict[str, Any], spec: Spec) -> list[RowError]:
    request, expenses = amount_of(budget["request"]), total_of(budget, "expenses")
    difference = expenses - total_of(budget, "incomes") - request
    faults = [_fault_of_share(request, expenses, spec), _fault_of_amounts(request, spec)]
    errors = [RowError(fault, f"{spec['key']}-request") for fault in faults if fault]
    if difference:
        errors.append(RowError(balance_in_words(difference, spec), f"{spec['key']}-balance"))
    return errors


def balance_in_words(difference: Decimal, spec: Spec) -> str:
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


def _fault_of_share(request: Decimal, expenses: Decimal, spec: Spec) -> str:
    share = spec.get("share")
    if not share or request * 100 <= expenses * share:
        return ""
    most = (expenses * share / 100).quantize(Decimal("0.01"), ROUND_DOWN)
    words = {"share": share, "amount": money_in_words(most, spec)}
    return gettext("You may ask for %(share)s%% of the expenses at most: %(amount)s") % words


def _fault_of_amounts(request: Decimal, spec: Spec) -> str:
    least, most = (Decimal(spec[name]) if spec.get(name) else None for name in ("amount_min", "amount_max"))
    if (least is None or request >= least) and (most is None or request <= most):
        return ""
    return limits_in_words(spec)


def limits_in_words(spec: Spec) -> str:
    """“Ask for between 300 € and 3 000 €”; empty where the call has no amounts."""
    least, most = (
        money_in_words(Decimal(spec[name]), spec) if spec.get(name) else "" for name in ("amount_min", "amount_max")
    )
    if least and most:
        return gettext("Ask for an amount between %(least)s and %(most)s") % {"least": least, "most": most}
    if least:
        return gettext("Ask for at least %(least)s") % {"least": least}
    return gettext("Ask for at most %(most)s") % {"most": most} if most else ""
