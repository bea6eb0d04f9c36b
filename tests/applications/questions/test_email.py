from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from applications.drafts.step_form import StepForm
from applications.questions.misspelt_addresses import COMMONEST, likely_address
from tests.applications.questions.asking import KEY, answer, errors, shown, spec_of


def test_an_address_is_stored_in_lower_case() -> None:
    spec = spec_of("email")
    assert answer(spec, " Ada@Example.ORG ") == "ada@example.org"
    assert shown(spec, "ada@example.org") == "ada@example.org"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ada@example.org\u200b", "ada@example.org"),
        ("\ufeffada@exam\u00adple.org\u200d", "ada@example.org"),
        ("ada@mairie-saint-étienne.fr", "ada@mairie-saint-étienne.fr"),
        ("ada@Mairie-Saint-E\u0301tienne.fr", "ada@mairie-saint-étienne.fr"),
        ("ada@xn--mairie-saint-tienne-nzb.fr", "ada@mairie-saint-étienne.fr"),
        ("ada@XN--STRAE-OQA.de", "ada@straße.de"),
    ],
)
def test_one_person_has_one_address(typed: str, stored: str) -> None:
    assert answer(spec_of("email"), typed) == stored
    assert answer(spec_of("email"), stored) == stored


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmaill.con", "gmail.com"),
        ("hotmial.fr", "hotmail.fr"),
        ("oragne.fr", "orange.fr"),
        ("vidéotron.ca", "videotron.ca"),
        ("wanadou.fr", "wanadoo.fr"),
        ("lapsote.net", "laposte.net"),
        ("sympatico.net", ""),
        ("ymail.com", ""),
        ("yahoo.be", ""),
        ("isere.fr", ""),
        ("univ.fr", ""),
        ("example.org", ""),
        ("", ""),
        ("é" * 300, ""),
    ],
)
def test_a_domain_that_is_probably_misspelt(domain: str, meant: str) -> None:
    assert likely_address(f"Ada@{domain}") == (f"ada@{meant}" if meant else "")
    assert len(COMMONEST) == len(set(COMMONEST)) == 30
    assert not any(likely_address(f"ada@{known}") for known in COMMONEST)


def test_it_is_asked_once_and_never_refused() -> None:
    spec = spec_of("email")

    def form(typed: str, asked: str = "", *, has_doubts: bool = True) -> StepForm:
        data = MultiValueDict({KEY: [typed], f"{KEY}_asked": [asked]})
        return StepForm([spec], data, is_checked=True, has_doubts=has_doubts)

    with translation.override("en"):
        first = form("ada@gmial.com")
        assert list(first.errors[KEY]) == ["Did you mean ada@gmail.com? If yours is right, leave it and go on."]
        assert first.only_asks
        page = render_to_string("applications/includes/question.html", {"field": first[KEY], "spec": spec})
    assert f'name="{KEY}" value="ada@gmail.com"' in page
    assert f'name="{KEY}_asked" value="ada@gmial.com"' in page
    second = form("ada@gmial.com", asked="Ada@gmial.com ")
    assert second.is_valid()
    assert second.answers() == {KEY: "ada@gmial.com"}
    assert not form("ada@gmal.com", asked="ada@gmial.com").is_valid(), "another one is asked about again"
    assert form("ada@gmial.com", has_doubts=False).is_valid(), "sending asks nothing"
    assert form("ada@gmail.com").is_valid()


def test_each_row_of_a_group_is_asked_about() -> None:
    person = {**spec_of("email", whose="other"), "key": "mail"}
    spec: Any = {
        **spec_of("short_text"),
        "kind": "group",
        "item": "Member",
        "minimum": 1,
        "maximum": 3,
        "add_label": "",
    }
    spec |= {"questions": [person]}
    data = {f"{KEY}-rows": ["0", "4"], f"{KEY}-0-mail": ["ada@orange.fr"], f"{KEY}-4-mail": ["bo@oragne.fr"]}
    form = StepForm([spec], MultiValueDict(data), is_checked=True, has_doubts=True)
    page = render_to_string("applications/includes/question.html", {"field": form[KEY], "spec": spec})
    assert page.count("field__meant") == 1
    assert f'name="{KEY}-4-mail" value="bo@orange.fr"' in page
    assert [link.id for link in form.error_links()] == [f"id_{KEY}-4-mail"]
    again = StepForm(
        [spec], MultiValueDict(data | {f"{KEY}-4-mail_asked": ["bo@oragne.fr"]}), is_checked=True, has_doubts=True
    )
    assert again.is_valid()


@pytest.mark.parametrize(
    "typed", ["ada", "ada@", "@example.org", "a b@example.org", "ada@\ud800.org", "İ@\0", "é" * 300]
)
def test_what_is_no_address(typed: str) -> None:
    with translation.override("en"):
        assert "Type an address such as name@example.org" in errors(spec_of("email"), typed)
        assert errors(spec_of("email")) == ["Type an e-mail address"]
