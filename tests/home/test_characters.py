"""What stays of what people write when it is set on one line, or cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.characters import cut, one_line
from home.documents.texts import settable
from home.folding import fold

FAMILY = "👩\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "می\u200cخواهم"


@given(st.text())
def test_one_line_has_nothing_that_hides_or_breaks(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line == " ".join(line.split())
    assert not set(line) & set("\0\n\r\u2028\u2029\u202e\u200b\u00ad\ufeff")


@pytest.mark.parametrize("text", [FAMILY, ENGLAND, PERSIAN, "👍🏽", "❤️", "e\u0301"])
def test_what_is_one_character_is_kept_or_left_out_whole(text: str) -> None:
    assert one_line(f"a {text}") == f"a {text}"
    assert settable(text) in (text, "é"), "on paper too"
    for length in range(2, len(text) + 2):
        assert cut(f"a {text}", length) in ("a", f"a {text}", "a می", "a می\u200cخ", "a می\u200cخو", *_persian(text))
    assert cut("a\u0301", 1) == "a", "it is no longer than it may be"


def _persian(text: str) -> list[str]:
    """Letters of a word may be parted."""
    return [f"a {text[:length]}" for length in range(1, len(text)) if text == PERSIAN and text[length] != "\u200c"]


def test_a_word_is_found_whatever_invisible_marks_it_has() -> None:
    assert fold("Saint\u00adÉtienne") == "saintetienne"
    assert fold(PERSIAN) == fold(PERSIAN.replace("\u200c", ""))
