import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.organisation import LegalForm, is_number_of
from tests.applications.questions.asking import KEY, answer, ask, errors, html, shown, spec_of

question = KINDS["organisation"]

GROUP = {"name": "Les Tisserands", "form": "association"}
SIRET, SIREN = "73282932000074", "732829320"


@pytest.mark.parametrize(
    ("register", "typed", "stored"),
    [
        ("siret", "732 829 320 00074", SIRET),
        ("siret", "732\u00a0829\u202f320.00074", SIRET),
        ("siren", "732 829 320", SIREN),
        ("rna", "w381 000 001", "W381000001"),
        ("rna", "W9R1000001", "W9R1000001"),
        ("neq", "1143 920 115", "1143920115"),
    ],
)
def test_a_number_is_stored_without_spaces(register: str, typed: str, stored: str) -> None:
    answered = answer(spec_of("organisation"), **GROUP, register=register, number=typed)
    assert answered == {**GROUP, "register": register, "number": stored}


@pytest.mark.parametrize(
    ("register", "typed"),
    [
        ("siret", "73282932000075"),
        ("siret", SIREN),
        ("siren", "732829321"),
        ("siren", "７３２８２９３２０"),
        ("rna", "381000001"),
        ("rna", "W38100000"),
        ("neq", "9943920115"),
        ("neq", "114392011"),
        ("siret", "x" * 40),
    ],
)
def test_a_number_that_cannot_be_is_refused(register: str, typed: str) -> None:
    spec = spec_of("organisation")
    with translation.override("en"):
        form = ask(spec, **GROUP, register=register, number=typed)
        assert list(form.errors[KEY]) == [f"Check the {register.upper()} number: a character is wrong or missing"]
    assert form[KEY].subwidgets[0].id_for_label == f"id_{KEY}_number"


def test_who_is_not_registered_needs_no_number() -> None:
    spec = spec_of("organisation")
    stored = answer(spec, **GROUP, register="none", number="whatever")
    assert stored == {**GROUP, "register": "none", "number": ""}
    with translation.override("en"):
        assert shown(spec, stored) == ("Les Tisserands\nAssociation or non-profit organisation\nNot registered yet")
    with translation.override("en"):
        strict = spec_of("organisation", unregistered=False)
        assert errors(strict, **GROUP, register="none") == ["Choose how it is registered"]


def test_what_is_missing_is_said_part_by_part() -> None:
    with translation.override("en"):
        spec = spec_of("organisation")
        assert errors(spec) == [
            "Type the name of the organisation",
            "Choose a legal form",
            "Choose how it is registered",
        ]
        assert errors(spec, **GROUP, register="siret") == ["Type the SIRET number"]
        assert errors(spec, name="x", form="nothing", register="siret", number=SIRET) == ["Choose a legal form"]


def test_an_editor_narrows_the_lists() -> None:
    spec = spec_of("organisation", forms=["group", "association"], registers=["neq"], unregistered=False)
    assert (spec["forms"], spec["registers"]) == (["association", "group"], ["neq"])
    page = html(spec, ask(spec))
    assert page.count("<option") == 3 + 2
    assert "maxlength" not in page


def test_it_is_shown_and_exported() -> None:
    spec = spec_of("organisation")
    stored = answer(spec, **GROUP, register="siret", number=SIRET)
    with translation.override("en"):
        assert shown(spec, stored).splitlines()[-1] == f"SIRET {SIRET}"
        assert question.cells(stored, spec)[2:] == ["SIRET", SIRET]
    assert len(question.columns(spec)) == 4
    assert spec["forms"] == LegalForm.values


@pytest.mark.parametrize("junk", ["", "\0", "\ud800", "9" * 5000, "W", "é"])
@pytest.mark.parametrize("register", ["siret", "siren", "rna", "neq", "none", "junk"])
def test_junk_is_no_number(register: str, junk: str) -> None:
    assert is_number_of(register, junk) is False
