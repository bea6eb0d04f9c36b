"""Accompaniment programmes, menus of possibilities, engineering offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks import LevelBlock
from home.fields import LeanStreamField
from offers.blocks import AxisBlock, CommitmentsBlock, PhaseBlock, PointBlock
from offers.models.offer import OfferPage

TEXT = ["bold", "italic", "link", "ul", "ol"]


class ProgramPage(OfferPage):
    """Accompaniment over time: for whom, why, what one gains, how it goes, what each side commits to."""

    purpose = RichTextField(_("why"), features=TEXT, blank=True)
    pillars = LeanStreamField([("point", PointBlock())], verbose_name=_("what it consists of"), blank=True, max_num=8)
    phases = LeanStreamField([("phase", PhaseBlock())], verbose_name=_("how it goes"), blank=True, max_num=8)
    phases_title = models.CharField(_("title of “how it goes”"), max_length=120, blank=True)
    partnership = RichTextField(_("the partnership"), features=TEXT, blank=True)
    commitments = LeanStreamField(
        [("side", CommitmentsBlock())], verbose_name=_("commitments of each side"), blank=True, max_num=4
    )

    content_panels = [
        *OfferPage.opening_panels,
        FieldPanel("purpose"),
        FieldPanel("pillars"),
        MultiFieldPanel([FieldPanel("phases_title"), FieldPanel("phases")], heading=_("How it goes")),
        MultiFieldPanel([FieldPanel("partnership"), FieldPanel("commitments")], heading=_("Partnership")),
        *OfferPage.closing_panels,
    ]
    page_description = _("Accompaniment over time: phases, and what each side commits to.")
    template = "offers/program_page.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class MenuPage(OfferPage):
    """A menu of possibilities: several axes of support, each with its hours, rules, partners and way to ask."""

    context_title = models.CharField(_("title of the context"), max_length=120, blank=True)
    context_text = RichTextField(_("context"), features=TEXT, blank=True)
    axes = LeanStreamField([("axis", AxisBlock())], verbose_name=_("axes of support"), blank=True, max_num=8)

    content_panels = [
        *OfferPage.opening_panels,
        MultiFieldPanel([FieldPanel("context_title"), FieldPanel("context_text")], heading=_("Context")),
        FieldPanel("axes"),
        *OfferPage.closing_panels,
    ]
    page_description = _("Several axes of support to choose from, each with its hours and rules.")
    template = "offers/menu_page.html"

    class Meta:
        verbose_name = _("menu of possibilities")
        verbose_name_plural = _("menus of possibilities")


class EngineeringOfferPage(OfferPage):
    """Expertise lent by a public body, in ordered levels of service."""

    scope = RichTextField(_("what it covers"), features=TEXT, blank=True)
    services = RichTextField(_("what is done"), features=TEXT, blank=True)
    levels_title = models.CharField(_("title of the levels"), max_length=120, blank=True)
    levels_introduction = models.CharField(_("introduction of the levels"), max_length=200, blank=True)
    levels = LeanStreamField([("level", LevelBlock())], verbose_name=_("levels"), blank=True, max_num=4)
    eligibility = LeanStreamField(
        [("point", PointBlock())], verbose_name=_("who may ask, on what terms"), blank=True, max_num=8
    )
    contact_organisations = LeanStreamField(
        [("organisation", SnippetChooserBlock("home.Organisation", label=_("Organisation")))],
        verbose_name=_("departments to contact"),
        blank=True,
        max_num=6,
    )

    content_panels = [
        *OfferPage.opening_panels,
        FieldPanel("scope"),
        FieldPanel("services"),
        MultiFieldPanel(
            [FieldPanel("levels_title"), FieldPanel("levels_introduction"), FieldPanel("levels")],
            heading=_("Levels"),
        ),
        FieldPanel("eligibility"),
        FieldPanel("contact_organisations"),
        *OfferPage.closing_panels,
    ]
    page_description = _("Expertise lent by a public body, in levels of service.")
    template = "offers/engineering_offer_page.html"

    class Meta:
        verbose_name = _("engineering offer")
        verbose_name_plural = _("engineering offers")
