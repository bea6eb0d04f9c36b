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
    assert shown(spec, answer(spec, **HOME, country="Canada")).endswith("\nCanada")
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


def test_the_browser_may_fill_it_in_and_cuts_nothing() -> None:
    spec = spec_of("address", country=True)
    page = html(spec, ask(spec))
    tokens = ["address-line1", "address-line2", "postal-code", "address-level2", "country-name"]
    assert all(f'autocomplete="{token}"' in page for token in tokens)
    assert "maxlength" not in page
