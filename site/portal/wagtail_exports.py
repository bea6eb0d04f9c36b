"""Wagtail's own lists as CSV: no spreadsheet runs what somebody gave as a title or a name.

The file separates by commas and quotes only what needs it. A spreadsheet that separates by something else, as a French
one does, makes cells of its own; so what begins like a formula after any separator gets an apostrophe, too.
"""

import re
from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from applications.staff.exports.cells import csv_text

_AFTER_A_SEPARATOR = re.compile(r"([;,|\t\r\n]\s*)(?=[=+\-@＝＋－＠])")


def harmless(value: Any) -> Any:
    """A value as it is written; numbers, days and nothing stay what they are."""
    text = force_str(value, strings_only=True)
    return csv_text(_AFTER_A_SEPARATOR.sub(r"\1'", text)) if isinstance(text, str) else text


def make_exports_harmless() -> None:
    """Called once, when the app is ready. The rules for kinds of values that Wagtail has come before this one."""
    rules = SpreadsheetExportMixin.custom_value_preprocess
    rules[object] = {SpreadsheetExportMixin.FORMAT_CSV: harmless}
