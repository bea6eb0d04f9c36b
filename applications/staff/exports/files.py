"""A table as a file."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, count, islice
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext

from applications.staff.exports.cells import Cell, csv_text, is_like_formula
from applications.staff.exports.table import Table

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BATCH = 100
"""As many rows leave at once; by so many first ones the columns of a sheet are measured."""
ROWS_OF_A_SHEET = 1_048_575
"""What a sheet holds below its headings; further rows go on to the next sheet."""
LONGEST_TITLE = 31
"""Of a sheet, in characters."""
NARROWEST, WIDEST = 10, 60
"""Of a column, in figures of the standard typeface."""


def csv_chunks(table: Table) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, as the spreadsheets of the language read it by a double click.

    In French ``;`` separates and decimals have a comma; in English ``,`` separates and decimals have a point. Days and
    moments are ISO dates. All texts are quoted.
    """
    is_french = table.language == "fr"
    buffer = io.StringIO()
    delimiter = ";" if is_french else ","
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    lines: Iterator[list[Any]] = chain([table.headings], table.rows())
    rows = ([_csv_cell(cell, is_french) for cell in line] for line in lines)
    mark = "\ufeff"
    while batch := list(islice(rows, BATCH)):
        writer.writerows(batch)
        yield (mark + buffer.getvalue()).encode()
        mark = ""
        buffer.seek(0)
        buffer.truncate()


def xlsx_file(table: Table) -> IO[bytes]:
    """An open temporary file, at its beginning: a sheet for each call, with the columns of its own questions.

    Numbers are numbers, days are days and texts are texts, whatever the language and whatever they begin with; moments
    are in the time zone of their call. Each sheet has its headings in sight and a filter.
    """
    # Loaded with the first export: the other processes of the web need none of its megabytes.
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    book = Workbook(write_only=True)
    for part in table.by_call() or [table]:
        _write_sheets(book, part)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book.save(file)
    file.seek(0)
    return file


def _write_sheets(book: Any, table: Table) -> None:
    rows = table.rows()
    first = list(islice(rows, 1))
    while True:
        sheet = book.create_sheet(_title(table, {each.title.lower() for each in book.worksheets}))
        sheet.freeze_panes = "B2"
        measured = first + list(islice(rows, min(BATCH, ROWS_OF_A_SHEET) - len(first)))
        _set_widths(sheet, [table.headings, *measured])
        sheet.append([_heading(sheet, heading) for heading in table.headings])
        last = 1
        for row in chain(measured, islice(rows, ROWS_OF_A_SHEET - len(measured))):
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
            last += 1
        sheet.auto_filter.ref = f"A1:{_letter(len(table.headings))}{last}"
        first = list(islice(rows, 1))
        if not first:
            break


def _title(table: Table, taken: set[str]) -> str:
    """What a sheet is called: by the code of its call, of the characters that a spreadsheet takes, and by no other."""
    with translation.override(table.language):
        name = table.calls[0].code if len(table.calls) == 1 else gettext("Applications")
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", name).strip("' ") or "-"
    endings = chain([""], (f" ({number})" for number in count(2)))
    titles = (f"{name[: LONGEST_TITLE - len(ending)]}{ending}" for ending in endings)
    return next(title for title in titles if title.lower() not in taken)


def _set_widths(sheet: Any, rows: list[list[Any]]) -> None:
    for index, column in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(line) for cell in column for line in (_csv_text_of(cell).splitlines() or [""]))
        sheet.column_dimensions[_letter(index)].width = min(max(longest + 2, NARROWEST), WIDEST)


def _csv_text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(_csv_cell(cell, is_french=False))


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    return str(get_column_letter(column))


def _heading(sheet: object, text: str) -> object:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _xlsx_cell(sheet: object, cell: Cell) -> Any:
    if isinstance(cell, str):
        return _text(sheet, cell)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    return cell


def _text(sheet: object, text: str) -> Any:
    """A cell that holds a text and stays one when somebody edits it; its lines are shown as lines."""
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment  # noqa: PLC0415 - as above

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # not the formula or the error that the library reads in it
    cell.quotePrefix = is_like_formula(text)
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _csv_cell(cell: Cell, is_french: bool) -> Any:
    if isinstance(cell, str):
        return csv_text(cell)
    if isinstance(cell, Decimal):
        text = f"{cell:f}"
        return text.replace(".", ",") if is_french else cell
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell
