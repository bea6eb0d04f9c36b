"""The agenda."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from events.agenda import agenda
from home.models import PortalPage


class EventsPage(PortalPage):
    """The agenda: what is to come, what was, and a calendar of any month."""

    content_panels = [*Page.content_panels, FieldPanel("introduction"), *PortalPage.look_panels]
    page_description = _("The list of all events, to come and past.")
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    template = "events/events_page.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        return super().get_context(request, *args, **kwargs) | agenda(self, request.GET)
