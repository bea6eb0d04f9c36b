"""Giving files out: as downloads, never as pages of the site."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _

from applications.models import Attachment, Scan
from applications.uploads.images import preview_of
from applications.uploads.refusals import RefusedFile
from applications.uploads.types import TYPES

# django-csp leaves a policy alone that a response has already.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
CONTENT_TYPES = {kind.content_type for kind in TYPES}


def send_file(attachment: Attachment) -> FileResponse:
    """The file as a download, under its name. Who may have it is for the caller to know; infected files nobody may.

    Raises ``Http404`` for those and for a file that is not in the storage.
    """
    if attachment.scan == Scan.INFECTED:
        raise Http404(_("A virus was found in this file."))
    content_type = attachment.type if attachment.type in CONTENT_TYPES else "application/octet-stream"
    try:
        content = attachment.file.open("rb")
    except OSError as error:
        raise Http404(_("This file is missing.")) from error
    return FileResponse(
        content, as_attachment=True, filename=attachment.name, content_type=content_type, headers=HEADERS
    )


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
