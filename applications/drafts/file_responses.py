"""Giving files out: as downloads, never as pages of the site."""

from typing import Any

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _

from applications.models import Attachment, Scan
from applications.uploads.images import preview_of
from applications.uploads.refusals import RefusedFile
from applications.uploads.types import TYPES
from home.file_names import short_name

# django-csp leaves a policy alone that a response has already.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
PDF = "application/pdf"
# Browsers show no PDF in a sandbox. Their reader has none of the site's rights, and the type says that it is no page.
PDF_HEADERS = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
}
CONTENT_TYPES = {kind.content_type for kind in TYPES}


def send_file(attachment: Attachment) -> FileResponse:
    """The file as a download, under its name. Who may have it is for the caller to know; infected files nobody may.

    Raises ``Http404`` for those and for a file that is not in the storage.
    """
    if attachment.scan == Scan.INFECTED:
        raise Http404(_("A virus was found in this file."))
    content_type = attachment.type if attachment.type in CONTENT_TYPES else "application/octet-stream"
    content = _opened(attachment)
    return FileResponse(
        content, as_attachment=True, filename=short_name(attachment.name), content_type=content_type, headers=HEADERS
    )


def send_to_read(attachment: Attachment) -> FileResponse:
    """A PDF for the browser's own reader, on a page of the site. Raises ``Http404`` for anything else."""
    if attachment.type != PDF or attachment.scan == Scan.INFECTED:
        raise Http404(_("There is nothing to look at."))
    content = _opened(attachment)
    return FileResponse(content, filename=short_name(attachment.name), content_type=PDF, headers=PDF_HEADERS)


def _opened(attachment: Attachment) -> "File[Any]":
    try:
        return attachment.file.open("rb")
    except OSError as error:
        raise Http404(_("This file is missing.")) from error


def send_preview(attachment: Attachment) -> HttpResponse:
    """A small picture of a picture, made anew: nothing of the file itself. Raises ``Http404`` for what is none."""
    if attachment.scan == Scan.INFECTED:
        raise Http404(_("A virus was found in this file."))
    try:
        with attachment.file.open("rb") as content:
            picture, content_type = preview_of(content, attachment.type)
    except (OSError, RefusedFile, ValueError) as error:
        raise Http404(_("There is nothing to look at.")) from error
    return HttpResponse(picture, content_type=content_type, headers=HEADERS)
