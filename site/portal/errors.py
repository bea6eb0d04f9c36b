"""Error pages, in the reader's language.

A page that is not found or not allowed has the site's own frame. The pages for a request that cannot be understood
and for our own failures stand alone: neither the request nor the database can be trusted there.
"""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation
from wagtail.models import Page

from applications.forms.page import FormPage
from applications.public.form import expired as expired_form
from applications.public.form import moved as moved_form
from applications.public.tracking import (
    expired_asking,
    expired_confirming,
    expired_corrections,
    expired_message,
    expired_seat,
    expired_withdrawal,
)
from portal.languages import reader_language
from users.throttle import how_long, retry_after

FRAMED = (403, 404)
EXPIRED_PAGES: dict[str, Callable[..., HttpResponseBase]] = {
    "tracking_correct": expired_corrections,
    "tracking_application": expired_message,
    "tracking_withdraw": expired_withdrawal,
    "tracking_seat": expired_seat,
    "tracking_confirm": expired_confirming,
    "tracking": expired_asking,
}
"""Views that show a post again without taking it, by the name of the address that it was sent to."""


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    language = reader_language(request)
    context |= {"language": language, "status": status}
    with translation.override(language):
        html = render_to_string(f"{status}.html", context, request if status in FRAMED else None)
    return HttpResponse(html, status=status, headers={"Content-Language": language})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return error_page(request, 413 if too_much else 400)


def too_many_tries(request: HttpRequest, seconds: int) -> HttpResponse:
    with translation.override(reader_language(request)):
        response = error_page(request, 429, wait=how_long(seconds))
    return retry_after(response, seconds)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here; unless it is a form that was moved, which is where it is now."""
    return moved_form(request) or error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose token is missing or too old. What applicants fill in comes back with every word that was typed."""
    page = _form_page(request)
    if page:
        return expired_form(request, page)
    again = _page_again(request)
    return again or error_page(request, 403, expired=True)


def _page_again(request: HttpRequest) -> HttpResponseBase | None:
    """The page of an applicant who tracks what they sent, as it was posted; None for any other page."""
    try:
        match = resolve(request.path_info)
    except Http404:
        return None
    view = EXPIRED_PAGES.get(match.url_name or "")
    return view(request, **match.kwargs) if view else None


def _form_page(request: HttpRequest) -> FormPage | None:
    """The live form page that the request was sent to, if it was sent to one that it may see."""
    try:
        match = resolve(request.path_info)
        if match.url_name != "wagtail_serve":
            return None
        found = Page.route_for_request(request, match.args[0])
    except Http404:
        return None
    if not found or not isinstance(found.page, FormPage):
        return None
    restrictions = found.page.get_view_restrictions()
    return found.page if all(restriction.accept_request(request) for restriction in restrictions) else None
