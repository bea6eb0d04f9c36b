"""Lists of offers, with whether one can apply to each now."""

from typing import Any

from wagtail.models import Page

from home.locales import active_locale
from home.visibility import public
from offers.availability import Availability, State, availability
from offers.filters import OfferFilters
from offers.models.offer import OfferPage


class Listed:
    """An offer and its availability, as a template shows them."""

    def __init__(self, page: OfferPage, state: Availability | None) -> None:
        self.page = page
        self.availability = state


def list_offers(index: Page, filters: OfferFilters) -> list[Listed]:
    """The live, public offers below an index that pass the filters, in the order of the page tree.

    Within one filter a choice adds offers, between filters they narrow down. Two queries.
    """
    offers: Any = public(OfferPage.objects.child_of(index).live()).order_by("path").select_related("organiser")
    if filters.audience_slugs:
        offers = offers.filter(audiences__slug__in=filters.audience_slugs)
    if filters.support_slugs:
        offers = offers.filter(support_kinds__slug__in=filters.support_slugs)
    if filters.organiser_keys:
        offers = offers.filter(organiser__translation_key__in=filters.organiser_keys)
    listed = _with_availability(list(offers.distinct()))
    if filters.open_now.is_chosen:
        listed = [item for item in listed if item.availability and item.availability.state == State.OPEN]
    return listed


def first_offers(number: int) -> list[Listed]:
    """The first live offers of the active language, for the home page and for pages that list some."""
    offers = public(OfferPage.objects.live()).filter(locale=active_locale()).order_by("path")
    return _with_availability(list(offers[:number]))


def _with_availability(offers: list[OfferPage]) -> list[Listed]:
    states = availability(offer.translation_key for offer in offers)
    return [Listed(offer, states.get(offer.translation_key)) for offer in offers]
