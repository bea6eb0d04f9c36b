"""The question alone. What stands behind it is tested with whole forms, in ``test_registrations``."""

import pytest
from django.utils import translation

from applications.drafts.filling import Filling
from applications.drafts.typed_answers import written
from applications.questions import KINDS
from applications.questions.options import LONG_LIST
from applications.questions.published import PublishedForm
from applications.questions.session import Standing
from tests.applications.questions.asking import KEY, answer, ask, errors, html, shown, spec_of

question = KINDS["session"]

OPTIONS = [{"key": key, "label": f"Day {key}"} for key in "abcd"]
STANDINGS = {
    "a": Standing("3 seats left", until="Register by 1 May"),
    "b": Standing("Full: you can wait", waits=True),
    "c": Standing("Cancelled", "It is cancelled."),
    "d": Standing("Over", "It is over.", is_listed=False),
}
SPEC = spec_of("session") | {"options": OPTIONS}
LIVE = SPEC | {"standings": STANDINGS}


def test_as_it_was_published_every_session_can_be_chosen() -> None:
    assert answer(SPEC, "d") == "d"
    assert shown(SPEC, "d") == "Day d"
    assert html(SPEC, ask(SPEC)).count('type="radio"') == 4


def test_what_cannot_be_chosen_is_told_and_has_no_input() -> None:
    page = html(LIVE, ask(LIVE, "b"))
    assert page.count('type="radio"') == 2
    assert page.count("is-off") == 1
    assert "Cancelled" in page
    assert "Day d" not in page
    assert 'value="b" checked' in page
    inside = page.split('<label for="id_')[1].split("</label>")[0]
    assert all(text in inside for text in ("Day a", "3 seats left", "Register by 1 May")), "all of it is its name"


def test_a_refusal_says_why() -> None:
    assert errors(LIVE, "c") == ["It is cancelled."]
    assert errors(LIVE, "d") == ["It is over."]
    with translation.override("en"):
        assert errors(LIVE, "x") == ["Choose one of the sessions that are offered"]
        assert errors(LIVE, "") == ["Choose a session"]


def test_where_none_can_be_chosen_the_page_says_so() -> None:
    spec = SPEC | {"standings": dict.fromkeys("abcd", STANDINGS["d"])}
    with translation.override("en"):
        assert "No session can be chosen at the moment." in html(spec, ask(spec))
    form = ask(spec, "a")
    assert not form.is_valid()
    assert not form[KEY].subwidgets


@pytest.mark.parametrize("number", [LONG_LIST, LONG_LIST + 1])
def test_many_are_a_list_to_open(number: int) -> None:
    options = [{"key": f"k{n}", "label": f"Day {n}"} for n in range(number)]
    spec = SPEC | {"options": options, "standings": {"k1": Standing("Cancelled", "No"), "k2": Standing("1 seat left")}}
    page = html(spec, ask(spec, "k2"))
    assert ("<select" in page) is (number > LONG_LIST)
    if "<select" in page:
        assert page.count(" disabled") == 1
        assert "Day 2 – 1 seat left" in page


def test_what_was_typed_is_shown_in_words() -> None:
    form = {"title": "", "steps": [{"key": "s", "title": "", "questions": [LIVE]}]}
    assert [one.text for one in written(Filling(PublishedForm(form), {KEY: ["c"]}))] == ["Day c"]
    assert [one.text for one in written(Filling(PublishedForm(form), {KEY: ["x"]}))] == ["x"]
    assert Filling(PublishedForm(form), {KEY: ["c"]}).session() == ""
    assert Filling(PublishedForm(form), {KEY: ["a"]}).session() == "a"


def test_it_is_always_required_and_of_no_use_to_conditions() -> None:
    assert (SPEC["required"], SPEC["private"], SPEC["conditions"]) == (True, False, [])
    assert question.operators == ()
    assert question.promoted("a", SPEC) == []
    assert question.without_person("a") == "a"
