"""What templates show of events: ``{% load events %}``."""

from typing import Any

from django import template

from events.blocks import PersonRole
from events.listing import dates_of_block, events_of_offer, other_dates
from events.models import EventDate, EventPage, EventsPage
from home.locales import active_locale
from offers.session_words import hours_in_words

register = template.Library()
register.filter(hours_in_words)


@register.simple_tag
def events_list(value: object) -> dict[str, object]:
    """``dates`` and ``are_past`` of an events block."""
    return dates_of_block(value)


@register.simple_tag
def offer_events(offer: Any) -> list[EventPage]:
    """The events of an offer, in the reader's language."""
    return events_of_offer(offer)


@register.simple_tag
def dates_to_come_besides(page: EventPage) -> list[EventDate]:
    return other_dates(page)


@register.simple_tag(takes_context=True)
def agenda_url(context: dict[str, Any]) -> str:
    """The address of the agenda in the reader's language; empty while there is none.

    Mostly the page, or what surrounds it, leads there and knows it already; otherwise one query.
    """
    locale = active_locale()
    known = (context.get("link_targets") or {}).values()
    linked = (page for page in known if page.locale_id == locale.pk and page.specific_class is EventsPage)
    agenda = next(linked, None) or EventsPage.objects.live().filter(locale=locale).first()
    return str(agenda.get_url(context.get("request")) or "") if agenda else ""


@register.filter
def role_label(role: str) -> str:
    """What somebody does at an event, in words."""
    return str(PersonRole(role).label) if role in PersonRole else ""
