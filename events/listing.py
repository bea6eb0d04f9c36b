"""Lists of dates: those of the agenda, and the events shown on other pages."""

from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from events.models.dates import EventDate, EventDateQuerySet
from events.models.pages import EventPage
from home.locales import active_locale
from home.visibility import public


def live_dates() -> EventDateQuerySet:
    """The dates of live events in the active language that everybody may see, with their pages."""
    dates = EventDate.objects.filter(page__live=True, page__locale=active_locale())
    return public(dates, "page__path").select_related("page", "page__organiser")


def without_texts(dates: EventDateQuerySet) -> EventDateQuerySet:
    """The same dates for a list, which shows nothing of what is in the stream fields of their pages."""
    fields = EventPage._meta.get_fields()
    return dates.defer(*(f"page__{field.name}" for field in fields if isinstance(field, StreamField)))


def dates_of_block(value: Any) -> dict[str, Any]:
    """The dates that an events block lists: those to come or, if there are none and the editor allows it, past ones.

    ``registering`` are those that one may still register for.
    """
    dates = without_texts(live_dates())
    if offer := value.get("page"):
        dates = dates.filter(page__offer__translation_key=offer.translation_key)
    number = value.get("number") or 4
    found = list(dates.upcoming()[:number])
    if found or not value.get("include_past"):
        return {"dates": found, "are_past": False, "registering": registering(found)}
    return {"dates": list(dates.past()[:number]), "are_past": True, "registering": []}


def registering(dates: Iterable[EventDate]) -> list[EventDate]:
    """Those of some dates whose seats a list shows."""
    return [each for each in dates if each.takes_registrations and not each.is_over]


def registering_in(events: Iterable[Any]) -> list[Any]:
    """The sessions of some events whose seats a list shows."""
    return [session for event in events for session in event.sessions_to_come if session.registration]


def events_of_offer(offer: Page) -> list[Any]:
    """The live events of an offer in the active language, each with its dates, in the order of the agenda's tree."""
    events = EventPage.objects.live().filter(offer__translation_key=offer.translation_key, locale=active_locale())
    return list(public(events).select_related("organiser").order_by("path"))


def other_dates(page: Page) -> list[Any]:
    """What else is to come, for the foot of an event."""
    return list(without_texts(live_dates()).upcoming().exclude(page=page)[:3])
