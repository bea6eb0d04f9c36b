"""The applicant's side: fill in, send, read the confirmation."""

import uuid
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters

from applications.actions.submit import CallClosedError, submit
from applications.actions.versions import record_version
from applications.forms import ApplicationForm
from applications.listing import entry_of
from applications.models.calls import CallState
from applications.receipts import application_of, receipt_for

if TYPE_CHECKING:
    from applications.models import FormPage


@cache_control(private=True, no_cache=True, max_age=0)  # not no-store: going back in the browser keeps what was typed
@sensitive_post_parameters()
def form(request: HttpRequest, page: "FormPage") -> HttpResponse:
    """Show the form, or take what was sent. A form with errors comes back with everything in it (422)."""
    if request.method == "POST":
        return _take(request, page)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if page.call.state() != CallState.OPEN and not getattr(request, "is_preview", False):
        return _render(request, page, ApplicationForm(page.specs()), template="applications/form_closed.html")
    return _render(request, page, ApplicationForm(page.specs()))


def _take(request: HttpRequest, page: "FormPage") -> HttpResponse:
    sent = ApplicationForm(page.specs(), request.POST)
    token = _token(request.POST.get("submit_token", ""))
    if not sent.is_valid():
        return _render(request, page, sent, token=token, status=422)
    try:
        application = submit(
            call=page.call,
            version=record_version(call=page.call),
            language=translation.get_language() or page.locale.language_code,
            answers=sent.answers(),
            contact_name=sent.first_answer("short_text", autocomplete="name"),
            contact_email=sent.first_answer("email"),
            token=token,
        )
    except CallClosedError:
        return _render(request, page, sent, template="applications/form_closed.html", status=403)
    return redirect(page.get_url(request) + page.reverse_subpage("received", args=(receipt_for(application),)))


def expired(request: HttpRequest, page: "FormPage") -> HttpResponse:
    """A form whose security token is missing or too old: it comes back with everything in it, to send again (403)."""
    if page.call.state() != CallState.OPEN:
        sent = ApplicationForm(page.specs(), request.POST)
        return _render(request, page, sent, template="applications/form_closed.html", status=403)
    sent = ApplicationForm(page.specs(), initial=_typed(request, page))
    return _render(request, page, sent, status=403, is_expired=True)


@never_cache
def confirmation(request: HttpRequest, page: "FormPage", receipt: str) -> HttpResponse:
    """What the applicant keeps: the reference and what happens next. Survives a reload; a forged address is a 404."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    application = application_of(receipt, page.call_id)
    if application is None:
        raise Http404
    context = page.get_context(request) | {"application": application}
    return TemplateResponse(request, "applications/confirmation.html", context)


def _render(
    request: HttpRequest,
    page: "FormPage",
    shown: ApplicationForm,
    *,
    template: str = "applications/form_page.html",
    token: uuid.UUID | None = None,
    status: int = 200,
    is_expired: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = page.get_context(request) | {
        "form": shown,
        "submit_token": token or uuid.uuid4(),
        "is_expired": is_expired,
        "entry": entry_of(page),
    }
    return TemplateResponse(request, template, context, status=status)


def _typed(request: HttpRequest, page: "FormPage") -> dict[str, str]:
    """What was typed into the form's own fields, unchecked."""
    keys = [spec["key"] for step in page.specs() for spec in step["questions"]]
    return {key: request.POST[key] for key in keys if key in request.POST}


def _token(text: str) -> uuid.UUID:
    """The token that the form was shown with; a text that is none counts as a form shown for the first time."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
