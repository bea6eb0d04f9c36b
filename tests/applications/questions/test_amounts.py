from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from applications.questions.amounts import (
    LARGEST,
    canonical,
    currency_sign,
    decimals_of,
    parse_money,
    parse_number,
    show_money,
    show_number,
    stored_number,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1850", "1850"),
        ("1 850", "1850"),
        ("1\u00a0850,50", "1850.50"),
        ("1\u202f850.5", "1850.5"),
        ("1,850", "1850"),
        ("1.850", "1850"),
        ("1,850.50", "1850.50"),
        ("1.850,50", "1850.50"),
        ("1,234,567", "1234567"),
        ("1'850", "1850"),
        ("12,5", "12.5"),
        ("0,500", "0.500"),
        ("1850,505", "1850.505"),
        (",5", "0.5"),
        ("12.", "12"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("007", "7"),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ".",
        ",",
        "1.2.3",
        "1,2,3",
        "1,85,000",
        "12 €",
        "1e3",
        "0x1",
        "１２",
        "٣",
        "²",
        "--1",
        "1-",
        "9" * 41,
    ],
)
def test_what_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["€1,850", "1 850 €", "1850 EUR", "1850 euros", "eur 1850"])
def test_the_sign_of_a_sum_is_taken_as_it_comes(typed: str) -> None:
    assert parse_money(typed, "EUR") == 1850


@pytest.mark.parametrize("typed", ["$1,850", "1 850 $", "1850 CAD", "CA$1850", "1 850 $CA", "1850 dollars"])
def test_dollars_too(typed: str) -> None:
    assert parse_money(typed, "CAD") == 1850


@given(st.decimals(-LARGEST + 1, LARGEST - 1, places=2))
def test_what_is_shown_can_be_typed_and_what_is_stored_is_exact(number: Decimal) -> None:
    assert stored_number(canonical(number)) == number
    assert stored_number(canonical(number, is_money=True)) == number
    for language in ("fr", "en"):
        with translation.override(language):
            assert parse_number(show_number(number)) == number
            if number >= 0:
                assert parse_money(show_money(number, "EUR"), "EUR") == number
                assert parse_money(show_money(number, "CAD"), "CAD") == number


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert (parse_number(text) or Decimal(0)).is_finite()
    assert (stored_number(text) or Decimal(0)).is_finite()


@pytest.mark.parametrize(
    ("number", "text", "money"),
    [
        ("12", "12", "12"),
        ("12.50", "12.5", "12.50"),
        ("1850.00", "1850", "1850"),
        ("-0", "0", "0"),
        ("1E+3", "1000", "1000"),
    ],
)
def test_the_text_that_is_stored(number: str, text: str, money: str) -> None:
    assert canonical(Decimal(number)) == text
    assert canonical(Decimal(number), is_money=True) == money


@pytest.mark.parametrize(("number", "decimals"), [("1", 0), ("1.50", 1), ("1.505", 3), ("1E+3", 0), ("0.00", 0)])
def test_how_many_decimals(number: str, decimals: int) -> None:
    assert decimals_of(Decimal(number)) == decimals


@pytest.mark.parametrize(
    ("language", "currency", "whole", "cents", "sign"),
    [
        ("fr", "EUR", "1\u202f850\u00a0€", "1\u202f850,50\u00a0€", "€"),
        ("en", "EUR", "€1,850", "€1,850.50", "€"),
        ("fr", "CAD", "1\u00a0850\u00a0$", "1\u00a0850,50\u00a0$", "$"),
        ("en", "CAD", "$1,850", "$1,850.50", "$"),
    ],
)
def test_sums_are_shown_as_the_reader_writes_them(
    language: str, currency: str, whole: str, cents: str, sign: str
) -> None:
    with translation.override(language):
        assert show_money(Decimal("1850.00"), currency) == whole
        assert show_money(Decimal("1850.50"), currency) == cents
        assert currency_sign(currency) == sign


@pytest.mark.parametrize("junk", [None, 1.5, [], {}, "1e400", "NaN", "abc", "1" * 20])
def test_a_stored_answer_that_is_no_number(junk: object) -> None:
    assert stored_number(junk) is None
