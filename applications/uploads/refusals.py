"""Why a file is not taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EMPTY = _("“%(name)s” is empty. Choose another file.")
TOO_LARGE = _("“%(name)s” is larger than %(limit)s. Choose a smaller file.")
WRONG_KIND = _("“%(name)s” is not taken here. Choose a file of one of these kinds: %(kinds)s.")
NOT_WHAT_IT_SAYS = _("“%(name)s” is not what its name says. Save it again with the program that made it, as %(kinds)s.")
PROTECTED = _("“%(name)s” is protected by a password. Save it without one, then choose it again.")
OPENING_PASSWORD = _(
    "“%(name)s” asks for a password to be opened. Save it without that password, then choose it again. "
    "A password that only keeps it from being changed may stay."
)
DAMAGED = _("“%(name)s” is damaged or incomplete. Check that it opens on your device, then choose it again.")
TOO_SLOW = _("“%(name)s” takes too long to open. Print it into a new PDF, then choose that one.")
HAS_MACROS = _("“%(name)s” holds macros. Save it without them, or as a PDF.")
TOO_MUCH_INSIDE = _("“%(name)s” holds too much once it is unpacked. Send its files one by one.")
NESTED = _("“%(name)s” holds another archive, “%(entry)s”. Send the files themselves.")
WRONG_KIND_INSIDE = _("“%(name)s” holds “%(entry)s”, which is not taken. An archive may hold these kinds: %(kinds)s.")
EMPTY_ARCHIVE = _("“%(name)s” holds no file. Choose another one.")
TOO_MANY_PIXELS = _("“%(name)s” has more than %(limit)s million pixels. Make it smaller, then choose it again.")
TOO_MANY_FILES = _("“%(name)s” was not kept: no more than %(limit)s files may be given here. Remove one first.")
ONE_FILE_ONLY = _("“%(name)s” was not kept: one file only may be given here. Remove the other one first.")
TOO_MUCH_IN_ALL = _("“%(name)s” was not kept: the files of a form may come to %(limit)s in all. Choose a smaller file.")
NO_ROOM = _(
    "“%(name)s” could not be kept: our storage for files is full or out of order. "
    "What you wrote is still here: try again later."
)
TOO_MUCH_IN_AN_HOUR = _(
    "“%(name)s” was not kept: too many files have come from your network within an hour. What you wrote is still here. "
    "%(wait)s"
)
TOO_MUCH_UNSENT = _(
    "“%(name)s” was not kept: too many files of forms that have not been sent are stored here already. "
    "What you wrote is still here: try again tomorrow, or write to us."
)
SENT_ALREADY = _("“%(name)s” was not kept: the form has been sent already.")


class RefusedFile(ValidationError):  # noqa: N818 - one reads that the file is refused, not that something failed
    """A file that is not taken, with what its sender may do about it. ``about`` adds the file's name to the message."""

    def __init__(self, code: str, message: Any, **params: Any) -> None:
        super().__init__(message, code=code, params=params)

    def about(self, name: str) -> "RefusedFile":
        self.params = {**(self.params or {}), "name": name}
        return self


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Refuse the file for whatever its reader raises: nobody can list what a hostile file brings about."""
    try:
        yield
    except RefusedFile:
        raise
    except Exception as error:
        raise RefusedFile("damaged", DAMAGED) from error
