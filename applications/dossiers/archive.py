"""A dossier as one ZIP: the answers as a page to read, and the files beside it. Nothing of it is held in memory."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from applications.dossiers.answers import dossier_steps
from applications.models import Application, Attachment
from applications.uploads.names import clean_name
from home.file_names import with_ending

IN_MEMORY = 1024 * 1024
"""Bytes; what is larger is written to a temporary file."""
CHUNK = 256 * 1024


def write_archive(
    application: Application, *, language: str, with_private: bool = False, with_messages: bool = False
) -> IO[bytes]:
    """The archive, open at its beginning; closing it deletes it. Written outside any transaction.

    Files that are not known to be safe, or are missing, are left out and named in the page. So are private answers
    and their files, unless they are wanted.
    """
    steps = dossier_steps(application, language)
    private = application.version.form(language).private
    files = [
        file
        for file in application.attachments.all()
        if (with_private or file.question not in private) and (with_messages or file.message_id is None)
    ]
    output = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        left_out = _write_files(archive, files)
        context = {
            "application": application,
            "steps": steps,
            "language": language,
            "with_private": with_private,
            "left_out": left_out,
        }
        page = render_to_string("applications/admin/dossier_archive.html", context)
        archive.writestr(f"{gettext('answers')}.html", page)
    output.seek(0)
    return output


def _write_files(archive: zipfile.ZipFile, files: Iterable[Attachment]) -> list[str]:
    """Write those that can be given, under names of their own; return the names of the others."""
    taken: set[str] = set()
    left_out = []
    for file in files:
        if not file.is_safe:
            left_out.append(file.name)
            continue
        try:
            _copy(file, archive, f"{gettext('files')}/{unused_name(file.name, taken)}")
        except OSError:
            left_out.append(file.name)
    return left_out


def _copy(file: Attachment, archive: zipfile.ZipFile, name: str) -> None:
    """Open the file first: one that is missing leaves no empty entry behind."""
    with file.file.open("rb") as content, archive.open(name, "w", force_zip64=True) as entry:
        copy: Any = entry
        shutil.copyfileobj(content, copy, CHUNK)


def unused_name(name: str, taken: set[str]) -> str:
    """A harmless name that no other file of the archive has, on systems that see no capitals either."""
    name = "".join("_" if character in '<>:"|?*' else character for character in clean_name(name))
    stem, dot, extension = name.rpartition(".")
    stem, extension = (stem, dot + extension) if stem else (name, "")
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = with_ending(stem, f" ({number}){extension}")
    taken.add(found.casefold())
    return found
