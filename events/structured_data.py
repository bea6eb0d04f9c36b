"""schema.org ``Event``: one object per session."""

import re
from functools import cache
from typing import Any

from babel import Locale
from django.http import HttpRequest
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from events.blocks import PersonRole
from events.sessions import Session
from home.locales import language_of
from home.structured_data import SCHEMA, entity_id, organisation_data
from offers.sessions import SessionState

_STATES = {
    SessionState.CONFIRMED: "EventScheduled",
    SessionState.POSTPONED: "EventPostponed",
    SessionState.CANCELLED: "EventCancelled",
}
_PERFORMERS = {PersonRole.SPEAKER, PersonRole.TRAINER}
_LANGUAGES = ("fr", "en", "ar", "br", "ca", "co", "cr", "de", "es", "eu", "it", "iu", "nl", "oc", "pt")


def events_data(request: HttpRequest, page: Page) -> list[dict[str, object]]:
    """The sessions of an event; ``page`` is its ``EventPage``.

    A session without hours gives days, never a midnight that nobody announced. Links for those registered
    are left out. No query beyond those of the page itself.
    """
    sessions = page.shown_sessions
    if not sessions:
        return []
    shared = _shared(request, page)
    if len(sessions) > 1:
        series = {"@id": entity_id(request, page, "event"), "name": page.title, "url": shared["url"]}
        shared["superEvent"] = {"@type": "EventSeries", **series}
    return [_event(request, page, session, shared) for session in sessions]


def _shared(request: HttpRequest, page: Page) -> dict[str, object]:
    """What holds for every session of an event."""
    data: dict[str, Any] = {
        "name": page.title,
        "description": page.meta_description,
        "url": request.build_absolute_uri(page.get_url(request)),
        "inLanguage": languages_in(page.languages) or language_of(page.locale_id),
    }
    if page.image:
        data["image"] = get_rendition_or_not_found(page.image, "fill-1200x630|format-jpeg").full_url
    if page.organiser:
        data["organizer"] = organisation_data(page.organiser)
    if people := [each.person for each in page.cast.participants if each.role in _PERFORMERS]:
        data["performer"] = [{"@type": "Person", "name": person.name} for person in people]
    if page.is_free:
        data["isAccessibleForFree"] = True
    return data


def _event(request: HttpRequest, page: Page, session: Session, shared: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{entity_id(request, page, 'event')}-{session.key}",
        **shared,
        "startDate": session.starts.isoformat() if session.has_time else session.first_day.isoformat(),
        "eventStatus": f"{SCHEMA}/{_STATES[session.state]}",
    }
    if session.has_end_time or session.several_days:
        data["endDate"] = session.ends.isoformat() if session.has_end_time else session.last_day.isoformat()
    if offer := _offer(page, session, shared["url"]):
        data["offers"] = offer
    return data | _where(session, shared["url"])


def _offer(page: Page, session: Session, url: str) -> dict[str, Any]:
    """Where one registers, until when, and whether there are seats as far as the page knows; nothing once over."""
    if session.is_over or not session.takes_place or not (session.registration or page.registration_url):
        return {}
    offer = {"@type": "Offer", "url": page.registration_url or url}
    if page.is_free:
        offer["price"] = "0"
    if session.registration and not page.registration_url:
        seats = page.known_seats.get(session.key)
        if seats and seats.left == 0:
            offer["availability"] = f"{SCHEMA}/SoldOut"
        elif seats and seats.can_register:
            offer["availability"] = f"{SCHEMA}/InStock"
        if session.registration.closes_at:
            offer["validThrough"] = session.registration.closes_at.isoformat()
    return offer


def _where(session: Session, url: str) -> dict[str, Any]:
    """Place and attendance mode; both when a session is held on site and online.

    Of a link for those registered one learns no more than that there is one: the page says how to get it.
    """
    locations: list[dict[str, Any]] = []
    if session.is_on_site:
        address = ", ".join(line.strip().rstrip(",") for line in session.address.splitlines() if line.strip())
        locations.append({"@type": "Place", "name": session.place or address, "address": address or session.place})
    if session.is_online:
        locations.append({"@type": "VirtualLocation", "url": session.online_url or url})
    if not locations:
        return {}
    mode = "Mixed" if len(locations) > 1 else "Online" if session.is_online else "Offline"
    return {
        "location": locations if len(locations) > 1 else locations[0],
        "eventAttendanceMode": f"{SCHEMA}/{mode}EventAttendanceMode",
    }


def languages_in(text: str) -> str | list[str]:
    """The codes of the languages that a text names in French or English, in its order; empty if it names none."""
    words = re.findall(r"\w+", text.lower())
    found = list(dict.fromkeys(code for word in words if (code := _language_names().get(word))))
    return found[0] if len(found) == 1 else found


@cache
def _language_names() -> dict[str, str]:
    return {Locale(reader).languages[code].lower(): code for reader in ("fr", "en") for code in _LANGUAGES}
