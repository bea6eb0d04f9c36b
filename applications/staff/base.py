"""What the staff's views of dossiers have in common: who is let in, and what happens when an action is refused."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.dossiers.acts import Act
from applications.dossiers.permissions import can_open_queue, handles, why_not
from applications.dossiers.refusals import RefusedError
from applications.models import Application
from applications.staff.queue.people import moderates
from users.models import User
from users.signed_in import signed_in

Views = tuple[tuple[str, type[View], str], ...]
"""Addresses below the queue's own: route, view, name."""


class QueueOnly:
    """Refuses people without a queue. Wagtail's own wrapper has already asked for access to the admin."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not can_open_queue(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ModeratorsMenuItem(MenuItem):
    """Shown to those who act on dossiers: a committee only reads them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return moderates(signed_in(request))


def changed_by(person: str, moment: datetime) -> str:
    words = {"person": person, "moment": date_format(timezone.localtime(moment), "DATETIME_FORMAT")}
    return gettext("%(person)s made the last change on %(moment)s.") % words


def refuse_readers(user: User) -> None:
    """A committee reads dossiers, and handles none."""
    if not moderates(user):
        raise PermissionDenied


class DossierMixin(QueueOnly):
    """A view below a dossier's address. A dossier outside the person's calls is missing."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def application(self) -> Application:
        dossiers = Application.objects.visible_to(self.request.user).select_related("version", "call", "assignee")
        return get_object_or_404(dossiers, pk=self.kwargs["pk"])

    @property
    def queue_query(self) -> str:
        """The query of the filtered queue that the person came from; empty for the whole queue."""
        return self.request.POST.get("from", self.request.GET.get("from", ""))

    def dossier_address(self, anchor: str = "") -> str:
        address = reverse("applications:dossier", args=(self.kwargs["pk"],))
        query = QueryDict(mutable=True)
        if self.queue_query:
            query["from"] = self.queue_query
        return address + (f"?{query.urlencode()}" if query else "") + (f"#{anchor}" if anchor else "")


class ActMixin(DossierMixin):
    """Something that is done to a dossier. Who only reads gets 403; who comes at the wrong moment reads why not."""

    act: ClassVar[Act] = Act.HANDLE
    anchor = ""
    done: Any = ""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not can_open_queue(request.user):
            raise Http404
        if not handles(signed_in(request), self.application.call):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def seen(self) -> str:
        """The status that the person had on the screen."""
        return self.request.POST.get("seen", "")

    def refusal(self) -> str:
        return why_not(self.act, signed_in(self.request), self.application)

    def back(self, said: Any = "") -> HttpResponse:
        if said or self.done:
            messages.success(self.request, said or self.done)
        return redirect(self.dossier_address(self.anchor))

    def refused(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect(self.dossier_address(self.anchor))


class ActView(ActMixin, View):
    """Done by one button of the dossier: POST only. ``perform`` does it."""

    http_method_names = ["post"]

    def perform(self) -> str:
        """Do it, and return what to say. Raises ``RefusedError``."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if reason := self.refusal():
            return self.refused(reason)
        try:
            return self.back(self.perform())
        except RefusedError as error:
            return self.refused(str(error))


class ActFormView(ActMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Done by a form on a page of its own. What was typed stays there when the action is refused."""

    template_name = "applications/admin/act.html"
    header_icon = "clipboard-list"
    submit_label: Any = _("Save")
    _show_breadcrumbs = True

    def perform(self, form: forms.Form) -> str:
        """Do it, and return what to say. Raises ``RefusedError``."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if reason := self.refusal():
            return self.refused(reason)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            reason = self.refusal()
            if reason:
                raise RefusedError(reason)
            return self.back(self.perform(form))
        except RefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("applications:index"), "label": _("Applications")},
            {"url": self.dossier_address(), "label": self.application.reference},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "application": self.application,
            "seen": self.seen or self.application.status,
            "queue_query": self.queue_query,
            "submit_label": self.submit_label,
            "dossier_address": self.dossier_address(),
        }
