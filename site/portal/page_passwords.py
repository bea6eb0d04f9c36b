"""Passwords of pages and of collections of documents: tries at them are counted as tries at accounts are."""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.documents.views.serve import authenticate_with_password as open_collection
from wagtail.views import authenticate_with_password as open_page

from portal.errors import too_many_tries
from users.sign_in import MustWaitError, begin
from users.throttle import client_network

logger = logging.getLogger("users.sign_in")

View = Callable[..., HttpResponse]


def counted(view: View, what: str) -> View:
    """A view of Wagtail's that redirects whoever typed the right password, and shows its form again otherwise."""

    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, number: int, *arguments: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, number, *arguments)
        opened, network = f"{what} {number}", client_network(request)
        try:
            attempt = begin(opened=opened, network=network)
        except MustWaitError as refusal:
            logger.warning("Password of %s not tried, %d s to wait: from %s", opened, refusal.seconds, network)
            return too_many_tries(request, refusal.seconds)
        response = view(request, number, *arguments)
        if response.status_code == 302:
            attempt.succeeded()
            logger.info("Password of %s succeeded: from %s", opened, network)
        else:
            logger.warning("Password of %s failed: from %s", opened, network)
        return response

    return guarded


_page = counted(open_page, "page restriction")
_collection = counted(open_collection, "collection restriction")


def page_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    return _page(request, page_view_restriction_id, page_id)


def collection_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    return _collection(request, restriction_id)
