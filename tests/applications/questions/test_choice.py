import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, options, shown, spec_of

question = KINDS["choice"]


def test_an_option_is_stored_by_its_key() -> None:
    spec = spec_of("choice", options=options("Advice", "Training"))
    assert spec["options"] == [{"key": "a", "label": "Advice"}, {"key": "b", "label": "Training"}]
    assert answer(spec, "b") == "b"
    assert shown(spec, "b") == "Training"
    assert shown(spec, "gone") == ""
    assert question.wording(spec) == {"label": "The question", "option:a": "Advice", "option:b": "Training"}


@pytest.mark.parametrize("typed", ["c", "Training", "\0"])
def test_what_is_no_option(typed: str) -> None:
    spec = spec_of("choice", options=options("Advice", "Training"))
    with translation.override("en"):
        assert errors(spec, typed) == errors(spec) == ["Choose one of the options"]


@pytest.mark.parametrize(("number", "is_list"), [(12, False), (13, True)])
def test_many_options_are_a_list_to_open(number: int, is_list: bool) -> None:
    spec = spec_of("choice", options=options(*(f"Option {index}" for index in range(number))))
    page = html(spec, ask(spec, "c"))
    assert ("<select" in page) is is_list
    assert page.count('type="radio"') == (0 if is_list else number)
    assert ('<option value="c" selected>' in page) is is_list
    assert (" checked" in page) is not is_list


@pytest.mark.parametrize(
    ("labels", "are_in_columns"), [(["x"] * 6, True), (["x"] * 5, False), ([*["x"] * 6, "long " * 6], False)]
)
def test_many_short_options_stand_in_columns(labels: list[str], are_in_columns: bool) -> None:
    spec = spec_of("choice", options=options(*labels))
    assert ("options--columns" in html(spec, ask(spec))) is are_in_columns


def test_conditions_and_problems() -> None:
    spec = spec_of("choice", options=options("Advice", "Training"))
    assert question.holds(Operator.IS, "a", "a")
    assert not question.holds(Operator.IS_NOT, "a", "a")
    assert question.holds(Operator.IS_NOT, "a", "b")
    assert not question.holds(Operator.CONTAINS, "a", "a")
    assert question.problems(spec) == []
    assert len(question.problems(spec | {"options": []})) == 1
