"""Who is let in: whoever has a genuine link that is not too old. What the others see instead."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from applications.dossiers.tracking_links import send_tracking_links
from applications.dossiers.tracking_tokens import TrackedApplication, find
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from home.navigation import Crumb
from users.throttle import client_network, how_long, retry_after, seconds_to_wait

ALLOWED = ("GET", "HEAD", "POST")
READING = ("GET", "HEAD")
WORD_JOINER = "\u2060"
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "token", "seen", "go", "asked"})
IS_KEY = re.compile(r"[0-9a-f-]{36}|on|\d{1,3}")
"""What an option, a box and the number of a row post."""
HEADERS = {
    # Not “no-referrer”: with it browsers send “Origin: null”, and every form would be refused as forged.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}

View = Callable[..., HttpResponseBase]


def by_link(*methods: str, renews: bool = True) -> Callable[[View], View]:
    """Make a view of ``(request, tracked)`` one of ``(request, token)``, for some methods.

    A post to a link that is too old has a new one mailed; not where posts are shown that may have been forged.
    """

    def decorate(view: View) -> View:
        @sensitive_post_parameters()
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **kwargs: object) -> HttpResponseBase:
            tracked = find(token)
            if tracked is None:
                return kept_private(_unknown(request))
            if tracked.application.anonymised_at:
                return kept_private(_gone(request))
            if tracked.is_too_old:
                return kept_private(_too_old(request, tracked, renews=renews and request.method == "POST"))
            if request.method not in methods:
                return kept_private(HttpResponseNotAllowed(methods))
            try:
                return kept_private(view(request, tracked, **kwargs))
            except Http404:
                return kept_private(TemplateResponse(request, "404.html", status=404))

        return guarded

    return decorate


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by no cache and no search engine; its address, which lets its holder in, is told to no other site."""
    add_never_cache_headers(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of this part of the site. ``context["here"]`` ends the breadcrumb."""
    crumbs = [Crumb(_("Home"), f"/{language_of_reader()}/"), Crumb(_("My applications"), reverse("tracking"))]
    if context.get("tracked"):
        tracked = context["tracked"]
        crumbs.append(Crumb(tracked.application.reference, address_in("application", tracked)))
    if context.get("here"):
        crumbs.append(Crumb(context["here"], request.path))
    context = {"crumbs": crumbs, **context}
    return TemplateResponse(request, f"applications/tracking/{template}.html", context, status=status)


def address_in(name: str, tracked: TrackedApplication) -> str:
    return reverse(f"tracking_{name}", args=[tracked.token])


def wait_for_mail(request: HttpRequest) -> int:
    """Count one mail with links; the seconds to wait. Whose address was typed makes no difference: what is limited by
    recipient are the mails, so that nobody is kept from their own links by who typed their address before.
    """
    return seconds_to_wait("link by address", client_network(request))


def masked(email: str) -> str:
    """Enough of an address for its owner to know it, on one line: “a…@example.org”."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…{WORD_JOINER}@{host}" if host else ""


def _typed(request: HttpRequest) -> list[str]:
    """The words of a post, without what its page put there by itself."""
    posted = [value.strip() for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
    return [value for value in posted if value and not IS_KEY.fullmatch(value)]


def _unknown(request: HttpRequest) -> HttpResponse:
    return page(request, "unknown", {}, status=404)


def _gone(request: HttpRequest) -> HttpResponse:
    return page(request, "gone", {}, status=410)


def _too_old(request: HttpRequest, tracked: TrackedApplication, *, renews: bool) -> HttpResponse:
    """Offer a new link, to the address that is known. Whoever found an old link learns no more than its beginning.

    What was typed into a page while its link ended is shown again, to be kept; no link is mailed for that.
    """
    application, typed = tracked.application, _typed(request)
    context = {
        "email": masked(application.contact_email),
        "tracking_address": address_in("application", tracked),
        "was_sent": request.method in READING and request.GET.get("sent") == "1",
        "typed": typed,
    }
    if not renews or typed or "go" in request.POST or not application.contact_email:
        return page(request, "too_old", context, status=410)
    if wait := wait_for_mail(request):
        return retry_after(page(request, "too_old", context | {"wait": how_long(wait)}, status=429), wait)
    network = client_network(request)
    send_tracking_links(email=application.contact_email, language=language_of_reader(), network=network)
    return see_other(f"{context['tracking_address']}?sent=1")
