from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.amounts import canonical, parse_money
from applications.questions.base import (
    LONGEST_KEPT,
    ONE_LINE,
    TIMES_KEPT,
    Details,
    ExportAs,
    Option,
    Question,
    QuestionBlock,
    Source,
    ValueKind,
    field_arguments,
)
from applications.questions.budget_field import BudgetField, row_lists
from applications.questions.budget_table import (
    BudgetSpec,
    Side,
    amount_of,
    budget_table,
    categories_of,
    sums_by_category,
    total_of,
)
from applications.questions.operators import Operator
from applications.questions.printing import Paper, Printed
from applications.questions.registry import question_kind
from applications.questions.rows import MOST_ROWS, repeated


def _categories(label: object, **arguments: object) -> blocks.ListBlock:
    return blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=label, default=[], max_num=30, help_text=_("One per line."), **arguments
    )


class BudgetBlock(QuestionBlock):
    expense_categories = _categories(_("Categories of expenses"), min_num=1)
    income_categories = _categories(_("Categories of other income"), required=False)
    in_kind = blocks.BooleanBlock(
        label=_("In-kind contributions"),
        required=False,
        help_text=_("Volunteers, loans, gifts: valued and listed apart, beside the budget that must balance."),
    )
    share = blocks.IntegerBlock(
        label=_("Share that may be asked for"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("The most, in % of the expenses."),
    )
    within_call = blocks.BooleanBlock(
        label=_("Within the call’s amounts"),
        required=False,
        default=True,
        help_text=_("The amount asked for is between the smallest and the largest amount of the call."),
    )

    class Meta:
        icon = "table"
        label = _("Balanced budget")


@question_kind
class Budget(Question[BudgetSpec]):
    """Expenses on one side; other income and the amount asked for on the other: both come to the same.

    Stored: ``expenses`` and ``incomes`` (lists of category, label, amount; an income is ``sure`` or hoped for),
    ``in_kind`` (label, amount) and ``request``. Categories are keys, amounts are decimals as text, in the currency of
    the call.
    """

    kind = "budget"
    order = 75
    is_wide = True
    is_table = True
    shown_template = "applications/questions/answers/budget.html"
    staff_template = shown_template
    template = "applications/questions/budget.html"
    operators = (Operator.MORE, Operator.LESS, Operator.IS)
    value_kind = ValueKind.NUMBER
    export_as = ExportAs.FIGURE

    def block(self) -> blocks.StructBlock:
        return BudgetBlock()

    def details(self, value: Any, source: Source) -> Details:
        call, is_bound = source.call, bool(value.get("within_call"))
        return {
            "expense_categories": _published(value["expense_categories"]),
            "income_categories": _published(value["income_categories"]),
            "in_kind": bool(value.get("in_kind")),
            "share": value.get("share"),
            "currency": str(call.currency),
            "amount_min": _figure(call.amount_min) if is_bound else None,
            "amount_max": _figure(call.amount_max) if is_bound else None,
        }

    def longest_kept(self, spec: BudgetSpec) -> int:
        """Two tables, each row with a text and an amount."""
        return LONGEST_KEPT + 2 * MOST_ROWS * TIMES_KEPT * ONE_LINE

    def field(self, spec: BudgetSpec) -> forms.Field:
        return BudgetField(spec, **field_arguments(spec, when_empty=_("Fill in the budget")))

    def change_rows(self, spec: BudgetSpec, data: dict[str, list[str]], instruction: str) -> None:
        """``add-expenses``, ``remove-incomes-3``, and the like for each list."""
        action, _, rest = instruction.partition("-")
        name, _, number = rest.partition("-")
        for rows in row_lists(spec, spec["key"]):
            if rows.kind == name:
                rows.change(data, f"{action}-{number}" if number else action)

    def shown(self, answer: object, spec: BudgetSpec) -> str:
        table = budget_table(answer, spec)
        return table.as_text() if table else ""

    def printed(self, answer: object, spec: BudgetSpec, paper: Paper) -> Printed:
        table = budget_table(answer, spec)
        if table is None:
            return super().printed(answer, spec, paper)
        return {"form": "budget", "sides": [_printed_side(side, paper) for side in table.sides]}

    def columns(self, spec: BudgetSpec) -> list[str]:
        label = spec["label"]
        names = [gettext("Amount asked for"), gettext("Total")]
        names += [gettext("In-kind contributions")] if spec["in_kind"] else []
        for title, kind in ((gettext("Expenses"), "expenses"), (gettext("Income"), "incomes")):
            names += [f"{title}, {category['label']}" for category in categories_of(spec, kind)]
        return [f"{label} – {name}" for name in names]

    def cells(self, answer: object, spec: BudgetSpec) -> list[str]:
        """Plain decimals, for spreadsheets; all empty where there is no budget."""
        if not isinstance(answer, dict):
            return [""] * len(self.columns(spec))
        amounts = [amount_of(answer.get("request")), total_of(answer, "expenses")]
        amounts += [total_of(answer, "in_kind")] if spec["in_kind"] else []
        for kind in ("expenses", "incomes"):
            sums = sums_by_category(answer, kind)
            amounts += [sums.get(category["key"], Decimal(0)) for category in categories_of(spec, kind)]
        return [canonical(amount, is_money=True) for amount in amounts]

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        """Compares the amount asked for."""
        limit = parse_money(value, "")
        if limit is None or not isinstance(answer, dict):
            return False
        request = amount_of(answer.get("request"))
        return {Operator.MORE: request > limit, Operator.LESS: request < limit}.get(operator, request == limit)

    def without_person(self, answer: object) -> object:
        """The amounts, without what they were for."""
        if not isinstance(answer, dict):
            return None
        lists = {name: [line | {"label": ""} for line in lines] for name, lines in answer.items() if name != "request"}
        return {**lists, "request": answer.get("request")}

    def wording(self, spec: BudgetSpec) -> dict[str, str]:
        expenses = {f"expense:{category['key']}": category["label"] for category in spec["expense_categories"]}
        incomes = {f"income:{category['key']}": category["label"] for category in spec["income_categories"]}
        return {"label": spec["label"], **expenses, **incomes}

    def problems(self, spec: BudgetSpec) -> list[str]:
        found = []
        if not any(spec[limit] for limit in ("share", "amount_min", "amount_max")):
            found.append(gettext("A budget needs limits: a share that may be asked for, or amounts of the call."))
        if not spec["expense_categories"]:
            found.append(gettext("A budget needs at least one category of expenses."))
        for categories in (spec["expense_categories"], spec["income_categories"]):
            found += [gettext("Two categories say “%(label)s”.") % {"label": label} for label in repeated(categories)]
        return found


def _printed_side(side: Side, paper: Paper) -> Printed:
    return {
        "title": side.title,
        "categories": [
            {
                "label": paper.words(category.label),
                "subtotal": category.subtotal,
                "lines": [{"label": line.label, "amount": line.amount} for line in category.lines],
            }
            for category in side.categories
        ],
        "total_label": side.total_label,
        "total": side.total,
    }


def _published(categories: Any) -> list[Option]:
    return [{"key": item.id, "label": item.value} for item in categories.bound_blocks]


def _figure(amount: Any) -> str | None:
    return None if amount is None else canonical(Decimal(amount), is_money=True)
