"""The documents of editors: as applicants' files they are what they say, of a size, clean, and never a program.

They come from the portal's own origin, whose pages run scripts of that origin: one that was kept as a document would
be such a script.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from applications.uploads import scanner
from applications.uploads.checks import check_file
from applications.uploads.types import Group, extension_of
from home.file_names import short_name

TEXTS = ("csv", "ics", "txt")
"""Plain text, which a browser shows and never runs. There is nothing in them to check but that they are text."""
PIECE = 64 * 1024
LONGEST_STORED = 90
"""Bytes. The column takes 100 characters with the folder, the disk 255 bytes."""


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        """Look into a new file. Which extensions may be is said by ``WAGTAILDOCS_EXTENSIONS``."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        if extension_of(upload.name) in TEXTS:
            _check_text(upload)
        elif extension_of(upload.name) in settings.WAGTAILDOCS_EXTENSIONS:
            checked = check_file(upload, groups=list(Group), max_mb=settings.ATTACHMENT_MAX_MB)
            if checked.content is not upload:  # a picture, of which only what is seen is kept
                checked.content.name = upload.name
                upload = checked.content
        _scan(upload)
        upload.seek(0)
        upload.name = short_name(upload.name, LONGEST_STORED)
        return upload


def _check_text(upload: Any) -> None:
    """Raises ``ValidationError`` for what is no text."""
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        upload.seek(0)
        text = upload.read().decode("cp1252", "replace")
    if "\0" in text:
        raise ValidationError(_("This file is no plain text. Save it again as text."))
    upload.seek(0)


def _scan(upload: Any) -> None:
    """Raises ``ValidationError`` for a file with a virus, and where the scanner gives no answer."""
    if not settings.CLAMAV_URL:
        return
    upload.seek(0)
    try:
        if scanner.is_clean(upload.chunks(PIECE)):
            return
    except (scanner.ScannerDownError, scanner.ScanFailedError) as error:
        raise ValidationError(_("The virus scanner does not answer. Try again in some minutes.")) from error
    raise ValidationError(_("The virus scanner found something in this file. It was not kept."))


def never_run(document: Any, _request: HttpRequest) -> HttpResponse | None:
    """What was kept before the list of extensions is handed out as something that no browser shows or runs."""
    if extension_of(document.filename) in settings.WAGTAILDOCS_EXTENSIONS:
        return None
    disposition = content_disposition_header(as_attachment=True, filename=short_name(document.filename)) or "attachment"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    with document.file.open("rb") as file:
        # Wagtail takes no answer that is streamed from here.
        content = file.read()
    return HttpResponse(
        content, content_type="application/octet-stream", headers=headers | {"Content-Disposition": disposition}
    )
