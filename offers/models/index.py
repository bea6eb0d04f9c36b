"""The index of offers and its filters."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.blocks import BodyBlock
from home.fields import LeanStreamField
from home.models import PortalPage
from offers.filters import OfferFilters
from offers.listing import list_offers


class OffersPage(PortalPage):
    """All offers, to be narrowed down by audience, kind of support, organiser and whether one can apply now."""

    body = LeanStreamField(
        BodyBlock(), verbose_name=_("below the list"), blank=True, help_text=_("Help for those who hesitate.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        *PortalPage.look_panels,
    ]
    page_description = _("The list of all offers, with its filters.")
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "offers.ProgramPage",
        "offers.MenuPage",
        "offers.EngineeringOfferPage",
        "offers.FundPage",
    ]
    template = "offers/offers_page.html"

    class Meta:
        verbose_name = _("index of offers")
        verbose_name_plural = _("indexes of offers")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        context = super().get_context(request, *args, **kwargs)
        filters = OfferFilters.from_query(request.GET, self.locale_id)
        return context | {"filters": filters, "offers": list_offers(self, filters)}
