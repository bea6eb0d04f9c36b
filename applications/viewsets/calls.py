"""Calls in the Wagtail admin, for those who may change them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import IndexView

from applications.models import Call, FormPage
from applications.models.calls import CallState
from applications.places import taken_by_call
from applications.viewsets.call_form import CallForm
from applications.viewsets.guarded import GuardedViewSet, TakenOverView
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


class PlacesColumn(Column):
    """How many places are taken and left, in the period that runs now; nothing for a call without a limit."""

    def get_value(self, instance: Call) -> str:
        if instance.capacity is None:
            return ""
        taken = instance.taken_now  # type: ignore[attr-defined]  # counted for the whole list at once
        left = max(instance.capacity - taken, 0)
        return gettext("%(taken)d taken, %(left)d left") % {"taken": taken, "left": left}


class CallIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("subject")

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        taken = taken_by_call(object_list, timezone.now())
        for call in object_list:
            call.taken_now = taken.get(call.pk, 0)
        return super().get_table(object_list, **kwargs)


class CallEditView(TakenOverView):
    def forms(self) -> Iterable[FormPage]:
        return FormPage.objects.live().filter(call=self.object)


class CallViewSet(GuardedViewSet):
    model = Call
    name = "calls"
    icon = "date"
    menu_label = _("Calls")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = CallIndexView
    edit_view_class = CallEditView
    list_display = [
        "code",
        Column("subject", label=_("Offer or event"), sort_key="subject__title"),
        "kind",
        StateColumn("state", label=_("State"), primary=lambda call: call.is_open),
        MomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        MomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        PlacesColumn("places", label=_("Places")),
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
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("capacity_period")]),
                    FieldPanel("has_waiting_list"),
                ],
                heading=_("Places"),
                help_text=_("Years begin on 1 January in the call’s time zone."),
            ),
            MultiFieldPanel(
                [FieldPanel("currency"), FieldRowPanel([FieldPanel("amount_min"), FieldPanel("amount_max")])],
                heading=_("Amounts"),
                help_text=_("Budgets in its forms keep within these. Empty: no limit."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("numbering"),
                    FieldPanel("draft_days"),
                    FieldRowPanel([FieldPanel("refused_months"), FieldPanel("granted_months")]),
                ],
                heading=_("Numbers and keeping"),
            ),
            FieldPanel("four_eyes"),
            # Whoever chooses these groups chooses who reads the applications: administrators only.
            FieldPanel("moderators", permission="auth.change_group"),
            FieldPanel("committee", permission="auth.change_group"),
        ],
        base_form_class=CallForm,
    )
