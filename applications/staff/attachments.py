"""The files of a dossier, for those who may read it."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.generic import View

from applications.dossiers.archive import write_archive
from applications.dossiers.permissions import handles
from applications.drafts.file_responses import HEADERS, send_file, send_preview, send_to_read
from applications.models import Attachment, Reading
from applications.privacy.access_log import record
from applications.staff.base import DossierMixin
from users.signed_in import signed_in


class AttachmentView(DossierMixin, View):
    """A file of a dossier; with ``?preview=1`` a picture to look at, with ``?read=1`` a PDF for the browser's reader.

    What is not known to be safe is not given. Files of messages, and those of private questions, are only for those
    who handle the call. All but the
    small pictures, which belong to the page of the dossier, are written down as read.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int, attachment_id: uuid.UUID) -> HttpResponseBase:
        attachment = get_object_or_404(self.files(), pk=attachment_id)
        if not attachment.is_safe:
            context = {"application": self.application, "attachment": attachment}
            return TemplateResponse(request, "applications/admin/file_refused.html", context, status=403)
        if request.GET.get("preview"):
            return send_preview(attachment)
        response = send_to_read(attachment) if request.GET.get("read") else send_file(attachment)
        if request.method == "GET":
            record(by=signed_in(request), reading=Reading.FILE, application=self.application, details=attachment.name)
        return response

    def files(self) -> Any:
        """Those that the person may have."""
        files = Attachment.objects.filter(application=self.application)
        if handles(signed_in(self.request), self.application.call):
            return files
        form = self.application.version.form(self.application.language)
        return files.filter(message=None).exclude(question__in=form.private)


class ArchiveView(DossierMixin, View):
    """All answers and files as one ZIP. What is private is left out, unless those who handle the call ask for it with
    ``?private=1``."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        application, with_private = self.application, request.GET.get("private") == "1"
        if with_private and not handles(signed_in(request), application.call):
            raise PermissionDenied
        language = translation.get_language() or ""
        content = write_archive(
            application,
            language=language,
            with_private=with_private,
            with_messages=handles(signed_in(request), application.call),
        )
        if request.method == "GET":
            details = gettext("with private answers") if with_private else ""
            record(by=signed_in(request), reading=Reading.FILES, application=application, details=details)
        name = f"{application.reference}-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip", headers=HEADERS)
