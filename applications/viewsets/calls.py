"""Calls in the Wagtail admin, for those who may change them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from applications.models import Call


class CallViewSet(ModelViewSet):
    model = Call
    name = "calls"
    icon = "date"
    menu_label = _("Calls")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["code", "kind", "opens_at", "closes_at"]
    list_filter = ["kind"]
    search_fields = ["code"]
    panels = [
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("subject"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("time_zone")],
            heading=_("When it is open"),
        ),
        FieldPanel("moderators"),
    ]
