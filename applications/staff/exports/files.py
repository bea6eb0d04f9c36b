"""A table as a file."""

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext

from applications.staff.exports.cells import Cell
from applications.staff.exports.table import Table

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BATCH = 100
"""As many rows leave at once."""
ROWS_OF_A_SHEET = 1_048_575
"""What a sheet holds below its headings; further rows go on to the next sheet."""


def csv_chunks(table: Table) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, as the spreadsheets of the language read it by a double click.

    In French ``;`` separates and decimals have a comma; in English ``,`` separates and decimals have a point. Days are
    ISO dates. All texts are quoted.
    """
    is_french = table.language == "fr"
    buffer = io.StringIO()
    delimiter = ";" if is_french else ","
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    rows = chain([table.headings], ([_csv_cell(cell, is_french) for cell in row] for row in table.rows()))
    mark = "\ufeff"
    while batch := list(islice(rows, BATCH)):
        writer.writerows(batch)
        yield (mark + buffer.getvalue()).encode()
        mark = ""
        buffer.seek(0)
        buffer.truncate()


def xlsx_file(table: Table) -> IO[bytes]:
    """An open temporary file, at its beginning. Numbers are numbers and days are days, whatever the language."""
    # Loaded with the first export: the other processes of the web need none of its megabytes.
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    book = Workbook(write_only=True)
    rows = table.rows()
    with translation.override(table.language):
        title = gettext("Applications")
    first: Any = next(rows, None)
    while True:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "B2"
        sheet.append([_heading(sheet, heading) for heading in table.headings])
        for row in chain([first] if first else [], islice(rows, ROWS_OF_A_SHEET - 1)):
            sheet.append(row)
        first = next(rows, None)
        if first is None:
            break
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book.save(file)
    file.seek(0)
    return file


def _heading(sheet: object, text: str) -> object:
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _csv_cell(cell: Cell, is_french: bool) -> Any:
    if isinstance(cell, Decimal):
        text = f"{cell:f}"
        return text.replace(".", ",") if is_french else cell
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell
