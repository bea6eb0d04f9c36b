"""The addresses of calendars and feeds, in the reader's language: ``{% load calendars %}``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template
from django.http import QueryDict
from django.urls import reverse

from events.models import EventDate, EventPage
from home.addresses import absolute
from offers.registering import Seats

register = template.Library()


@register.simple_tag
def session_calendar(session: Any) -> str:
    """The file of one session; of a session or of a date of an event."""
    return reverse("session_calendar", args=[session.key])


@register.simple_tag
def event_calendar(page: Any) -> str:
    """The calendar of all dates of an event."""
    return reverse("event_calendar", args=[page.translation_key])


@register.simple_tag
def offer_calendar(offer: Any) -> str:
    """The calendar of all events of an offer."""
    return reverse("offer_calendar", args=[offer.translation_key])


@register.simple_tag
def agenda_calendar(query: QueryDict | str = "") -> str:
    """The calendar of the agenda, with the filters of a query."""
    words = query.urlencode() if isinstance(query, QueryDict) else str(query).removeprefix("?")
    return reverse("agenda_calendar") + (f"?{words}" if words else "")


@register.simple_tag
def new_events_feed() -> str:
    return reverse("new_events")


@register.simple_tag(takes_context=True)
def webcal(context: dict[str, Any], address: str) -> str:
    """An address that programs for calendars subscribe to. They ask for it over https where the site answers there."""
    request = context.get("request")
    url = request.build_absolute_uri(address) if request else absolute(address)
    return f"webcal://{str(url).split('://', 1)[-1]}"


@register.simple_tag
def keep_seats(page: EventPage, seats: Mapping[UUID, Seats], others: list[EventDate]) -> str:
    """Let the page know the seats of its sessions, and the dates at its foot: its head counts once for all of it."""
    page.known_seats, page.known_others = seats, others
    return ""
