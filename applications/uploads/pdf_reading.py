"""Opens a PDF in a process of its own. Reads the file from standard input, writes what it is: one of the words below.

Not imported by the portal, which starts it (``documents.py``): a file of a few megabytes can keep a reader busy for
minutes, and a thread cannot be stopped. What it says of the file goes nowhere, for it quotes the file.
"""

import io
import logging
import sys
import warnings
from contextlib import suppress

from pypdf import PasswordType, PdfReader

try:
    import resource
except ImportError:  # a system that has no such limits
    resource = None  # type: ignore[assignment]

GOOD, PROTECTED, DAMAGED = "good", "protected", "damaged"
HEADER_WITHIN = 1024
MOST_SECONDS = 6
MOST_MEMORY = 1024**3


def limit() -> None:
    if resource is not None:
        for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
            with suppress(ValueError, OSError):  # a system that knows the limit, but not so much of it
                resource.setrlimit(what, (most, most))


def reading(data: bytes) -> str:
    """What a PDF is. One that is encrypted but opens without a password, as many that may not be changed, is good."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return PROTECTED
    # Raises something where the table of contents does not lead to a page, as in a file that was cut.
    kids = reader.root_object["/Pages"]["/Kids"].get_object()  # type: ignore[index]
    kids[0].get_object()["/Type"]
    return GOOD


def word_for(data: bytes) -> str:
    """The same, whatever the reader raises: nobody can list what a hostile file brings about.

    Lines before the header are read over: whoever put them there has seldom counted them in its table of contents.
    """
    for start in dict.fromkeys((0, max(0, data.find(b"%PDF-", 0, HEADER_WITHIN)))):
        with suppress(Exception):
            return reading(data[start:])
    return DAMAGED


if __name__ == "__main__":
    limit()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.stdout.write(word_for(sys.stdin.buffer.read()))
