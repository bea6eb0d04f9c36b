"""Files that come with a step."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache

from applications.drafts.attachments import keep_file
from applications.drafts.browser_cookie import drafts_of
from applications.drafts.file_responses import send_file
from applications.forms.page import FormPage
from applications.models import Attachment, Draft
from applications.questions.base import Spec
from applications.questions.registry import files_spec


def take_files(request: HttpRequest, draft: Draft, specs: list[Spec]) -> dict[str, list[str]]:
    """Keep the posted files of some questions with the draft; say, by question, why one was not taken."""
    refused: dict[str, list[str]] = {}
    for spec in specs:
        if asked := files_spec(spec):
            for upload in request.FILES.getlist(spec["key"]):
                try:
                    keep_file(draft=draft, spec=asked, upload=upload)
                except ValidationError as error:
                    refused.setdefault(spec["key"], []).extend(error.messages)
    return refused


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
