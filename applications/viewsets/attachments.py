"""The files of a dossier, for those who may read it."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from applications.models import Application
from applications.uploads.serving import send_file, send_preview


class AttachmentView(View):
    """A file of a dossier, or with ``?preview=1`` a picture to look at. What is not known to be safe is not given."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int, attachment_id: uuid.UUID) -> HttpResponseBase:
        dossiers = Application.objects.visible_to(request.user).distinct()
        application = get_object_or_404(dossiers, pk=pk)
        attachment = get_object_or_404(application.attachments, pk=attachment_id)
        if not attachment.is_safe:
            context = {"application": application, "attachment": attachment}
            return TemplateResponse(request, "applications/admin/file_refused.html", context, status=403)
        if request.GET.get("preview"):
            return send_preview(attachment)
        return send_file(attachment)
