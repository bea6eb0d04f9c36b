"""Calls in the Wagtail admin, for those who may change them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from applications.models import Call
from applications.models.calls import CallState
from applications.viewsets.call_form import CallForm
from home.templatetags.time_zones import in_zone, zone_place

STATES = {CallState.UPCOMING: _("Opens later"), CallState.OPEN: _("Open"), CallState.CLOSED: _("Closed")}


class StateColumn(StatusTagColumn):
    """Whether one can apply to a call now."""

    def get_value(self, instance: Call) -> str:
        return str(STATES[instance.state()])


class MomentColumn(Column):
    """A moment as the clocks of the call's own time zone show it, with their place."""

    def get_value(self, instance: Call) -> str:
        moment = getattr(instance, self.name)
        if not moment:
            return ""
        shown = date_format(in_zone(moment, instance.time_zone), "DATETIME_FORMAT")
        return f"{shown} ({zone_place(instance.time_zone)})"


class CallIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("subject")


class CallViewSet(ModelViewSet):
    model = Call
    name = "calls"
    icon = "date"
    menu_label = _("Calls")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = CallIndexView
    list_display = [
        "code",
        Column("subject", label=_("Offer or event"), sort_key="subject__title"),
        "kind",
        StateColumn("state", label=_("State"), primary=lambda call: call.is_open),
        MomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        MomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
    ]
    list_filter = ["kind"]
    search_fields = ["code"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("kind"),
            FieldPanel("subject"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("time_zone")],
                heading=_("When it is open"),
                help_text=_("These moments are typed and shown in the time zone chosen below."),
            ),
            # Whoever chooses this group chooses who reads the applications: administrators only.
            FieldPanel("moderators", permission="auth.change_group"),
        ],
        base_form_class=CallForm,
    )

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        """Every view of the set is missing for people who have nothing to do with calls."""
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not self.permission_policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"]):
                raise Http404
            return view(request, *args, **named)

        return guarded
