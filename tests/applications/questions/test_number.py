import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["number"]


def test_a_number_is_stored_as_canonical_text() -> None:
    spec = spec_of("number", unit="km", decimals=True)
    assert answer(spec, "1 234,50 km") == "1234.5"
    assert answer(spec, "0") == "0"
    assert answer(spec | {"minimum": None}, "−3") == "-3"


@pytest.mark.parametrize(("language", "text"), [("fr", "1 234,5 km"), ("en", "1,234.5 km")])
def test_it_is_shown_in_the_language_of_the_reader(language: str, text: str) -> None:
    with translation.override(language):
        assert shown(spec_of("number", unit="km"), "1234.5") == text


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"minimum": "1", "maximum": "1500"}, "Type a number between 1 and 1,500"),
        ({"minimum": "1"}, "Type a number in figures, 1 or more"),
        ({"minimum": None, "maximum": "9"}, "Type a number in figures, 9 or less"),
    ],
)
@pytest.mark.parametrize("typed", ["x", "many"])
def test_the_message_says_the_bounds(bounds: dict[str, str], message: str, typed: str) -> None:
    with translation.override("en"):
        assert errors(spec_of("number", **bounds), typed) == [message]


def test_bounds_are_taken_in() -> None:
    spec = spec_of("number", minimum="1", maximum="10")
    assert [answer(spec, typed) for typed in ("1", "10")] == ["1", "10"]
    assert errors(spec, "0")
    assert errors(spec, "11")


def test_decimals_are_for_those_that_take_them() -> None:
    with translation.override("en"):
        assert errors(spec_of("number"), "1,5") == ["Type a whole number, without decimals"]
        assert errors(spec_of("number", decimals=True), "1.5555") == ["Type two decimals at most"]
        assert errors(spec_of("number")) == ["Type a number"]
    assert answer(spec_of("number"), "3,00") == "3"


def test_the_unit_stands_beside_the_input_and_in_its_label() -> None:
    spec = spec_of("number", unit="km")
    page = html(spec, ask(spec))
    assert '<span aria-hidden="true">km</span>' in page
    assert '<span class="visually-hidden">(km)</span>' in page
    assert 'inputmode="numeric"' in page
    assert 'inputmode="text"' in html(spec, ask(spec | {"minimum": "-5"}))


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        (Operator.IS, "12", True),
        (Operator.IS, "12,0", True),
        (Operator.IS, "13", False),
        (Operator.IS_NOT, "13", True),
        (Operator.MORE, "11.99", True),
        (Operator.MORE, "12", False),
        (Operator.LESS, "1 000", True),
        (Operator.LESS, "12", False),
        (Operator.IS_NOT, "junk", False),
        (Operator.MORE, "", False),
        (Operator.CONTAINS, "1", False),
    ],
)
def test_conditions(operator: Operator, value: str, holds: bool) -> None:
    assert question.holds(operator, "12", value) is holds
    assert question.holds(operator, "junk", value) is False


def test_an_export_has_the_number_and_its_unit() -> None:
    spec = spec_of("number", unit="km")
    assert question.columns(spec) == ["The question (km)"]
    assert question.cells("1234.5", spec) == ["1234.5"]


def test_what_an_editor_may_get_wrong() -> None:
    assert len(question.problems(spec_of("number", minimum="5", maximum="4"))) == 1
    assert question.wording(spec_of("number", unit="km")) == {"label": "The question", "unit": "km"}
    assert question.wording(spec_of("number")) == {"label": "The question"}
