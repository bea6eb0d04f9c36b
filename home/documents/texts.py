"""Texts as the engine can set them: what has no shape on paper is taken out, and each text says its language."""

import unicodedata
from typing import TypedDict

from home.typography import french_spaces

RIGHT_TO_LEFT = {"HEBREW": "he", "ARABIC": "ar", "SYRIAC": "syr", "THAANA": "dv", "NKO": "nqo"}
"""The language that a text is taken to be in, by the script that it begins with: a voice of the document's own
language would be silent, and its lines would begin at the wrong side."""
OVERRIDES = frozenset("\u202d\u202e")
"""They make a text read otherwise than it is stored; what other marks of direction do stays within their paragraph."""
LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\t": "    "}


class Written(TypedDict):
    """A text of a person, with the language that a screen reader speaks it in. Its lines and paragraphs are kept."""

    text: str
    language: str


def in_words(text: object, language: str) -> Written:
    """A text in a language, or in the one of the script that it begins with if that runs from right to left."""
    return {"text": str(text), "language": _language_of_script(str(text)) or language}


def typeset(text: object, language: str) -> str:
    """The portal's and the editors' own words, with the spaces of their language."""
    return french_spaces(str(text)) if language.startswith("fr") else str(text)


def settable(value: object) -> object:
    """The same data with texts that can be set: composed characters, plain line ends, nothing that has no shape."""
    if isinstance(value, str):
        return _settable(value)
    if isinstance(value, dict):
        return {key: settable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [settable(each) for each in value]
    return value


def _settable(text: str) -> str:
    for written, meant in LINE_ENDS.items():
        text = text.replace(written, meant)
    text = "".join(character for character in text if not _has_no_shape(character))
    return unicodedata.normalize("NFC", text)


def _has_no_shape(character: str) -> bool:
    return character in OVERRIDES or (character != "\n" and unicodedata.category(character) in ("Cc", "Cs"))


def _language_of_script(text: str) -> str:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return RIGHT_TO_LEFT.get(unicodedata.name(character, "").partition(" ")[0], "")
        if direction == "L":
            return ""
    return ""
