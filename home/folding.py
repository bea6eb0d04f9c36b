"""Folding: the form of a text in which SQLite and PostgreSQL find the same things.

The two databases split words, strip accents and treat quotes differently. Text that is folded before it is indexed,
and queries that are folded before they are asked, leave them nothing to differ about.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from anyascii import anyascii
from django.utils.safestring import SafeString, mark_safe

EXCERPT_LENGTH = 240
LONGEST_QUERY = 200


def fold(text: str) -> str:
    """``Œuvre d’été`` becomes ``oeuvre d ete``: ASCII letters and digits in lower case, single spaces."""
    return " ".join("".join(map(_letters, text)).split())


def fold_query(text: str) -> str:
    """A query as it is asked: folded, and cut so that ten pasted pages cost no more than a sentence."""
    return fold(text[:LONGEST_QUERY])


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Yield each folded character with the offset in ``text`` that it comes from: one letter may fold to several."""
    for offset, character in enumerate(text):
        for folded in _letters(character):
            yield folded, offset


@lru_cache(maxsize=2048)
def _letters(character: str) -> str:
    """What one character folds to; nothing for one without a shape, which parts no words."""
    if unicodedata.category(character) == "Cf":
        return ""
    return "".join(folded if folded.isalnum() else " " for folded in anyascii(character).lower() or " ")


def _matches(text: str, query: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that begin a word and match a word of the query, in order, as (start, end)."""
    words = fold_query(query).split()
    if not words:
        return []
    pairs = list(_folded(text))
    folded = "".join(character for character, _ in pairs)
    pattern = r"(?<![a-z0-9])(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
    return [(pairs[found.start()][1], pairs[found.end() - 1][1] + 1) for found in re.finditer(pattern, folded)]


def highlight(text: str, query: str) -> SafeString:
    """``text`` as safe HTML with each match of the query inside ``<mark>``."""
    parts, position = [], 0
    for start, end in _matches(text, query):
        if start < position:
            continue
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))


def excerpt(text: str, query: str) -> SafeString:
    """About 240 characters of ``text`` around the first match, highlighted, cut between words."""
    matches = _matches(text, query)
    start = max(matches[0][0] - EXCERPT_LENGTH // 3, 0) if matches else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + EXCERPT_LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    cut = text[start:end].strip()
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{highlight(cut, query)}{after}")
