import pytest
from django.utils import translation

from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of


@pytest.mark.parametrize(
    ("typed", "stored", "read"),
    [
        ("04 76 00 00 00", "+33476000000", "04 76 00 00 00"),
        ("04.76.00.00.00", "+33476000000", "04 76 00 00 00"),
        ("06\u00a011\u202f22-33\u201144", "+33611223344", "06 11 22 33 44"),
        ("+33 (0)4 76 00 00 00", "+33476000000", "04 76 00 00 00"),
        ("0033476000000", "+33476000000", "04 76 00 00 00"),
        ("04 76 00 00 00 poste 12", "+33476000000;ext=12", "04 76 00 00 00 ext. 12"),
        ("(514) 555-0100", "+15145550100", "(514) 555-0100"),
        ("514.555.0100", "+15145550100", "(514) 555-0100"),
        ("+1 514 555 0100", "+15145550100", "(514) 555-0100"),
        ("+44 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
    ],
)
def test_numbers_as_people_type_them(typed: str, stored: str, read: str) -> None:
    spec = spec_of("phone")
    assert answer(spec, typed) == stored
    assert answer(spec, stored) == stored
    assert shown(spec, stored) == read


@pytest.mark.parametrize("typed", ["12", "１２", "none", "04 76 00 00 00 / 06 11 22 33 44", "9" * 200, "+999 12 34 56"])
def test_what_is_no_phone_number(typed: str) -> None:
    with translation.override("en"):
        (message,) = errors(spec_of("phone"), typed)
        assert message.startswith("Type a phone number, such as")
        assert errors(spec_of("phone")) == ["Type a phone number"]


def test_phones_offer_their_number_pad() -> None:
    spec = spec_of("phone")
    page = html(spec, ask(spec, "12"))
    assert all(text in page for text in ('type="tel"', 'autocomplete="tel"', 'inputmode="tel"', 'value="12"'))
