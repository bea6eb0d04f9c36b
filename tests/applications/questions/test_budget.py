"""A budget: what is published, kept, shown, exported and compared."""

import gzip
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from applications.questions import KINDS
from applications.questions.budget_table import budget_table
from applications.questions.operators import Operator
from tests.applications.questions.asking import options, shown
from tests.applications.questions.budgets import (
    STORED,
    answer,
    budget,
    typed,
)

question = KINDS["budget"]

SCRIPT = Path(__file__).resolve().parents[3] / "site" / "static" / "js" / "questions.js"


def test_what_is_published_of_it() -> None:
    spec = budget()
    assert spec["expense_categories"] == [{"key": "a", "label": "Equipment"}, {"key": "b", "label": "Travel"}]
    assert spec["income_categories"] == [{"key": "a", "label": "Town"}]
    assert (spec["currency"], spec["amount_min"], spec["amount_max"]) == ("EUR", "300", "3000")
    assert (spec["share"], spec["in_kind"]) == (80, True)
    assert budget(within_call=False)["amount_max"] is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_shown_in_the_language_of_the_reader(language: str) -> None:
    with translation.override(language):
        text = shown(budget(), STORED)
    expected = {"fr": ["1 500 €", "499,50 €", "2 000 €"], "en": ["€1,500", "€499.50", "€2,000"]}
    assert all(amount in text for amount in expected[language])
    assert "Equipment – Wood" in text
    if language == "en":
        assert text.splitlines()[-3:] == ["In-kind contributions", "A room: €150", "Value, on both sides: €150"]


def test_amounts_in_canadian_dollars() -> None:
    spec = budget() | {"currency": "CAD"}
    with translation.override("en"):
        assert "Amount asked for: $1,600" in shown(spec, STORED)
    assert answer(spec, typed("800 $", [("a", "x", "$1,000")], [("a", "x", "200 $CA")]))["request"] == "800"


def test_the_table_has_sums_by_category_and_totals() -> None:
    with translation.override("en"):
        table = budget_table(STORED, budget())
        page = render_to_string("applications/includes/budget_table.html", {"answer": STORED, "spec": budget()})
    assert table
    assert [(c.label, c.subtotal) for c in table.expenses.categories] == [("Equipment", "€1,500"), ("Travel", "€500")]
    assert [(c.label, c.subtotal) for c in table.incomes.categories] == [("Town", "€400"), ("", "€1,600")]
    assert table.expenses.total == table.incomes.total == "€2,000"
    assert [line.label for line in table.incomes.categories[0].lines] == ["A promise (confirmed)"]
    assert page.count("<table") == 3
    assert budget_table(None, budget()) is None


def test_lines_whose_category_is_gone_stay_readable() -> None:
    with translation.override("en"):
        table = budget_table(STORED, budget() | {"expense_categories": []})
    assert table
    assert [(c.label, c.subtotal) for c in table.expenses.categories] == [("", "€2,000")]


def test_an_export_has_a_column_for_each_category() -> None:
    with translation.override("en"):
        columns = question.columns(budget())
    assert dict(zip(columns, question.cells(STORED, budget()), strict=True)) == {
        "The question – Amount asked for": "1600",
        "The question – Total": "2000",
        "The question – In-kind contributions": "150",
        "The question – Expenses, Equipment": "1500",
        "The question – Expenses, Travel": "500",
        "The question – Income, Town": "400",
    }


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        (Operator.MORE, "1599.99", True),
        (Operator.MORE, "1 600", False),
        (Operator.LESS, "1600.01", True),
        (Operator.IS, "1600.00", True),
        (Operator.IS, "1601", False),
        (Operator.MORE, "many", False),
    ],
)
def test_conditions_look_at_the_request(operator: Operator, value: str, holds: bool) -> None:
    assert question.holds(operator, STORED, value) is holds


def test_one_without_limits_is_not_published() -> None:
    with translation.override("en"):
        assert "limits" in question.problems(budget(share=None, within_call=False))[0]
    assert not question.problems(budget())
    assert not question.problems(budget(income_categories=options("Travel")))
    assert not question.problems(budget(share=None))
    assert not question.problems(budget(within_call=False))


def test_two_categories_of_a_list_do_not_say_the_same() -> None:
    with translation.override("en"):
        twice = question.problems(budget(expense_categories=options("Travel", "Food", " travel ")))
    assert twice == ["Two categories say “travel”."]


def test_all_categories_are_words_of_its() -> None:
    assert question.wording(budget()) == {
        "label": "The question",
        "expense:a": "Equipment",
        "expense:b": "Travel",
        "income:a": "Town",
    }


def test_translators_are_given_words_and_no_settings() -> None:
    block = question.block()
    raw = {"label": "Budget", "hint": "All", "expense_categories": options("A", "B"), "income_categories": options("C")}
    raw |= {"share": 80, "in_kind": True, "conditions": []}
    segments = StreamFieldSegmentExtractor(None).handle_block(block, block.to_python(raw), raw_value={"value": raw})
    paths = {segment.path for segment in segments}
    assert paths == {"label", "hint", "expense_categories.a", "expense_categories.b", "income_categories.a"}


def test_junk_in_place_of_an_answer_is_borne() -> None:
    for junk in ("", "x", 5, [], {}, {"expenses": 1}, {"expenses": [None, {}], "request": []}):
        assert isinstance(question.shown(junk, budget()), str)
        assert len(question.cells(junk, budget())) == len(question.columns(budget()))
        assert question.holds(Operator.MORE, junk, "1") is False
    with pytest.raises(forms.ValidationError):
        question.field(budget()).clean("junk")


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 4096
