"""The list of the sessions that people register for, in the menu of those who handle registrations."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from applications.registrations.session_calls import is_behind
from applications.registrations.session_rows import SessionRow, by_time, session_calls, session_rows
from applications.staff.base import ModeratorsMenuItem
from applications.staff.queue.people import moderates
from offers.sessions import sessions
from users.signed_in import signed_in

PER_PAGE = 30


class SessionsView(WagtailAdminTemplateMixin, TemplateView):
    """Missing for those who handle no call: a committee has nothing to do with who comes."""

    template_name = "applications/admin/sessions/index.html"
    page_title = gettext_lazy("Registrations")
    header_icon = "calendar-check"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not moderates(signed_in(request)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        now = timezone.now()
        calls = by_time(session_calls(signed_in(self.request)), now).select_related("subject")
        paginator = Paginator(calls, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        rows = session_rows(page.object_list, translation.get_language() or "", now)
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "is_paginated": page.has_other_pages(),
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "index_url": reverse("sessions:index"),
            "parts": _parts(rows, now),
        }


def _parts(rows: list[SessionRow], now: Any) -> list[tuple[str, list[SessionRow]]]:
    """The rows under what tells those to come from those that are over."""
    past = [row for row in rows if row.call.session_is_over(now)]
    to_come = [row for row in rows if row not in past]
    return [(label, part) for label, part in ((_("Upcoming sessions"), to_come), (_("Past sessions"), past)) if part]


def say_if_behind(request: HttpRequest, page: Page) -> None:
    """After the publication of an event: tell the editor if its registrations were not synced."""
    if sessions().is_event(page) and is_behind(page.translation_key):
        messages.error(
            request,
            _(
                "The page is published, but the registrations for its sessions are not as it says. Publish it once "
                "more. If that does not help, another page has the same sessions, or an administrator must look at it."
            ),
        )


class SessionsViewSet(ViewSet):
    name = "sessions"
    icon = "calendar-check"
    menu_label = gettext_lazy("Registrations")
    menu_item_class = ModeratorsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(SessionsView), name="index")]
