"""The home page and content pages."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks import BodyBlock, HomeBlock
from home.fields import LeanStreamField
from home.models.portal_page import PortalPage
from home.structured_data import website_data
from home.threads import Thread


class EntranceBlock(blocks.StructBlock):
    """“You are…”: an audience that finds its offers with one click."""

    title = blocks.CharBlock(label=_("Title"), max_length=60, help_text=_("Completes “You are…”: “a municipality”."))
    text = blocks.CharBlock(label=_("What it finds here"), max_length=140)
    audience = SnippetChooserBlock("home.Audience", label=_("Audience"))
    thread = blocks.ChoiceBlock(Thread.choices, label=_("Weave and dye"), default=Thread.WOAD, search_index=False)

    class Meta:
        icon = "user"
        label = _("Entrance")


class HomePage(PortalPage):
    """The home page of one language."""

    headline = models.CharField(
        _("headline"), max_length=80, help_text=_("The large sentence of the page: what this site is for.")
    )
    button_label = models.CharField(_("label of the button"), max_length=40, blank=True)
    button_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that the button opens"),
    )
    entrances = LeanStreamField(
        [("entrance", EntranceBlock())], verbose_name=_("entrances by audience"), blank=True, max_num=6
    )
    body = LeanStreamField(HomeBlock(), verbose_name=_("sections"), blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("headline"),
                FieldPanel("introduction"),
                FieldPanel("button_label"),
                FieldPanel("button_page"),
            ],
            heading=_("Opening"),
        ),
        FieldPanel("entrances"),
        FieldPanel("body"),
        *PortalPage.look_panels,
    ]
    facts_to_search = ("headline",)
    page_description = _("The first page of one language.")
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def _raw_content(self) -> list[object]:
        return [*super()._raw_content(), {"page": self.button_page_id}]

    def structured_data(self, request: HttpRequest) -> list[dict[str, object]]:
        return [website_data(request, self)]


class ContentPage(PortalPage):
    """A page of text: about, accessibility, legal notice, privacy…"""

    body = LeanStreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        *PortalPage.look_panels,
    ]
    page_description = _("A page of text: about, legal notice, practical advice.")
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "applications.FormPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
