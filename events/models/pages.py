"""The agenda and the events in it."""

from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField

from events.blocks import ParticipantBlock, ScheduleLineBlock, SessionBlock
from events.listing import agenda
from events.models.dates import write_dates
from events.sessions import Session, read_session
from events.structured_data import events_data
from home.blocks import BodyBlock
from home.fields import LeanStreamField
from home.models import Organisation, PortalPage
from home.time_zones import TIME_ZONE_CHOICES
from offers.models import OfferPage


class EventKind(models.TextChoices):
    """What sort of event it is, as said above its title."""

    TRAINING = "training", _("Training")
    WORKSHOP = "workshop", _("Workshop")
    CONFERENCE = "conference", _("Conference")
    FESTIVAL = "festival", _("Festival")
    EXCHANGE = "exchange", _("Exchange of practices")
    MEETING = "meeting", _("Meeting")


class EventsPage(PortalPage):
    """The agenda: what is to come, and what was."""

    content_panels = [*Page.content_panels, FieldPanel("introduction"), *PortalPage.look_panels]
    page_description = _("The list of all events, to come and past.")
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    template = "events/events_page.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | agenda(self, request.GET)


class EventPage(PortalPage):
    """One event with one or more sessions; several dates of the same training are one event."""

    kind = models.CharField(_("kind of event"), max_length=12, choices=EventKind.choices, default=EventKind.WORKSHOP)
    sessions = LeanStreamField(
        [("session", SessionBlock())],
        verbose_name=_("sessions"),
        blank=True,
        max_num=60,
        help_text=_("Leave empty while the dates are not known: the page then says so."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=TIME_ZONE_CHOICES,
        default="Europe/Paris",
        help_text=_("The one that the hours above are in."),
    )
    offer = models.ForeignKey(
        OfferPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("part of the offer"),
    )
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    price = models.CharField(_("price"), max_length=120, blank=True)
    languages = models.CharField(_("languages of the event"), max_length=80, blank=True)
    registration_url = models.URLField(_("registration on another site"), blank=True)
    registration_note = models.CharField(_("how to register"), max_length=200, blank=True)
    participants = LeanStreamField(
        [("participant", ParticipantBlock())],
        verbose_name=_("speakers and moderators"),
        blank=True,
        max_num=40,
    )
    schedule = LeanStreamField([("line", ScheduleLineBlock())], verbose_name=_("schedule"), blank=True, max_num=40)
    partners = LeanStreamField(
        [("organisation", SnippetChooserBlock("home.Organisation", label=_("Organisation")))],
        verbose_name=_("partners"),
        blank=True,
        max_num=24,
    )
    body = LeanStreamField(BodyBlock(), verbose_name=_("presentation"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("sessions"), FieldPanel("time_zone")], heading=_("When and where")),
        FieldPanel("body"),
        FieldPanel("schedule"),
        FieldPanel("participants"),
        FieldPanel("partners"),
        MultiFieldPanel(
            [
                FieldPanel("offer"),
                FieldPanel("organiser"),
                FieldPanel("audience"),
                FieldPanel("price"),
                FieldPanel("languages"),
                FieldPanel("registration_url"),
                FieldPanel("registration_note"),
            ],
            heading=_("Practical"),
        ),
        *PortalPage.look_panels,
    ]
    facts_to_search = ("audience", "price", "languages", "organiser", "registration_note")
    override_translatable_fields = [SynchronizedField("registration_url")]
    page_description = _("A training, a workshop, a festival: one or more dates, a place or a link.")
    parent_page_types = ["events.EventsPage"]
    subpage_types = ["applications.FormPage"]
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page and, while it is live, its dates with it: both or neither."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            write_dates(self, self.all_sessions if self.live else [])

    @property
    def all_sessions(self) -> list[Session]:
        """Every session in order of time."""
        zone = ZoneInfo(self.time_zone)
        return sorted((read_session(block, zone) for block in self.sessions), key=lambda session: session.starts)

    @cached_property
    def shown_sessions(self) -> list[Session]:
        """The sessions as the templates show them: read once for a page that is served."""
        return self.all_sessions

    @property
    def sessions_to_come(self) -> list[Session]:
        return [session for session in self.shown_sessions if not session.is_past]

    @property
    def past_sessions(self) -> list[Session]:
        return [session for session in self.shown_sessions if session.is_past]

    @property
    def main_session(self) -> Session | None:
        """The session whose date stands large on the page: the next one, or the latest when all are past."""
        to_come = [session for session in self.sessions_to_come if session.takes_place] or self.sessions_to_come
        return next(iter(to_come or self.shown_sessions[-1:]), None)

    @property
    def is_past(self) -> bool:
        return bool(self.shown_sessions) and not self.sessions_to_come

    def _raw_content(self) -> list[Any]:
        return [*super()._raw_content(), {"page": self.offer_id}]

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return events_data(request, self)
