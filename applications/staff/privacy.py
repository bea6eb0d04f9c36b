"""Personal data in the Wagtail admin, for administrators: what is known of a person, what is due, what was deleted."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from applications.models import Application, Call, Purge, Reading
from applications.models.purges import Clock
from applications.privacy.access_log import record
from applications.privacy.erasure import erase
from applications.privacy.personal_data import as_zip, person_of
from applications.privacy.retention import due
from applications.privacy.retention_rules import count_by_call, left_open
from users.email_addresses import fold_email
from users.signed_in import signed_in

MOST_HELD = 50


class AdministratorsOnly:
    """Missing for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.is_administrator:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        max_length=254,
        error_messages={"required": gettext_lazy("Type an e-mail address")},
    )

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])


class PersonPage(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """What is known under an address, what is due, and what no clock runs for."""

    template_name = "applications/admin/privacy/person.html"
    page_title = gettext_lazy("Personal data")
    header_icon = "lock"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, calls = timezone.now(), list(Call.objects.all())
        left = count_by_call(left_open(call, now) for call in calls)
        return super().get_context_data(**kwargs) | {
            "due": due(now),
            "clocks": dict(Clock.choices),
            "left_open": [(call, left[call.pk]) for call in calls if call.pk in left],
            "held": Application.objects.exclude(hold="").select_related("call").order_by("pk")[:MOST_HELD],
        }


LOOKED_UP = "person looked up"
"""Where a session keeps whom its user looks at: an address of a person stands in no URL, and so in no log."""


class PersonView(PersonPage):
    """Looks only: giving it out and erasing it are posts of their own. Whoever looks is written down."""

    http_method_names = ["get", "head", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        email = self.request.session.get(LOOKED_UP, "")
        found = {"form": PersonForm(initial={"email": email}), "person": person_of(email) if email else None}
        return super().get_context_data(**found | kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, person=None), status=422)
        request.session[LOOKED_UP] = form.cleaned_data["email"]
        self._write_down(list(person_of(form.cleaned_data["email"]).applications))
        return redirect("privacy:index")

    def _write_down(self, applications: list[Application]) -> None:
        for application in applications:
            record(by=signed_in(self.request), reading=Reading.LOOKUP, application=application)
        if not applications:
            record(by=signed_in(self.request), reading=Reading.LOOKUP)


class PersonActView(PersonPage):
    """A post that names a person by the address."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, person=None), status=422)
        return self.perform(request, form.cleaned_data["email"])

    def perform(self, request: HttpRequest, email: str) -> HttpResponseBase:
        raise NotImplementedError


class PersonExportView(PersonActView):
    """Everything as a ZIP; the register of accesses says who took it."""

    def perform(self, request: HttpRequest, email: str) -> HttpResponseBase:
        person = person_of(email)
        for application in person.applications:
            record(by=signed_in(request), reading=Reading.PERSON, application=application)
        archive = as_zip(person, translation.get_language() or "")
        title = _("personal-data")
        name = f"{title}-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


class PersonEraseView(PersonActView):
    """Erases, after the address was typed once more."""

    def perform(self, request: HttpRequest, email: str) -> HttpResponseBase:
        if fold_email(request.POST.get("confirmation", "")) != email:
            messages.error(request, _("Nothing was erased: type the address once more to confirm."))
        else:
            done = erase(person=person_of(email), by=signed_in(request))
            self._say(request, len(done.references), done.refusals)
        request.session[LOOKED_UP] = email
        return redirect("privacy:index")

    def _say(self, request: HttpRequest, count: int, refusals: list[str]) -> None:
        said = ngettext("%(count)d dossier was anonymised.", "%(count)d dossiers were anonymised.", count)
        if count or not refusals:
            messages.success(request, said % {"count": count})
        for refusal in refusals:
            messages.warning(request, refusal)


class PurgeFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("When"))

    class Meta:
        model = Purge
        fields = ["call", "clock"]


class PurgesView(AdministratorsOnly, IndexView):
    """The register of what was deleted."""

    model = Purge
    page_title = gettext_lazy("Register of deletions")
    header_icon = "bin"
    index_url_name = "privacy:purges"
    index_results_url_name = "privacy:purges_results"
    filterset_class = PurgeFilterSet
    default_ordering = "-at"
    is_export_enabled = False
    list_export = ()
    is_searchable = False
    paginate_by = 50
    permission_policy = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=gettext_lazy("When"), sort_key="at"),
            Column("call_code", label=gettext_lazy("Call"), sort_key="call_code"),
            Column("get_clock_display", label=gettext_lazy("Rule"), sort_key="clock"),
            Column("count", label=gettext_lazy("How many"), sort_key="count"),
            Column("by", label=gettext_lazy("Who")),
        ]

    def get_base_queryset(self) -> Any:
        return Purge.objects.select_related("by")

    def get_edit_url(self, instance: Purge) -> None:
        return None


class AdministratorMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_administrator


class PrivacyViewSet(ViewSet):
    name = "privacy"
    icon = "lock"
    menu_label = gettext_lazy("Personal data")
    menu_order = 190
    menu_item_class = AdministratorMenuItem

    def get_urlpatterns(self) -> list[Any]:
        results = self.construct_view(PurgesView, template_name=PurgesView.results_template_name)
        return [
            path("", self.construct_view(PersonView), name="index"),
            path("export/", self.construct_view(PersonExportView), name="export"),
            path("erase/", self.construct_view(PersonEraseView), name="erase"),
            path("register/", self.construct_view(PurgesView), name="purges"),
            path("register/results/", results, name="purges_results"),
        ]
