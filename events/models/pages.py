"""The events of the agenda."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField

from events.blocks import ParticipantBlock, ScheduleLineBlock, SessionBlock
from events.cast import Cast, find_cast
from events.models.dates import EventDate, write_dates
from events.registrations_panel import RegistrationsPanel
from events.session_ids import give_copied_ids, give_own_ids, tell_apart
from events.sessions import Session, read_session
from events.structured_data import events_data
from home.blocks import BodyBlock
from home.blocks.media import DocumentBlock
from home.fields import LeanStreamField
from home.links import Documents, linked_documents, referenced_document_ids
from home.models import Audience, Organisation, Person, PortalPage
from home.time_zones import TIME_ZONE_CHOICES
from offers.models import OfferPage
from offers.models.offer import TermsForm
from offers.registering import Seats


class EventKind(models.TextChoices):
    """What sort of event it is, as said above its title."""

    TRAINING = "training", _("Training")
    WORKSHOP = "workshop", _("Workshop")
    CONFERENCE = "conference", _("Conference")
    FESTIVAL = "festival", _("Festival")
    EXCHANGE = "exchange", _("Exchange of practices")
    MEETING = "meeting", _("Meeting")


class EventPage(PortalPage):
    """One event with one or more sessions; several dates of the same training are one event."""

    kind = models.CharField(_("kind of event"), max_length=12, choices=EventKind.choices, default=EventKind.WORKSHOP)
    sessions = LeanStreamField(
        [("session", SessionBlock())],
        verbose_name=_("sessions"),
        blank=True,
        max_num=60,
        collapsed=True,
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
    coordinator = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="coordinated_events",
        verbose_name=_("who coordinates it"),
        help_text=_("Whom people ask: shown with their address and telephone."),
    )
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="events", verbose_name=_("audiences"))
    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=False)
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
    documents_before = LeanStreamField(
        [("document", DocumentBlock())], verbose_name=_("documents to prepare"), blank=True, max_num=20
    )
    documents_after = LeanStreamField(
        [("document", DocumentBlock())],
        verbose_name=_("documents that remain"),
        blank=True,
        max_num=20,
        help_text=_("Slides, minutes, recordings: shown once the first session is over."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("sessions"), FieldPanel("time_zone")],
            heading=_("When and where"),
            help_text=_("Several dates of the same training are sessions of one event."),
        ),
        MultiFieldPanel(
            [RegistrationsPanel(), FieldPanel("registration_url"), FieldPanel("registration_note")],
            heading=_("Registration"),
        ),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("introduction")], heading=_("Opening")),
        FieldPanel("body"),
        FieldPanel("schedule"),
        FieldPanel("participants"),
        FieldPanel("partners"),
        MultiFieldPanel([FieldPanel("documents_before"), FieldPanel("documents_after")], heading=_("Documents")),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("price"),
                FieldPanel("is_free"),
                FieldPanel("languages"),
                FieldPanel("organiser"),
                FieldPanel("coordinator"),
                FieldPanel("offer"),
            ],
            heading=_("Practical"),
        ),
        FieldPanel("audiences", heading=_("To be found by the filters"), widget=forms.CheckboxSelectMultiple),
        *PortalPage.look_panels,
    ]
    base_form_class = TermsForm
    facts_to_search = ("audience", "price", "languages", "organiser", "registration_note")
    override_translatable_fields = [SynchronizedField("registration_url"), SynchronizedField("audiences")]
    known_seats: Mapping[UUID, Seats] = {}
    """The seats of its sessions, and of the dates at its foot, once the template has asked for them."""
    known_others: Sequence[EventDate] = ()
    """The dates of other events at its foot, likewise."""
    page_description = _("A training, a workshop, a festival: one or more dates, a place or a link.")
    parent_page_types = ["events.EventsPage"]
    subpage_types = ["applications.FormPage"]
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        tell_apart(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page and, while it is live, its dates with it: both or neither.

        A copy of another event has sessions of its own; a translation and an alias share those of their source.
        """
        with transaction.atomic():
            if self._state.adding and not self.alias_of_id:
                tell_apart(self)
                self.part_from_other_events()
            super().save(*args, **kwargs)
            # A draft of a live page is saved with a few fields only; what it says is not published.
            if {"live", "sessions"} & set(kwargs.get("update_fields") or ("live",)):
                write_dates(self, self.all_sessions if self.live else [])

    def part_from_other_events(self) -> None:
        """Give other ids to those of its sessions whose id another event has. At most two queries; saves nothing."""
        give_own_ids(self, self._taken_session_ids())

    def _taken_session_ids(self) -> set[str]:
        """The ids of its sessions that other events have: live ones by their dates, others by what they say."""
        mine = {str(block.id) for block in self.sessions if block.id}
        if not mine:
            return set()
        dates = EventDate.objects.filter(session_id__in=mine).exclude(page__translation_key=self.translation_key)
        found = {str(session_id) for session_id in dates.values_list("session_id", flat=True)}
        drafts = EventPage.objects.filter(live=False).exclude(translation_key=self.translation_key)
        for sessions in drafts.values_list("sessions", flat=True).iterator():
            found |= mine & {str(block["id"]) for block in sessions.raw_data}
        return found

    def with_content_json(self, content: dict[str, object]) -> "EventPage":
        """A revision as a page. One that was copied with the page still says what it is a copy of."""
        page: EventPage = super().with_content_json(content)
        if str(content.get("translation_key", page.translation_key)) != str(page.translation_key):
            give_copied_ids(page)
        return page

    @property
    def all_sessions(self) -> list[Session]:
        """Every session in order of time; those of a draft that have no day yet are left out."""
        zone = ZoneInfo(self.time_zone)
        dated = [read_session(block, zone) for block in self.sessions if block.value["date"]]
        return sorted(dated, key=lambda session: session.starts)

    @cached_property
    def shown_sessions(self) -> list[Session]:
        """The sessions as the templates show them: read once for a page that is served."""
        return self.all_sessions

    @property
    def sessions_to_come(self) -> list[Session]:
        return [session for session in self.shown_sessions if not session.is_over]

    @property
    def past_sessions(self) -> list[Session]:
        return [session for session in self.shown_sessions if session.is_over]

    @property
    def is_past(self) -> bool:
        return bool(self.shown_sessions) and not self.sessions_to_come

    @property
    def registered_sessions(self) -> list[Session]:
        """Those that one registers for here."""
        return [session for session in self.shown_sessions if session.registration]

    @property
    def shows_documents_after(self) -> bool:
        """Whether documents remain and the first session is over."""
        return bool(self.documents_after) and bool(self.past_sessions)

    @cached_property
    def link_documents(self) -> Documents:
        """Those of texts and the page's own, with one query for all."""
        texts = referenced_document_ids(self._raw_content())
        own = (block["value"]["document"] for stream in self._document_streams for block in stream.raw_data)
        return linked_documents({*texts, *(id_ for id_ in own if id_)})

    @property
    def _document_streams(self) -> list[Any]:
        return [self.documents_before, self.documents_after]

    @cached_property
    def cast(self) -> Cast:
        """Who takes part, and the partners. Puts the organiser, the coordinator and the picture in their places."""
        found = find_cast(
            participants=[block["value"] for block in self.participants.raw_data],
            partner_ids=[block["value"] for block in self.partners.raw_data],
            coordinator_id=self.coordinator_id,
            organiser_id=self.organiser_id,
            image_id=self.image_id,
        )
        self.coordinator, self.organiser, self.image = found.coordinator, found.organiser, found.image
        return found

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        return super().get_context(request, *args, **kwargs) | {"cast": self.cast}

    def _raw_content(self) -> list[object]:
        return [*super()._raw_content(), {"page": self.offer_id}]

    def structured_data(self, request: HttpRequest) -> list[dict[str, object]]:
        return events_data(request, self)
