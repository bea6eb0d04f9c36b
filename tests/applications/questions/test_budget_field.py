"""A budget as it is asked: its rules, what comes back of what was typed, lines that come and go, totals."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from applications.questions import KINDS
from tests.applications.questions.asking import KEY, html
from tests.applications.questions.budgets import (
    STORED,
    WHOLE,
    Line,
    answer,
    budget,
    errors,
    faulty_inputs,
    form_for,
    typed,
)

question = KINDS["budget"]


def test_a_whole_budget_is_stored_with_canonical_amounts() -> None:
    assert answer(budget(), WHOLE) == STORED


@pytest.mark.parametrize(
    ("line", "message", "part"),
    [
        (("", "Train", "20"), "Expenses, line 2: choose a category", "category"),
        (("gone", "Train", "20"), "Expenses, line 2: choose a category", "category"),
        (("b", "Train", ""), "Expenses, line 2: type the amount", "amount"),
        (("b", "x", "twenty"), "Expenses, line 2: type an amount in figures", "amount"),
        (("b", "x", "0"), "Expenses, line 2: type an amount above zero", "amount"),
        (("b", "x", "-3"), "Expenses, line 2: type an amount above zero", "amount"),
        (("b", "x", "1.5555"), "Expenses, line 2: type two decimals at most", "amount"),
        (("b", "x" * 251, "3"), "Expenses, line 2: at most 250 characters", "label"),
    ],
)
def test_the_message_names_the_line(line: Line, message: str, part: str) -> None:
    data = typed("400", [("a", "Wood", "500"), line], [("a", "x", "100")])
    assert [each for each in errors(budget(), data) if "line" in each] == [message]
    assert [each for each in faulty_inputs(budget(), data) if each != "balance"] == [f"expenses-1-{part}"]


def test_lines_of_every_list_are_looked_at() -> None:
    data = typed("x", [("", "", "5")], [("", "", "5")], [("", "", "5")])
    assert errors(budget(), data) == [
        "Expenses, line 1: choose a category",
        "Expenses, line 1: say what it is",
        "Income, line 1: choose a category",
        "Income, line 1: say what it is",
        "In-kind contributions, line 1: say what it is",
        "Amount asked for: type an amount in figures",
    ]


def test_lines_and_totals_are_told_together() -> None:
    """What a line lacks hides neither the balance nor the limits; an amount that cannot be read leaves them open."""
    data = typed("3 500", [("a", "", "3 600"), ("", "Train", "400")], [("a", "", "100")])
    assert errors(budget(), data) == [
        "Expenses, line 1: say what it is",
        "Expenses, line 2: choose a category",
        "Income, line 1: say what it is",
        "You may ask for 80% of the expenses at most: €3,200",
        "Ask for an amount between €300 and €3,000",
        "Not balanced: €400 of income is missing.",
    ]
    unread = typed("3 500", [("a", "Wood", "some"), ("a", "Nails", "20")], [("a", "x", "100")])
    assert errors(budget(), unread) == [
        "Expenses, line 1: type an amount in figures",
        "Ask for an amount between €300 and €3,000",
    ]
    assert errors(budget(), typed("x", [("a", "", "20")], [("a", "x", "y")])) == [
        "Expenses, line 1: say what it is",
        "Income, line 1: type an amount in figures",
        "Amount asked for: type an amount in figures",
    ]


def test_blank_lines_are_left_out_and_still_counted() -> None:
    blank = ("", "  ", "")
    data = typed("400", [blank, ("a", "x", "500"), blank], [("a", "x", "100"), blank])
    assert len(answer(budget(), data)["expenses"]) == 1
    assert errors(budget(), typed("400", [blank, ("a", "x", "")])) == ["Expenses, line 2: type the amount"]


@pytest.mark.parametrize(
    ("request_", "incomes", "message"),
    [
        ("700", "200", "Not balanced: €100 of income is missing."),
        ("800", "300.50", "Not balanced: €100.50 more income than expenses."),
    ],
)
def test_both_sides_come_to_the_same(request_: str, incomes: str, message: str) -> None:
    data = typed(request_, [("a", "x", "1000")], [("a", "x", incomes)], [("", "A room", "900")])
    assert errors(budget(), data) == [message]
    assert faulty_inputs(budget(), data) == ["balance"]


def test_the_request_is_a_share_at_most() -> None:
    message = "You may ask for 80% of the expenses at most: €799.99"
    assert errors(budget(), typed("800", [("a", "x", "999.99")], [("a", "x", "199.99")])) == [message]
    assert not errors(budget(), typed("800", [("a", "x", "1000")], [("a", "x", "200")]))
    assert not errors(budget(share=None), typed("800", [("a", "x", "800")]))


def test_the_request_is_within_the_amounts_of_the_call() -> None:
    between = "Ask for an amount between €300 and €3,000"
    low, high = typed("299.99", [("a", "x", "299.99")]), typed("3000.01", [("a", "x", "3000.01")])
    assert errors(budget(share=None), low) == [between]
    assert errors(budget(share=None), high) == [between]
    assert errors(budget(share=None) | {"amount_min": None}, high) == ["Ask for at most €3,000"]
    assert errors(budget(share=None) | {"amount_max": None}, low) == ["Ask for at least €300"]
    assert not errors(budget(share=100, within_call=False), high)


def test_when_it_is_empty() -> None:
    nothing = typed("", [("", "", "")], [("", "", "", "on")])
    assert errors(budget(), nothing) == errors(budget(), {}) == ["Fill in the budget"]
    assert answer(budget(required=False), nothing) is None
    assert question.shown(None, budget()) == ""
    assert set(question.cells(None, budget())) == {""}


def test_one_that_was_begun_is_whole_even_if_none_is_required() -> None:
    spec = budget(required=False)
    assert errors(spec, typed("400")) == ["Add at least one expense"]
    assert errors(spec, typed("", [("a", "x", "5")])) == ["Amount asked for: type the amount"]


def test_without_categories_of_income_all_is_asked_for() -> None:
    spec = budget(income_categories=[], share=None, in_kind=False)
    stored = answer(spec, typed("500", [("a", "x", "500")], [("a", "x", "9")], [("", "x", "9")]))
    assert (stored["incomes"], stored["in_kind"]) == ([], [])
    assert "In-kind" not in html(spec, form_for(spec, {}))


def test_ten_thousand_lines_are_not_read() -> None:
    lines = [("a", "x", "1")] * 10_000
    stored = answer(budget(share=None, within_call=False), typed("50", lines))
    assert len(stored["expenses"]) == 50


JUNK = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["0", "1", "49", "9999", "10000", "a", "b", "\0", "-1", "1e9", "9" * 60, "٣", "1 000,50 €", "NaN"]),
)
NAMES = st.sampled_from(
    [
        f"{KEY}-{kind}-{rest}"
        for kind in ("expenses", "incomes", "in_kind")
        for rest in ("rows", "0-amount", "1-category")
    ]
    + [f"{KEY}-expenses-0-{part}" for part in ("label", "category", "sure")]
    + [KEY, f"{KEY}-request", f"{KEY}-rows", f"{KEY}-expenses"]
)


@given(data=st.dictionaries(NAMES, st.lists(JUNK, max_size=60), max_size=12), instruction=st.text(max_size=20))
def test_junk_is_borne(data: dict[str, list[str]], instruction: str) -> None:
    spec = budget()
    question.change_rows(spec, data, instruction)
    form = form_for(spec, data)
    assert KEY in html(spec, form)
    if form.is_valid():
        stored = form.answers()[KEY]
        assert question.shown(stored, spec)
        total = sum(Decimal(line["amount"]) for line in stored["expenses"])
        assert total == Decimal(stored["request"]) + sum(Decimal(line["amount"]) for line in stored["incomes"])


AMOUNTS = st.decimals(min_value="0.01", max_value="99999", places=2)


@given(expenses=st.lists(AMOUNTS, min_size=1, max_size=8), share=st.integers(1, 100))
def test_what_balances_is_stored_as_it_was_typed(expenses: list[Decimal], share: int) -> None:
    """A right budget is right in both languages, comes back from what is stored, and is summed to the cent."""
    spec = budget(share=share, within_call=False, in_kind=False)
    request = (sum(expenses) * share / 100).quantize(Decimal("0.01"), "ROUND_DOWN") or Decimal("0.01")
    rest = sum(expenses) - request
    incomes = [("a", "x", f"{rest:.2f}")] if rest else []
    data = typed(f"{request:.2f}".replace(".", ","), [("a", "x", f"{amount:.2f}") for amount in expenses], incomes)
    if request * 100 > sum(expenses) * share:
        assert errors(spec, data)
        return
    stored = answer(spec, data)
    assert [Decimal(line["amount"]) for line in stored["expenses"]] == expenses
    again = typed(
        stored["request"],
        *([tuple(line.values())[:3] for line in stored[k]] for k in ("expenses", "incomes")),
    )
    assert answer(spec, again) == stored
    assert all(question.cells(stored, spec))


def test_what_was_typed_comes_back_as_it_was() -> None:
    data = typed("1 000 or so", [("b", " <b>'\"& ", "about 5")], [("", "\u202eé", "5.", "on")])
    data[f"{KEY}-expenses-rows"] = ["0", "7"]
    data[f"{KEY}-expenses-7-amount"] = ["€"]
    for is_checked in (True, False):
        page = html(budget(), form_for(budget(), data, is_checked=is_checked))
        tree = BeautifulSoup(page, "html.parser")
        inputs = [one for one in tree("input") if one["type"] != "checkbox" or one.has_attr("checked")]
        values = {one["name"]: one["value"] for one in inputs}
        selected = {one["name"]: option["value"] for one in tree("select") for option in one("option", selected=True)}
        assert values[f"{KEY}-request"] == "1 000 or so"
        assert values[f"{KEY}-expenses-0-label"] == " <b>'\"& "
        assert values[f"{KEY}-expenses-0-amount"] == "about 5"
        assert values[f"{KEY}-expenses-7-amount"] == "€"
        assert values[f"{KEY}-incomes-0-label"] == "\u202eé"
        assert values[f"{KEY}-incomes-0-sure"] == "on"
        assert selected[f"{KEY}-expenses-0-category"] == "b"


def test_its_page_is_sound() -> None:
    """Ids are unique, labels and descriptions have their inputs, and the template for new rows is as the rows are."""
    data = typed("x", [("", "Train", "20"), ("a", "x", "zero")], [("a", "x", "1")], [("", "", "3")])
    page = html(budget(hint="A hint"), form_for(budget(hint="A hint"), data))
    tree = BeautifulSoup(page, "html.parser")
    ids = [element["id"] for element in tree(id=True)]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        assert {i for element in tree(**{attribute: True}) for i in element[attribute].split()} <= set(ids)
    inputs = [one for one in tree(["input", "select"]) if one.get("type") != "hidden"]
    assert {one["id"] for one in inputs} <= {label["for"] for label in tree("label")}
    wrong = [one["name"] for one in inputs if one.get("aria-invalid")]
    assert sorted(wrong) == sorted(f"{KEY}-{name}" for name in faulty_inputs(budget(), data))


def test_the_server_shows_the_totals_of_what_it_can_read() -> None:
    data = typed("700", [("", "", "999"), ("", "", "1,50"), ("", "", "junk"), ("", "", "-4")], [("", "", "200")])
    with translation.override("en"):
        page = html(budget(), form_for(budget(), data, is_checked=False))
    assert 'data-sum="expenses">€1,000.50<' in page
    assert 'data-sum="incomes">€900<' in page
    assert "Not balanced: €100.50 of income is missing." in page
    assert "The amount asked for is 70% of the expenses." in page


@pytest.mark.parametrize(
    ("instruction", "rows"),
    [
        ("add-expenses", ["4", "2", "0"]),
        ("remove-expenses-4", ["2"]),
        *((junk, ["4", "2"]) for junk in ("", "add", "remove", "add-x", "add-expenses-1", "remove-expenses-9")),
        *((junk, ["4", "2"]) for junk in ("remove-expenses-", "remove-expenses-²", "drop-expenses-4", "remove-x-4")),
    ],
)
def test_lines_come_and_go_without_a_script(instruction: str, rows: list[str]) -> None:
    data = {f"{KEY}-expenses-rows": ["4", "2"], f"{KEY}-expenses-4-label": ["x"], f"{KEY}-expenses-2-label": ["y"]}
    question.change_rows(budget(), data, instruction)
    assert data[f"{KEY}-expenses-rows"] == rows
    assert (f"{KEY}-expenses-4-label" in data) == ("4" in rows)
    assert data[f"{KEY}-expenses-2-label"] == ["y"]


def test_a_list_keeps_one_line_and_has_fifty_at_most() -> None:
    data: dict[str, list[str]] = {}
    question.change_rows(budget(), data, "remove-expenses-0")
    assert data == {}
    for _ in range(60):
        question.change_rows(budget(), data, "add-expenses")
    assert data[f"{KEY}-expenses-rows"] == [str(number) for number in range(50)]
    assert re.search(r'value="row:[^"]+:add-expenses" data-add hidden', html(budget(), form_for(budget(), data)))
