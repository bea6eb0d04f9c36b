"""The confirmation of what was sent."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from applications.browsers import drafts_of, sealed
from applications.dossier import dossier_steps
from applications.filling import Filling
from applications.follow_links import token_of
from applications.models import Application, Draft
from applications.receipts import application_of
from applications.views.visit import language_of_reader

if TYPE_CHECKING:
    from applications.models import FormPage


@never_cache
def confirmation(request: HttpRequest, page: "FormPage", receipt: str) -> HttpResponse:
    """What the applicant keeps: the reference and what happens next. Survives a reload; a forged address is a 404.

    The answers, and the way to the tracking page, are shown to the browser that sent them, and to nobody else who has
    the address; nor to that browser once staff have given the dossier to another address.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    application = application_of(receipt, page.translation_key)
    if application is None:
        raise Http404
    draft = Draft.objects.filter(application=application, pk__in=drafts_of(request)).first()
    is_theirs = draft is not None and application.contact_email == _answered_email(application)
    context = page.get_context(request) | {
        "application": application,
        "answers": dossier_steps(application, language_of_reader()) if is_theirs else [],
        "sealed": sealed(draft.pk, draft.form_key) if draft else "",
        "follow_address": reverse("follow_application", args=[token_of(application)]) if is_theirs else "",
        "leave_address": str(page.get_url(request)) + page.reverse_subpage("again"),
    }
    return TemplateResponse(request, "applications/confirmation.html", context)


def _answered_email(application: Application) -> str:
    form = application.version.in_language(application.language)
    return Filling.of_answers(form, application.answers).email().lower()
