"""The log of what staff read, for administrators. Nothing of it can be changed."""

import django_filters
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from applications.models import Access, Call, Reading
from applications.staff.emails import DossierColumn
from applications.staff.privacy import AdministratorMenuItem, AdministratorsOnly


def readers(_request: HttpRequest | None) -> object:
    """Those who ever read something: few, beside all accounts."""
    return get_user_model().objects.filter(pk__in=Access.objects.order_by().values("by").distinct())


class AccessFilterSet(WagtailFilterSet):
    reference = django_filters.CharFilter(
        field_name="application__reference", lookup_expr="iexact", label=_("Reference")
    )
    by = django_filters.ModelChoiceFilter(queryset=readers, label=_("Who"))
    reading = django_filters.ChoiceFilter(choices=Reading.choices, label=_("What"))
    call = django_filters.ModelChoiceFilter(queryset=Call.objects.all(), label=_("Call"))
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Access
        fields: tuple[str, ...] = ()


class AccessView(AdministratorsOnly, IndexView):
    model = Access
    template_name = "applications/admin/queue.html"
    page_title = _("Access log")
    header_icon = "view"
    index_url_name = "access:index"
    index_results_url_name = "access:index_results"
    filterset_class = AccessFilterSet
    default_ordering = "-at"
    is_export_enabled = False
    list_export = ()
    is_searchable = False
    paginate_by = 50
    permission_policy = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=_("When"), sort_key="at"),
            Column("who", accessor=lambda access: access.by or access.by_name, label=_("Who")),
            Column("get_reading_display", label=_("What"), sort_key="reading"),
            DossierColumn("application", label=_("Application")),
            Column("call", label=_("Call")),
            Column("details", label=_("Details")),
        ]

    def get_base_queryset(self) -> object:
        return Access.objects.select_related("application", "call", "by").defer(
            "application__answers", "application__posted"
        )

    def get_edit_url(self, instance: Access) -> None:
        return None


class AccessViewSet(ViewSet):
    name = "access"
    icon = "view"
    menu_label = _("Access log")
    menu_item_class = AdministratorMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        results = self.construct_view(AccessView, template_name=AccessView.results_template_name)
        return [
            path("", self.construct_view(AccessView), name="index"),
            path("results/", results, name="index_results"),
        ]
