"""Values of cells that every spreadsheet opens, and none of which it runs."""

import re
from datetime import date
from decimal import Decimal

from applications.questions.amounts import stored_number

Cell = str | int | Decimal | date | None

LONGEST = 32_767
"""What a cell holds, in units of UTF-16: a spreadsheet cuts the rest off, or spills it into the next rows."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor UTF-8 can hold."""
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


def text_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one has an apostrophe before it.

    A negative number is none. Characters that no file can hold are left out, and what is too long is cut.
    """
    text = _UNWRITABLE.sub("", text)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return _cut(text)


def number_cell(text: str) -> Cell:
    """The number of a text that is stored in canonical form; anything else is a text."""
    number = stored_number(text)
    return text_cell(text) if number is None else number


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST or len(units := text.encode("utf-16-le")) <= LONGEST * 2:
        return text
    return units[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"
