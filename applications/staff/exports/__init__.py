"""What is filtered in the queue, as a table: CSV and XLSX, made row by row, so that memory does not grow with them."""

from applications.staff.exports.files import FORMATS, csv_chunks, xlsx_file
from applications.staff.exports.table import Table

__all__ = ["FORMATS", "Table", "csv_chunks", "xlsx_file"]
