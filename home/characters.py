"""Texts of people made fit for one line, and cut, without breaking what they see as one character."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Some scripts are not written without them, and emoji are made with them."""
BLACK_FLAG = "\U0001f3f4"
"""The emoji that tag characters follow: those of England, Scotland and Wales."""
TAGS = range(0xE0020, 0xE0080)
SKIN_TONES = range(0x1F3FB, 0x1F400)


def one_line(text: str) -> str:
    """``text`` on one line with single spaces: as people see it, whatever it was pasted from.

    Controls and ends of lines become spaces. What has no shape goes: marks of direction, soft hyphens, spaces of no
    width, tags that hide words. Joiners stay between two characters, tags in flags. Characters that are younger than
    this Python's tables are kept.
    """
    kept: list[str] = []
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Zl", "Zp", "Zs") or _is_no_character(character):
            kept.append(" ")
        elif category != "Cf" or _is_seen(text, index, kept):
            kept.append(character)
    words = (word.strip(JOINERS) for word in "".join(kept).split())
    return " ".join(word for word in words if word)


def cut(text: str, length: int) -> str:
    """At most ``length`` characters from the beginning, without half of an emoji or a letter that lost its accent."""
    if len(text) <= length:
        return text
    end = length
    while end and (_goes_on(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[: end or length].rstrip()


def _is_seen(text: str, index: int, kept: list[str]) -> bool:
    """Whether a character without a shape of its own changes how those beside it look."""
    character = text[index]
    if ord(character) in TAGS:
        return bool(kept) and (kept[-1] == BLACK_FLAG or ord(kept[-1]) in TAGS)
    return character in JOINERS


def _is_no_character(character: str) -> bool:
    """One of the 66 code points that are set aside for programs' own use."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _goes_on(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    code = ord(character)
    return character in JOINERS or code in SKIN_TONES or code in TAGS or unicodedata.category(character) in ("Mn", "Me")
