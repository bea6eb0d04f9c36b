"""Funds that finance projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks import StepBlock
from home.fields import LeanStreamField
from offers.blocks import PointBlock, ThemeBlock
from offers.models.offer import OfferPage
from offers.models.programs import TEXT


class FundPage(OfferPage):
    """A fund: what it is for, its themes, who decides and how, its calendar and rules, its results."""

    purpose = RichTextField(_("what the fund is for"), features=TEXT, blank=True)
    goals = LeanStreamField([("point", PointBlock())], verbose_name=_("goals"), blank=True, max_num=6)
    amounts = models.CharField(_("amounts"), max_length=120, blank=True, help_text=_("As shown in brief."))
    themes = LeanStreamField([("theme", ThemeBlock())], verbose_name=_("themes"), blank=True, max_num=30)
    governance = RichTextField(_("who decides"), features=TEXT, blank=True)
    process_title = models.CharField(_("title of the process"), max_length=120, blank=True)
    process = LeanStreamField([("step", StepBlock())], verbose_name=_("how it works"), blank=True, max_num=15)
    calendar = RichTextField(_("calendar"), features=TEXT, blank=True)
    rules = RichTextField(_("rules"), features=TEXT, blank=True)
    results = RichTextField(_("results"), features=TEXT, blank=True)
    funders = LeanStreamField(
        [("organisation", SnippetChooserBlock("home.Organisation", label=_("Organisation")))],
        verbose_name=_("who finances it"),
        blank=True,
        max_num=12,
    )

    content_panels = [
        *OfferPage.opening_panels,
        MultiFieldPanel([FieldPanel("purpose"), FieldPanel("goals")], heading=_("Purpose")),
        FieldPanel("themes"),
        MultiFieldPanel(
            [FieldPanel("governance"), FieldPanel("process_title"), FieldPanel("process")],
            heading=_("How it works"),
        ),
        MultiFieldPanel(
            [FieldPanel("amounts"), FieldPanel("calendar"), FieldPanel("rules"), FieldPanel("results")],
            heading=_("Money, dates, rules"),
        ),
        FieldPanel("funders"),
        *OfferPage.closing_panels,
    ]
    facts_to_search = (*OfferPage.facts_to_search, "amounts")
    page_description = _("Money for projects: themes, process, calendar, rules, results.")
    template = "offers/fund_page.html"

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
