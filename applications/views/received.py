"""The confirmation of what was sent."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from applications.browsers import drafts_of, sealed
from applications.dossier import dossier_steps
from applications.models import Draft
from applications.receipts import application_of
from applications.views.visit import language_of_reader

if TYPE_CHECKING:
    from applications.models import FormPage


@never_cache
def confirmation(request: HttpRequest, page: "FormPage", receipt: str) -> HttpResponse:
    """What the applicant keeps: the reference and what happens next. Survives a reload; a forged address is a 404.

    The answers are shown to the browser that sent them, and to nobody else who has the address.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    application = application_of(receipt, page.translation_key)
    if application is None:
        raise Http404
    draft = Draft.objects.filter(application=application, pk__in=drafts_of(request)).first()
    context = page.get_context(request) | {
        "application": application,
        "answers": dossier_steps(application, language_of_reader()) if draft else [],
        "sealed": sealed(draft.pk, draft.form_key) if draft else "",
        "leave_address": str(page.get_url(request)) + page.reverse_subpage("again"),
    }
    return TemplateResponse(request, "applications/confirmation.html", context)
