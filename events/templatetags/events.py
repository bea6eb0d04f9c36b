"""What templates show of events: ``{% load events %}``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from events.blocks import PersonRole
from events.listing import dates_of_block, events_of_offer, other_dates, registering, registering_in
from events.marks import mark_of
from events.models import EventDate, EventPage, EventsPage
from home.locales import active_locale
from offers.registering import Seats
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


@register.filter
def registering_dates(dates: list[EventDate]) -> list[EventDate]:
    """Those of some dates whose seats a list of them shows."""
    return registering(dates)


@register.filter
def past_events(events: list[EventPage]) -> list[EventPage]:
    """Those of some events that are over."""
    return [event for event in events if event.is_past]


@register.filter
def registering_sessions(events: list[EventPage]) -> list[Any]:
    """The sessions of events whose seats a list of these shows."""
    return registering_in(events)


@register.inclusion_tag("events/includes/mark.html")
def session_mark(
    session: Any, found: Mapping[UUID, Seats] | None = None, *, only_hindrances: bool = False
) -> dict[str, Any]:
    """What must be said beside a date: ``found`` are the seats of some sessions. Free places may be left out."""
    mark = mark_of(session, (found or {}).get(session.key))
    return {"mark": mark if mark and (mark.look or not only_hindrances) else None}


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
