"""What other apps' templates show of offers: ``{% load offers %}``."""

from typing import Any

from django import template

from home.locales import active_locale
from offers.listing import Listed, first_offers
from offers.models import OffersPage

register = template.Library()


@register.simple_tag
def offers_list(value: Any) -> list[Listed]:
    """The offers that a list block of a page shows."""
    return first_offers(value["number"])


@register.simple_tag(takes_context=True)
def offers_index(context: dict[str, Any]) -> str:
    """Where all offers of the reader’s language are; empty while there is no such page. Asked once per request."""
    request = context.get("request")
    known = getattr(request, "offers_index_url", None)
    if known is None:
        index = OffersPage.objects.live().filter(locale=active_locale()).first()
        known = (index.get_url(request) or "") if index else ""
        if request:
            request.offers_index_url = known
    return str(known)
