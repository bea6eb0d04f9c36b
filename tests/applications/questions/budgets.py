"""Budgets as they are published, posted and stored, for the tests of what they are made of."""

from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.datastructures import MultiValueDict

from applications.drafts.step_form import StepForm
from applications.models import Call
from applications.questions.base import Spec
from tests.applications.questions.asking import KEY, options, spec_of

CALL = Call(code="grant", amount_min=Decimal(300), amount_max=Decimal(3000))
Line = tuple[str, str, str]


def budget(**values: Any) -> Spec:
    values = {"expense_categories": options("Equipment", "Travel"), "income_categories": options("Town"), **values}
    return spec_of("budget", call=CALL, **{"in_kind": True, "share": 80, **values})


def typed(request: str = "", expenses: Any = (), incomes: Any = (), in_kind: Any = ()) -> dict[str, list[str]]:
    """What is posted: lines are category, label and amount; an income may have “on” for what is confirmed."""
    data = {f"{KEY}-request": [request]}
    for kind, lines in (("expenses", expenses), ("incomes", incomes), ("in_kind", in_kind)):
        data[f"{KEY}-{kind}-rows"] = [str(number) for number in range(len(lines))]
        for number, line in enumerate(lines):
            for part, text in zip(("category", "label", "amount", "sure"), line, strict=False):
                data[f"{KEY}-{kind}-{number}-{part}"] = [text]
    return data


WHOLE = typed(
    "1 600 €",
    [("a", "Wood", "1 500"), ("b", "Train", "499,50"), ("b", "x", "0.50")],
    [("a", "A promise", "400", "on")],
    [("", "A room", "150")],
)
STORED = {
    "expenses": [
        {"category": "a", "label": "Wood", "amount": "1500"},
        {"category": "b", "label": "Train", "amount": "499.50"},
        {"category": "b", "label": "x", "amount": "0.50"},
    ],
    "incomes": [{"category": "a", "label": "A promise", "amount": "400", "sure": True}],
    "in_kind": [{"category": "", "label": "A room", "amount": "150"}],
    "request": "1600",
}


def form_for(spec: Spec, data: dict[str, list[str]], *, is_checked: bool = True) -> StepForm:
    return StepForm([spec], MultiValueDict(data), is_checked=is_checked)


def answer(spec: Spec, data: dict[str, list[str]]) -> Any:
    form = form_for(spec, data)
    assert form.is_valid(), form.errors
    return form.answers()[KEY]


def errors(spec: Spec, data: dict[str, list[str]]) -> list[str]:
    with translation.override("en"):
        return [str(message) for message in form_for(spec, data).errors.get(KEY, [])]


def faulty_inputs(spec: Spec, data: dict[str, list[str]]) -> list[str]:
    found = form_for(spec, data).errors[KEY].as_data()
    return [error.input_name.removeprefix(f"{KEY}-") for error in found]  # type: ignore[attr-defined]
