"""Forms that stand elsewhere now: mailed links, and pages that were open meanwhile, still lead to them."""

import re
import uuid

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import get_language

from applications.drafts.browser_cookie import unsealed
from applications.drafts.resume_tokens import find_link
from applications.forms.live_pages import live_page
from applications.models import Draft, FormVersion
from home.row_ids import row_id

_TAIL = re.compile(r"/(resume/([0-9a-f]{64})/|step/[0-9]{1,5}/|check/|later/|again/)?$")


def moved(request: HttpRequest) -> HttpResponse | None:
    """The way to where a form is now, for a request to where it was; a post goes along with all that it carries.

    None for what has nothing to do with a form, and for a form that is not up any more.
    """
    found = _TAIL.search(request.path_info)
    if not found:
        return None
    link = find_link(found[2]) if found[2] else None
    key = link.draft.form_key if link else _form_of_post(request)
    page = live_page(key, get_language() or "") if key else None
    address = page.get_url(request) if page else None
    if not address or request.path_info.startswith(address):
        return None
    return HttpResponseRedirect(address + (found[1] or ""), preserve_request=request.method == "POST")


def _form_of_post(request: HttpRequest) -> uuid.UUID | None:
    """The key of the form whose page made a post; its seal proves it."""
    posted = _posted(request)
    text, number = posted.get("draft", ""), row_id(posted.get("version"))
    try:
        draft = Draft.objects.filter(pk=uuid.UUID(text.partition(":")[0])).first()
    except ValueError:
        return None
    version = None
    if not draft and number is not None:
        version = FormVersion.objects.filter(pk=number).first()
    made = draft or version
    return made.form_key if made and unsealed(text, made.form_key) else None


def _posted(request: HttpRequest) -> QueryDict:
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return QueryDict()
