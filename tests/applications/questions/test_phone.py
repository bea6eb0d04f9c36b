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
        ("0692 12 34 56", "+262692123456", "0692 12 34 56"),
        ("06 39 01 23 45", "+262639012345", "0639 01 23 45"),
        ("0690123456", "+590690123456", "0690 12 34 56"),
        ("0696 12 34 56", "+596696123456", "0696 12 34 56"),
        ("0594 30 12 34", "+594594301234", "0594 30 12 34"),
        ("0596 30 12 34", "+596596301234", "0596 30 12 34"),
        ("+33692123456", "+262692123456", "0692 12 34 56"),
        ("+33 (0)596 30 12 34 poste 7", "+596596301234;ext=7", "0596 30 12 34 ext. 7"),
        ("0262 41 00 00", "+262262410000", "0262 41 00 00"),
        ("0508 41 12 34", "+508411234", "+508 41 12 34"),
        ("+687 24 10 00", "+687241000", "+687 24.10.00"),
        ("00689 40 41 42 43", "+68940414243", "+689 40 41 42 43"),
        ("+681 72 12 34", "+681721234", "+681 72 12 34"),
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
