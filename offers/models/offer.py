"""What all offers share. One table holds it, so that lists and filters read offers of every type with one query."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.fields import LeanStreamField
from home.models import Audience, Organisation, Person, PortalPage, SupportKind
from home.structured_data import entity_id, organisation_data


class TermsForm(WagtailAdminPageForm):
    """Offers the terms of the page's own language only; the source keeps the chosen ones for all languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("audiences", "support_kinds"):
            if name in self.fields:
                field = self.fields[name]
                field.queryset = field.queryset.filter(locale=self._source_locale_id())

    def _source_locale_id(self) -> int:
        chosen = self.instance.audiences.all() if self.instance.pk else []
        return next((term.locale_id for term in chosen), self.instance.locale_id)


class OfferPage(PortalPage):
    """Anything that one can apply for or take part in. Editors create its types, never an offer as such."""

    label = models.CharField(
        _("kind of offer"),
        max_length=80,
        blank=True,
        help_text=_("A few words above the title: “Three-year support”."),
    )
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="offers", verbose_name=_("audiences"))
    support_kinds = ParentalManyToManyField(
        SupportKind, blank=True, related_name="offers", verbose_name=_("kinds of support")
    )
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("organiser"),
    )
    contact = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("contact person"),
    )
    who_for = models.CharField(_("who it is for"), max_length=200, blank=True)
    duration = models.CharField(_("duration"), max_length=80, blank=True)
    cost = models.CharField(_("cost"), max_length=80, blank=True)
    area = models.CharField(_("territory"), max_length=120, blank=True, help_text=_("Where the offer holds."))
    more_url = models.URLField(_("official page"), blank=True, help_text=_("Where the organiser presents it."))
    body = LeanStreamField(
        BodyBlock(),
        verbose_name=_("more sections"),
        blank=True,
        help_text=_("Shown after the sections above."),
    )

    base_form_class = TermsForm
    is_creatable = False
    parent_page_types = ["offers.OffersPage"]
    subpage_types = ["applications.FormPage"]
    facts_to_search: ClassVar[tuple[str, ...]] = (
        "label",
        "who_for",
        "duration",
        "cost",
        "area",
        "organiser",
        "contact",
    )
    override_translatable_fields = [SynchronizedField("audiences"), SynchronizedField("support_kinds")]

    opening_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("label"),
        FieldPanel("introduction"),
    ]
    closing_panels: ClassVar[list[Any]] = [
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("who_for"),
                FieldPanel("duration"),
                FieldPanel("cost"),
                FieldPanel("area"),
                FieldPanel("organiser"),
                FieldPanel("contact"),
                FieldPanel("more_url"),
            ],
            heading=_("In brief"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
                FieldPanel("support_kinds", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("To be found by the filters"),
        ),
        *PortalPage.look_panels,
    ]

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """The contact is read with the organisation that they belong to, which mostly is the organiser: one query."""
        if self.contact_id:
            self.contact = Person.objects.select_related("organisation").get(pk=self.contact_id)
            if self.contact.organisation_id == self.organiser_id:
                self.organiser = self.contact.organisation
        context: dict[str, object] = super().get_context(request, *args, **kwargs)
        return context

    def structured_data(self, request: HttpRequest) -> list[dict[str, object]]:
        address = request.build_absolute_uri(self.get_url(request))
        service: dict[str, Any] = {
            "@type": "GovernmentService",
            "@id": entity_id(request, self, "offer"),
            "name": self.title,
            "description": self.meta_description,
            "serviceType": self.label or self.title,
            "url": address,
            "inLanguage": translation.get_language(),
            "availableChannel": {
                "@type": "ServiceChannel",
                "serviceUrl": address,
                "availableLanguage": ["fr", "en"],
            },
        }
        if self.organiser:
            service["serviceOperator"] = organisation_data(self.organiser)
        if self.area:
            service["areaServed"] = self.area
        if self.who_for:
            service["audience"] = {"@type": "Audience", "audienceType": self.who_for}
        return [service]
