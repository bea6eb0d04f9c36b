"""Sizes of files in words. A megabyte has 1024 × 1024 bytes, as most systems show it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

KILOBYTE = 1024
MEGABYTE = 1024 * 1024
NO_BREAK = "\u00a0"


def readable_size(size: int) -> str:
    """In the reader's language: “1.2 MB”, “1,2 Mo”."""
    if size < MEGABYTE:
        return number_format(max(1, round(size / KILOBYTE))) + NO_BREAK + _("kB")
    rounded = round(size / MEGABYTE, 1)
    return number_format(int(rounded) if rounded.is_integer() else rounded) + NO_BREAK + _("MB")
