"""Files that come with a step."""

import uuid
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache

from applications.drafts.attachments import keep_file
from applications.drafts.browser_cookie import drafts_of
from applications.drafts.file_responses import send_file
from applications.forms.page import FormPage
from applications.models import Attachment, Draft
from applications.questions.base import Spec
from applications.questions.registry import files_spec
from applications.uploads.names import clean_name
from applications.uploads.refusals import TOO_MUCH_IN_AN_HOUR, RefusedFile
from applications.uploads.sizes import MEGABYTE
from users.throttle import client_network, how_long, seconds_to_wait


def take_files(request: HttpRequest, draft: Draft, specs: list[Spec]) -> dict[str, list[str]]:
    """Keep the posted files of some questions with the draft; say, by question, why one was not taken."""
    refused: dict[str, list[str]] = {}
    for spec in specs:
        if asked := files_spec(spec):
            for upload in request.FILES.getlist(spec["key"]):
                try:
                    refuse_too_much(request, upload)
                    keep_file(draft=draft, spec=asked, upload=upload)
                except ValidationError as error:
                    refused.setdefault(spec["key"], []).extend(error.messages)
    return refused


def refuse_too_much(request: HttpRequest, upload: "UploadedFile[Any]") -> None:
    """Count a file, in megabytes, for the address that it comes from. Raises ``RefusedFile`` where it is too much."""
    size = ceil((upload.size or 0) / MEGABYTE)
    if wait := seconds_to_wait("megabytes by address", client_network(request), size):
        raise RefusedFile("hour", TOO_MUCH_IN_AN_HOUR, wait=how_long(wait)).about(clean_name(upload.name or ""))


@never_cache
def file(request: HttpRequest, page: FormPage, attachment_id: uuid.UUID) -> HttpResponseBase:
    """A file that the applicant sent, to the browser that may open its draft; missing for everybody else."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    mine = Attachment.objects.filter(draft__in=drafts_of(request), draft__form_key=page.translation_key)
    attachment = mine.filter(pk=attachment_id).first()
    if attachment is None:
        raise Http404
    return send_file(attachment)
