import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["yes_no"]


@pytest.mark.parametrize(("language", "words"), [("fr", ["Oui", "Non"]), ("en", ["Yes", "No"])])
def test_yes_and_no_are_stored_alike_in_both_languages(language: str, words: list[str]) -> None:
    spec = spec_of("yes_no")
    with translation.override(language):
        assert [answer(spec, typed) for typed in ("yes", "no")] == ["yes", "no"]
        assert [shown(spec, stored) for stored in ("yes", "no")] == words
        assert all(f"{word}</label>" in html(spec, ask(spec)) for word in words)


@pytest.mark.parametrize("typed", ["", "true", "oui", "on", "\0"])
def test_what_is_neither(typed: str) -> None:
    with translation.override("en"):
        assert errors(spec_of("yes_no"), typed) == ["Choose one of the options"]


def test_conditions_and_words() -> None:
    assert question.holds(Operator.IS, "no", "no")
    assert question.holds(Operator.IS_NOT, "no", "yes")
    assert question.wording(spec_of("yes_no")) == {"label": "The question"}
