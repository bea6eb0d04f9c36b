"""Values of cells that every spreadsheet opens, and none of which it runs."""

import re
from datetime import date, datetime
from decimal import Decimal

from applications.questions.amounts import stored_number
from applications.questions.date import parse_day

Cell = str | int | Decimal | date | datetime | None
"""A text is plain: what a CSV needs before it is put there when it is written. A moment knows its time zone."""

LONGEST = 32_767
"""What a cell holds, in units of UTF-16: a spreadsheet cuts the rest off, or spills it into the next rows."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What people have as a break between lines: word processors paste a vertical tab for one."""
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor UTF-8 can hold."""
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


def text_cell(text: str) -> str:
    """A text as a file can hold it, its lines apart. What cannot be written is marked, and what is too long is cut."""
    return _cut(_UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text)))


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet may run a text of a CSV, or one that somebody edits. A negative number is none."""
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


def csv_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one has an apostrophe before it."""
    text = text_cell(text)
    return _cut(f"'{text}") if is_like_formula(text) else text


def number_cell(text: str) -> Cell:
    """The number of a text that is stored in canonical form; anything else is a text."""
    number = stored_number(text)
    return text_cell(text) if number is None else number


def day_cell(text: str) -> Cell:
    """The day of an ISO date; anything else is a text."""
    return parse_day(text) or text_cell(text)


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST or len(units := text.encode("utf-16-le")) <= LONGEST * 2:
        return text
    return units[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"
