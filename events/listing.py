"""Lists of dates: the agenda, and the events shown on other pages."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import QueryDict
from wagtail.models import Page

from home.locales import active_locale

if TYPE_CHECKING:
    from events.models.dates import EventDateQuerySet

DATES_PER_PAGE = 30


def live_dates() -> "EventDateQuerySet":
    """The dates of live events in the active language, with what a list shows of each."""
    from events.models import EventDate

    return EventDate.objects.filter(page__live=True, page__locale=active_locale()).select_related(
        "page", "page__organiser"
    )


def agenda(index: Page, query: QueryDict) -> dict[str, Any]:
    """What the agenda shows: dates to come by default, with ``past`` those that were, both in pages.

    Events whose dates are not known yet stand apart, with what is to come.
    """
    from events.models import EventPage

    is_past = "past" in query
    dates = live_dates().past() if is_past else live_dates().upcoming()
    page_obj = Paginator(dates, DATES_PER_PAGE).get_page(query.get("page"))
    undated = EventPage.objects.child_of(index).live().filter(dates__isnull=True).order_by("title")
    return {
        "is_past": is_past,
        "page_obj": page_obj,
        "dates": list(page_obj.object_list),
        "undated": [] if is_past else list(undated),
    }


def dates_of_block(value: Any) -> dict[str, Any]:
    """The dates that an events block lists: those to come or, if there are none and the editor allows it, past ones."""
    dates = live_dates()
    if offer := value.get("page"):
        dates = dates.filter(page__offer__translation_key=offer.translation_key)
    number = value.get("number") or 4
    found = list(dates.upcoming()[:number])
    if found or not value.get("include_past"):
        return {"dates": found, "are_past": False}
    return {"dates": list(dates.past()[:number]), "are_past": True}


def events_of_offer(offer: Page) -> list[Any]:
    """The live events of an offer in the active language, each with its dates, in the order of the agenda's tree."""
    from events.models import EventPage

    return list(
        EventPage.objects.live()
        .filter(offer__translation_key=offer.translation_key, locale=active_locale())
        .select_related("organiser")
        .order_by("path")
    )


def other_dates(page: Page) -> list[Any]:
    """What else is to come, for the foot of an event."""
    return list(live_dates().upcoming().exclude(page=page)[:3])
