"""From data and a template to a PDF that a screen reader reads (PDF/UA-1): tagged, titled, in its language.

The engine is Typst. It is never loaded into the portal itself: ``press.py`` is a process that makes one document.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from home.addresses import host
from home.documents.texts import settable, typeset
from home.navigation import current_chrome

PRESS = Path(__file__).with_name("press.py")
SANS = ("Figtree", "Figtree Extended")
SERIF = ("Young Serif", "Young Serif Extended")
ARABIC = ("Vazirmatn", "DejaVu Sans Mono")
OTHERS = (*ARABIC[:1], "Noto Emoji", "Libertinus Serif", *ARABIC[1:])
"""For what the portal's own typefaces have not. The last two come with the engine, and are all there is without npm."""
PATIENCE = 45
"""Seconds that a document may take."""
PATIENCE_IN_LINE = 15
"""Seconds that one waits for those that are being made."""
AT_ONCE = 2
LARGEST = 3 * 1024 * 1024
"""Bytes of the data of a document, which come to about a thousand pages and half a gigabyte in the press."""
THREADS = ("madder", "weld", "woad", "green", "orchil")

logger = logging.getLogger(__name__)
_in_line = threading.BoundedSemaphore(AT_ONCE)


class DocumentError(Exception):
    """The document could not be made."""


class BusyError(DocumentError):
    """Too many documents are being made; it may be tried again."""


class TooLargeError(DocumentError):
    """There is more in it than a document may hold."""


@dataclass(frozen=True)
class Document:
    """What a document is made of. Texts of people are ``Written``; all others are in ``language``.

    ``template`` is “label of an app/name” of a ``.typ`` file in its ``templates/<label>/documents``. ``running`` and
    ``reference`` stand above every page but the first.
    ``moment`` is what the file says of when it was made: the same document gives the same bytes.
    """

    template: str
    title: str
    language: str
    moment: datetime
    reference: str = ""
    running: str = ""
    thread: str = "weld"
    data: dict[str, Any] = field(default_factory=dict)


def make_pdf(document: Document) -> bytes:
    """The PDF, made in a process of its own. Two queries, for the portal's name; no transaction may be open.

    Raises ``DocumentError``: ``TooLargeError`` before anything is begun, ``BusyError`` after some seconds in line.
    """
    job = json.dumps(_job(document)).encode()
    if len(job) > LARGEST:
        raise TooLargeError(f"{document.title}: {len(job)} bytes")
    if not _in_line.acquire(timeout=PATIENCE_IN_LINE):
        raise BusyError(document.title)
    try:
        return _pressed(job, document.title)
    finally:
        _in_line.release()


def _pressed(job: bytes, title: str) -> bytes:
    try:
        # Nothing of the environment, which holds the secret key.
        done = subprocess.run(  # noqa: S603 - our own script under our own interpreter
            [sys.executable, "-I", str(PRESS)], input=job, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"{title}: {type(error).__name__}") from error
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip()
        logger.error("The document “%s” could not be made (exit code %s): %s", title, done.returncode, said[-2000:])
        reason = said.rpartition("\n")[2] or f"exit code {done.returncode}"
        raise DocumentError(f"{title}: {reason}")
    return done.stdout


def _job(document: Document) -> dict[str, object]:
    return {
        "root": str(settings.BASE_DIR),
        "template": str(_path(document.template).relative_to(settings.BASE_DIR)),
        "font_paths": [str(settings.DOCUMENT_FONTS_DIR)] if settings.DOCUMENT_FONTS_DIR.is_dir() else [],
        "font_families": {
            "text": [*SANS, *OTHERS],
            "display": [*SERIF, *OTHERS],
            # First for its blanks too: with another's, each word is a text of its own, read from left to right.
            "ar": [*ARABIC, *SANS, *OTHERS],
            "he": ["Libertinus Serif", *SANS, *OTHERS],
        },
        "timestamp": int(document.moment.timestamp()),
        "data": settable(document.data | _frame(document)),
    }


def _path(template: str) -> Path:
    label, _slash, name = template.partition("/")
    return Path(apps.get_app_config(label).path) / "templates" / label / "documents" / f"{name}.typ"


def _frame(document: Document) -> dict[str, object]:
    """What every document has around its own data."""
    with translation.override(document.language):
        chrome = current_chrome("")
        return {
            "title": document.title,
            "language": document.language,
            "reference": document.reference,
            "running": typeset(document.running, document.language),
            "thread": document.thread if document.thread in THREADS else THREADS[0],
            "brand": {"name": chrome.site_name, "tagline": typeset(chrome.tagline, document.language), "host": host()},
            "frame_words": {
                "page": gettext("Page {page} of {pages}"),
                "undrawn": gettext(
                    "Some characters of this document do not exist in its typefaces. ▯ stands for each of them."
                ),
                "undrawn_list": gettext("Characters that could not be drawn"),
                "undrawn_more": gettext("and {number} more"),
            },
        }
