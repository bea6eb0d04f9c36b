"""Calls in the Wagtail admin, for those who may change them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from applications.models import Call
from applications.models.calls import CallState

STATES = {CallState.UPCOMING: _("Opens later"), CallState.OPEN: _("Open"), CallState.CLOSED: _("Closed")}


class StateColumn(StatusTagColumn):
    """Whether one can apply to a call now."""

    def get_value(self, instance: Call) -> str:
        return str(STATES[instance.state()])


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
        "opens_at",
        "closes_at",
    ]
    list_filter = ["kind"]
    search_fields = ["code"]
    panels = [
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("subject"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("time_zone")],
            heading=_("When it is open"),
            help_text=_(
                "Type these moments in the time zone of your account. Applicants read them in the one chosen below."
            ),
        ),
        # Whoever chooses this group chooses who reads the applications: administrators only.
        FieldPanel("moderators", permission="superuser"),
    ]
