"""A budget's page: what was typed comes back, lines come and go, totals are shown."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from applications.questions.budget import question
from tests.applications.questions.asking import KEY, html
from tests.applications.questions.budgets import budget, faulty_inputs, form_for, typed


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
    data = typed("x", [("", "Train", "20"), ("a", "", "zero")], [("a", "", "1")], [("", "", "3")])
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
