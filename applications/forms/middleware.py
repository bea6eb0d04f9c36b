"""What the staff's screens do with a publication that was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request

from applications.forms.publishing import PublicationRefusedError


class RefusalMiddleware:
    """Wherever Wagtail publishes without asking the gate first (several pages at once, a synchronisation of
    translations, a page that is created), the refusal is said on the page of the form instead of being an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, PublicationRefusedError):
            return None
        for problem in exception.problems:
            messages.error(request, problem)
        if exception.page.pk and type(exception.page).objects.filter(pk=exception.page.pk).exists():
            return redirect("wagtailadmin_pages:edit", exception.page.pk)
        return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
