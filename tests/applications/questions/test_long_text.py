from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["long_text"]

TEXT = "Un banc,\r\n\r\ntrois villages – « cela compte »."


def test_lines_are_kept() -> None:
    spec = spec_of("long_text")
    assert spec["limit"] == 2000
    assert answer(spec, TEXT) == TEXT
    assert shown(spec, TEXT) == TEXT


def test_what_is_wrong_is_said_and_nothing_is_cut() -> None:
    spec = spec_of("long_text", limit=100)
    with translation.override("en"):
        assert errors(spec, "x" * 101) == ["Shorten it to 100 characters: it has 101"]
        assert errors(spec, "\ud83d") == ["Type it again: some characters cannot be read"]
        page = html(spec, ask(spec, "y" * 150))
    assert "y" * 150 in page
    assert 'data-limit="100"' in page
    assert "At most 100 characters" in page


def test_conditions() -> None:
    assert question.holds(Operator.CONTAINS, TEXT, "Villages")
    assert not question.holds(Operator.CONTAINS, TEXT, "ville")
