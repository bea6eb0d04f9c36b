import pytest
from django.utils import translation

from applications.questions import KINDS
from applications.questions.operators import Operator
from tests.applications.questions.asking import answer, ask, errors, html, shown, spec_of

question = KINDS["short_text"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ada  Martin ", "Ada Martin"),
        ("one\r\ntwo\tthree", "one two three"),
        ("a\u202eb", "ab"),
        ("Saint\u00adÉtienne\u200b \ufeff", "SaintÉtienne"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200d👩\u200d👩\u200d👧\u200d \u200c", "👩\u200d👩\u200d👧"),
        (
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("a\U000e0068\U000e0069", "a"),
        ("👍🏽 🇫🇷 ❤️ \U0001fae9\U0001fac8", "👍🏽 🇫🇷 ❤️ \U0001fae9\U0001fac8"),
        ("=1+1", "=1+1"),
        ("<b>Œuvre d’été</b>", "<b>Œuvre d’été</b>"),
    ],
)
def test_one_line_is_kept(typed: str, stored: str) -> None:
    spec = spec_of("short_text")
    assert answer(spec, typed) == stored
    assert shown(spec, stored) == stored


def test_what_is_wrong_is_said() -> None:
    spec = spec_of("short_text")
    with translation.override("en"):
        assert errors(spec) == errors(spec, "  ") == errors(spec, "\u200b\u200d") == ["Answer this question"]
        assert errors(spec, "x" * 251) == ["Shorten it to 250 characters: it has 251"]
        assert errors(spec, "a\0b") == errors(spec, "\ud800") == ["Type it again: some characters cannot be read"]


def test_the_browser_may_fill_it_in() -> None:
    spec = spec_of("short_text", autocomplete="name")
    assert 'autocomplete="name"' in html(spec, ask(spec))
    assert "autocomplete" not in html(spec, ask(spec_of("short_text")))


@pytest.mark.parametrize(
    ("value", "holds"), [("été", True), ("ETE", True), ("oeuvre", True), ("hiver", False), ("", False), ("!", False)]
)
def test_a_condition_finds_words_whatever_their_accents(value: str, holds: bool) -> None:
    assert question.holds(Operator.CONTAINS, "Une œuvre d’été", value) is holds
    assert not question.holds(Operator.IS, "Une œuvre d’été", value)
