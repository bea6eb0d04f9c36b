import pytest
from django.utils import translation

from applications.questions import KINDS
from tests.applications.questions.asking import KEY, answer, ask, errors, html, shown, spec_of

question = KINDS["address"]

HOME = {"line1": " 12  rue du Fil ", "line2": "", "postal_code": "38000", "town": "Grenoble"}


def test_an_address_is_stored_by_part() -> None:
    spec = spec_of("address")
    stored = answer(spec, **HOME)
    assert stored == {"line1": "12 rue du Fil", "line2": "", "postal_code": "38000", "town": "Grenoble"}
    assert shown(spec, stored) == "12 rue du Fil\n38000 Grenoble"
    assert question.cells(stored, spec) == ["12 rue du Fil", "", "38000", "Grenoble"]
    with translation.override("en"):
        assert question.columns(spec)[0] == "The question – Street and number"


def test_the_country_is_asked_for_where_the_editor_wants() -> None:
    spec = spec_of("address", country=True)
    assert answer(spec, **HOME)["country"] == ""
    assert shown(spec, answer(spec, **{**HOME, "postal_code": "J1H 5H9"}, country="Canada")).endswith("\nCanada")
    assert "country" not in answer(spec_of("address"), **HOME, country="Canada")


def test_each_part_says_what_is_wrong_with_it() -> None:
    spec = spec_of("address")
    with translation.override("en"):
        assert errors(spec) == ["Type the street and number", "Type the postal code", "Type the town"]
        form = ask(spec, line1="12 rue du Fil", postal_code="9" * 13)
        assert list(form.errors[KEY]) == ["Shorten it to 12 characters: it has 13", "Type the town"]
        page = html(spec, form)
    assert f'id="id_{KEY}_postal_code_error"' in page
    assert page.count('aria-invalid="true"') == 2
    assert f'id="id_{KEY}_error"' not in page
    assert form[KEY].subwidgets[0].id_for_label == f"id_{KEY}_postal_code"
    assert [name for name, _message in form[KEY].links()] == [  # type: ignore[attr-defined]
        f"id_{KEY}_postal_code",
        f"id_{KEY}_town",
    ]


def test_an_address_that_may_be_left_out_is_whole_or_empty() -> None:
    spec = spec_of("address", required=False)
    assert answer(spec) is None
    assert answer(spec, line1="  ") is None
    assert len(errors(spec, line1="12 rue du Fil")) == 2
    assert question.cells(None, spec) == ["", "", "", ""]


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [
        ("", "j1h5h9", "J1H 5H9"),
        ("", "38 000", "38000"),
        ("Québec", "j1h-5h9", "J1H 5H9"),
        ("France", "F-38000", "38000"),
        ("la Réunion", "97410", "97410"),
        ("Belgique", "5910", "5910"),
        ("BELGIUM", "B-1000", "1000"),
        ("Royaume-Uni", "sw1a1aa", "SW1A 1AA"),
        ("Pays-Bas", "1012ab", "1012 AB"),
        ("Pérou", "LIMA 18", "LIMA 18"),
        ("Syldavie", "12-b", "12-b"),
        ("Côte d’Ivoire", "", ""),
        ("Burkina Faso", "", ""),
        ("Hong Kong", "", ""),
    ],
)
def test_a_postal_code_is_written_as_its_country_does(country: str, typed: str, stored: str) -> None:
    spec = spec_of("address", country=True)
    assert answer(spec, **{**HOME, "postal_code": typed}, country=country)["postal_code"] == stored
    if not country:
        assert answer(spec_of("address"), **{**HOME, "postal_code": typed})["postal_code"] == stored


@pytest.mark.parametrize(
    ("country", "typed", "message"),
    [
        ("", "5910", "Check the postal code: it is written as in 38000, or as in J1H 5H9"),
        ("France", "5910", "Check the postal code: it is written as in 38000"),
        ("Martinique", "5910", "Check the postal code: it is written as in 38000"),
        ("Canada", "5910", "Check the postal code: it is written as in J1H 5H9"),
        ("Allemagne", "5910", "Check the postal code: it is not one of the country that you typed"),
        ("Belgique", "", "Type the postal code"),
        ("Syldavie", "", "Type the postal code"),
        ("", "", "Type the postal code"),
    ],
)
def test_a_postal_code_that_is_none_there(country: str, typed: str, message: str) -> None:
    with translation.override("en"):
        wrong = {**HOME, "postal_code": typed, "town": ""}
        assert errors(spec_of("address", country=True), **wrong, country=country) == [message, "Type the town"]


def test_the_browser_may_fill_it_in_and_cuts_nothing() -> None:
    spec = spec_of("address", country=True)
    page = html(spec, ask(spec))
    tokens = ["address-line1", "address-line2", "postal-code", "address-level2", "country-name"]
    assert all(f'autocomplete="{token}"' in page for token in tokens)
    assert "maxlength" not in page
    page = html(spec, ask(question.of_somebody_else(spec)))
    assert page.count('autocomplete="off"') == 5
