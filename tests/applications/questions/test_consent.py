from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["consent"]

TICKED, UNTICKED = True, False
SPEC = spec_of("consent", text="We keep it for two years.")


def test_a_ticked_box_is_true_and_its_text_is_in_the_version() -> None:
    assert SPEC["text"] == "We keep it for two years."
    assert answer(SPEC, "on") is True
    assert answer(SPEC | {"required": False}) is False
    with translation.override("fr"):
        assert (shown(SPEC, stored=True), shown(SPEC, stored=False), shown(SPEC, None)) == ("Oui", "Non", "")
    assert question.wording(SPEC) == {"label": "The question", "text": SPEC["text"]}


def test_it_is_never_ticked_beforehand() -> None:
    with translation.override("en"):
        assert errors(SPEC) == ["Tick the box if you agree"]
    assert " checked" not in html(SPEC, ask(SPEC))
    assert " checked" in html(SPEC, ask(SPEC, "on"))
    assert "We keep it for two years." in html(SPEC, ask(SPEC))


def test_conditions() -> None:
    assert question.holds(Operator.IS, TICKED, "yes")
    assert not question.holds(Operator.IS, UNTICKED, "yes")
    assert not question.holds(Operator.IS, UNTICKED, "no")
    assert not question.holds(Operator.IS_NOT, UNTICKED, "yes")
