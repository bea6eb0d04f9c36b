"""What every request and every answer goes through before Django's own middleware."""

from collections.abc import Callable
from ipaddress import ip_address

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path

from portal.errors import bad_request, error_page, not_found
from portal.serving.bodies import RefusedBody
from users.throttle import retry_after

ADMIN_PATHS = ("/admin/", "/documents/")
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class GuardMiddleware:
    """Stops what no view should have to think of: NUL characters, endless requests, strangers at a demonstration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # An empty address is a Unix socket or a proxy that hides the visitor: neither is a demonstration.
        if settings.DEMO and not is_loopback(request.META.get("REMOTE_ADDR", "")):
            return HttpResponseForbidden("This demonstration answers on this machine only.\n", "text/plain")
        if "\0" in request.path_info:
            return not_found(request)
        body = request.META.get("wsgi.input")
        if isinstance(body, RefusedBody):
            return body_refused(request, body)
        if content_length(request) > settings.REQUEST_MAX_BYTES:
            return bad_request(request, RequestDataTooBig())
        drop_nul(request)
        if request.encoding:
            request.encoding = "utf-8"  # as our pages post; some that can be named make halves of characters, or fail
        return self.get_response(request)


def body_refused(request: HttpRequest, body: RefusedBody) -> HttpResponseBase:
    """What was sent did not arrive as a whole: say so, and when to try again."""
    return retry_after(error_page(request, body.status), body.retry_after or 0)


def content_length(request: HttpRequest) -> int:
    """How many bytes the request says that it sends. No more than that is ever read of it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # as Django reads it


def drop_nul(request: HttpRequest) -> None:
    """PostgreSQL refuses NUL in a text: make it a space in the query, and leave out a cookie that carries it."""
    query = request.META.get("QUERY_STRING", "")
    if "%00" in query or "\0" in query:
        # Not by nothing: "%0" and "0" would meet and be a NUL again.
        request.META["QUERY_STRING"] = query.replace("%00", "%20").replace("\0", "%20")
    for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
        del request.COOKIES[name]


class PolicyMiddleware(CSPMiddleware):
    """The policy headers. Wagtail's own screens get their own content security policy."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith(ADMIN_PATHS):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN["DIRECTIVES"]
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return super().process_response(request, response)


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but what is missing is missing: no redirect to the same missing address under a language."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", get_language())
        return response
