"""PDF files: whether they open, and without a password."""

import subprocess
import sys
from pathlib import Path
from typing import IO

from applications.uploads.refusals import DAMAGED, OPENING_PASSWORD, TOO_SLOW, RefusedFile

READING = Path(__file__).with_name("pdf_reading.py")
PATIENCE = 10
"""Seconds that a file may take to open. A long report takes a tenth of one."""


def check_pdf(content: IO[bytes]) -> None:
    """Refuse a PDF that asks for a password to be opened, has no page, or does not open within some seconds.

    Raises ``RefusedFile``. It is read in a process of its own, which knows nothing of the portal.
    """
    match read_apart(content.read()):
        case "good":
            return
        case "protected":
            raise RefusedFile("password", OPENING_PASSWORD)
        case "damaged":
            raise RefusedFile("damaged", DAMAGED)
    raise RefusedFile("slow", TOO_SLOW)


def read_apart(data: bytes) -> str:
    """What the process says of a PDF; empty where it was stopped by the limits of its time and memory."""
    try:
        done = subprocess.run(  # noqa: S603 - our own script under our own interpreter
            [sys.executable, "-I", str(READING)],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode()
