"""A budget that was answered, as a table: lines by category with their sums, and totals."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from applications.questions.amounts import show_money, stored_number
from applications.questions.base import Option, Spec

ZERO = Decimal(0)


class BudgetSpec(Spec):
    """``share`` is in % of the expenses; amounts are decimals as text."""

    expense_categories: list[Option]
    income_categories: list[Option]
    in_kind: bool
    share: int | None
    currency: str
    amount_min: str | None
    amount_max: str | None


def categories_of(spec: BudgetSpec, kind: str) -> list[Option]:
    """Those of a list, ``expenses`` or ``incomes``; what is given in kind has none."""
    if kind == "expenses":
        return spec.get("expense_categories", [])
    return spec.get("income_categories", []) if kind == "incomes" else []


@dataclass(frozen=True)
class Line:
    label: str
    amount: str


@dataclass(frozen=True)
class Category:
    """Lines of one category with their sum. Without a label for lines that have no category."""

    label: str
    lines: list[Line]
    subtotal: str


@dataclass(frozen=True)
class Side:
    title: str
    categories: list[Category]
    total_label: str
    total: str

    def as_text(self) -> str:
        lines = [
            (" – ".join(text for text in (category.label, line.label) if text), line.amount)
            for category in self.categories
            for line in category.lines
        ]
        texts = [
            gettext("%(label)s: %(value)s") % {"label": label, "value": amount}
            for label, amount in [*lines, (self.total_label, self.total)]
        ]
        return "\n".join([self.title, *texts])


@dataclass(frozen=True)
class BudgetTable:
    """Two sides that come to the same; ``in_kind`` is apart and counts in neither, None where there is none."""

    expenses: Side
    incomes: Side
    in_kind: Side | None = None
    sides: list[Side] = field(init=False)

    def __post_init__(self) -> None:
        sides = [self.expenses, self.incomes] + ([self.in_kind] if self.in_kind else [])
        object.__setattr__(self, "sides", sides)

    def as_text(self) -> str:
        return "\n\n".join(side.as_text() for side in self.sides)


def budget_table(answer: object, spec: BudgetSpec) -> BudgetTable | None:
    """The stored answer in the reader's language, which ``spec`` is in too; None where there is none."""
    return _Builder(answer, spec).table() if isinstance(answer, dict) and answer else None


class _Builder:
    def __init__(self, answer: dict[str, Any], spec: BudgetSpec) -> None:
        self.answer, self.spec = answer, spec

    def table(self) -> BudgetTable:
        request = amount_of(self.answer.get("request"))
        asked = Category("", [Line(gettext("Amount asked for"), self._money(request))], self._money(request))
        incomes = self._categories("incomes")
        return BudgetTable(
            self._side("expenses", self._categories("expenses"), gettext("Expenses")),
            self._side("incomes", [*incomes, asked], gettext("Income"), request),
            self._in_kind() if lines_of(self.answer, "in_kind") else None,
        )

    def _money(self, amount: Decimal) -> str:
        return show_money(amount, self.spec["currency"])

    def _side(self, kind: str, categories: list[Category], title: str, more: Decimal = ZERO) -> Side:
        return Side(title, categories, gettext("Total"), self._money(total_of(self.answer, kind) + more))

    def _categories(self, kind: str) -> list[Category]:
        """In the editor's order; what belongs to none, last."""
        labels = {category["key"]: category["label"] for category in categories_of(self.spec, kind)}
        by_key: dict[str, list[Any]] = {key: [] for key in [*labels, ""]}
        for line in lines_of(self.answer, kind):
            key = str(line.get("category"))
            by_key[key if key in labels else ""].append(line)
        return [
            Category(
                labels.get(key, ""),
                [self._line(line) for line in lines],
                self._money(sum((amount_of(line.get("amount")) for line in lines), ZERO)),
            )
            for key, lines in by_key.items()
            if lines
        ]

    def _line(self, line: Any) -> Line:
        label = str(line.get("label") or "")
        if "sure" in line:
            state = gettext("confirmed") if line["sure"] else gettext("hoped for")
            label = f"{label} ({state})".strip()
        return Line(label, self._money(amount_of(line.get("amount"))))

    def _in_kind(self) -> Side:
        lines = [self._line(line) for line in lines_of(self.answer, "in_kind")]
        total = self._money(total_of(self.answer, "in_kind"))
        category = Category("", lines, total)
        return Side(gettext("In-kind contributions"), [category], gettext("Value, on both sides"), total)


def lines_of(answer: dict[str, object], kind: str) -> list[dict[str, object]]:
    lines = answer.get(kind)
    return [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []


def amount_of(answer: object) -> Decimal:
    """An amount as stored; zero for what is none."""
    return stored_number(answer) or ZERO


def total_of(answer: dict[str, object], kind: str) -> Decimal:
    return sum((amount_of(line.get("amount")) for line in lines_of(answer, kind)), ZERO)


def sums_by_category(answer: dict[str, object], kind: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines_of(answer, kind):
        sums[str(line.get("category"))] += amount_of(line.get("amount"))
    return sums
