from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from applications.models import Call
from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["money"]

CALL = Call(code="fund", currency="EUR", amount_min=Decimal(300), amount_max=Decimal(3000))


@pytest.mark.parametrize("typed", ["1850", "1 850 €", "€1,850.00", "1\u202f850"])
def test_a_sum_is_stored_as_canonical_text(typed: str) -> None:
    assert answer(spec_of("money", call=CALL), typed) == "1850"


def test_cents_are_kept() -> None:
    assert answer(spec_of("money", call=CALL), "1 850,5") == "1850.50"
    with translation.override("en"):
        assert errors(spec_of("money", call=CALL), "1850,555") == ["Type two decimals at most"]


@pytest.mark.parametrize("typed", ["299.99", "3000,01", "abc", "-400", "1e3", "9" * 50])
@pytest.mark.parametrize(
    ("language", "bounds"), [("fr", ("300\u00a0€", "3\u202f000\u00a0€")), ("en", ("€300", "€3,000"))]
)
def test_the_message_says_the_bounds(typed: str, language: str, bounds: tuple[str, str]) -> None:
    with translation.override(language):
        (message,) = errors(spec_of("money", call=CALL), typed)
    assert all(bound in message for bound in bounds)


@pytest.mark.parametrize(
    ("own", "bounds"),
    [
        ({}, ("300", "3000")),
        ({"minimum": "500"}, ("500", "3000")),
        ({"minimum": "100", "maximum": "9000"}, ("300", "3000")),
        ({"maximum": "1000.50"}, ("300", "1000.5")),
        ({"within_call": False}, ("0", None)),
        ({"within_call": False, "maximum": "9000"}, ("0", "9000")),
    ],
)
def test_an_editor_narrows_the_amounts_of_the_call(own: dict[str, Any], bounds: tuple[str, str | None]) -> None:
    spec = spec_of("money", call=CALL, **own)
    assert (spec["currency"], spec["minimum"], spec["maximum"]) == ("EUR", *bounds)


def test_without_amounts_any_sum_may_be_typed() -> None:
    spec = spec_of("money", call=Call(code="open", currency="CAD"))
    assert answer(spec, "$0") == "0"
    assert answer(spec, "999,999,999") == "999999999"
    with translation.override("en"):
        assert errors(spec, "-1") == ["Type an amount in figures, $0 or more"]
        assert errors(spec) == ["Type an amount"]


@pytest.mark.parametrize(
    ("language", "currency", "text"),
    [("fr", "EUR", "1 850 €"), ("en", "EUR", "€1,850"), ("fr", "CAD", "1 850 $"), ("en", "CAD", "$1,850")],
)
def test_it_is_shown_in_the_language_of_the_reader(language: str, currency: str, text: str) -> None:
    spec = spec_of("money", call=Call(code="fund", currency=currency))
    with translation.override(language):
        assert shown(spec, "1850") == text


def test_the_sign_stands_beside_the_input() -> None:
    spec = spec_of("money", call=Call(code="fund", currency="CAD"))
    assert '<span aria-hidden="true">$</span>' in html(spec, ask(spec))


def test_conditions_and_exports() -> None:
    spec = spec_of("money", call=CALL)
    assert question.holds(Operator.MORE, "1850.50", "1 850")
    assert not question.holds(Operator.LESS, "1850.50", "1850.5")
    assert question.holds(Operator.IS, "1850.50", "1850,5")
    assert question.columns(spec) == ["The question (EUR)"]
    assert question.cells("1850.50", spec) == ["1850.50"]


def test_bounds_that_leave_nothing_are_a_problem() -> None:
    assert len(question.problems(spec_of("money", call=CALL, minimum="4000"))) == 1
