import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, options, shown, spec_of

question = KINDS["choices"]

OPTIONS = options("Advice", "Training", "Money")


def test_options_are_stored_once_in_the_order_of_the_form() -> None:
    spec = spec_of("choices", options=OPTIONS)
    assert answer(spec, "c", "a", "c") == ["a", "c"]
    assert shown(spec, ["a", "c"]) == "Advice\nMoney"
    assert question.cells(["a", "c"], spec) == ["Advice; Money"]


@pytest.mark.parametrize(
    ("ticked", "message"),
    [
        ([], "Choose at least one of the options"),
        (["z"], "Choose at least one of the options"),
        (["a", "\0"], "Choose at least one of the options"),
        (["a"], "Choose at least 2 options"),
        (["a", "b", "c"], "Choose at most 2 options"),
    ],
)
def test_what_is_wrong_is_said(ticked: list[str], message: str) -> None:
    with translation.override("en"):
        assert errors(spec_of("choices", options=OPTIONS, minimum=2, maximum=2), *ticked) == [message]


def test_none_may_be_ticked_where_none_is_required() -> None:
    spec = spec_of("choices", options=OPTIONS, minimum=2, required=False)
    assert answer(spec) is None
    assert errors(spec, "a")


def test_the_boxes_keep_what_was_ticked() -> None:
    spec = spec_of("choices", options=OPTIONS, minimum=2)
    page = html(spec, ask(spec, "b"))
    assert page.count('type="checkbox"') == 3
    assert page.count(" checked") == 1
    assert 'value="b" checked' in page


def test_conditions() -> None:
    assert question.holds(Operator.CONTAINS, ["a", "c"], "c")
    assert not question.holds(Operator.CONTAINS, ["a", "c"], "b")
    assert not question.holds(Operator.CONTAINS, "abc", "b")
    assert not question.holds(Operator.IS, ["a"], "a")


@pytest.mark.parametrize(
    ("limits", "number"),
    [({}, 0), ({"minimum": 3, "maximum": 2}, 1), ({"minimum": 4}, 1), ({"minimum": 5, "maximum": 4}, 2)],
)
def test_limits_that_cannot_be_met_are_a_problem(limits: dict[str, int], number: int) -> None:
    assert len(question.problems(spec_of("choices", options=OPTIONS, **limits))) == number


def test_options_that_stand_alone() -> None:
    spec = spec_of("choices", options=options("Wood", "Paint", "None of these", "I do not know"), alone=2, minimum=2)
    assert answer(spec, "c") == ["c"]
    assert answer(spec, "a", "b") == ["a", "b"]
    with translation.override("en"):
        assert errors(spec, "a", "c") == ["Choose either “None of these” alone, or others without it"]
        assert errors(spec, "c", "d") == ["Choose either “None of these” alone, or others without it"]
        assert errors(spec, "a") == ["Choose at least 2 options"]
        page = html(spec, ask(spec))
        assert page.count("options__or") == 1
        assert page.index("Paint") < page.index("options__or") < page.index("None of these")
        problems = KINDS["choices"].problems(spec_of("choices", options=options("One", "Two"), alone=2))
        assert "All options stand alone: ask for one choice instead." in problems
    assert errors(spec_of("choices", options=options("Wood", "None")), "a", "b") == []
