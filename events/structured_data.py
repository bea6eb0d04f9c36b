"""schema.org ``Event``: one object per session."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import translation

from events.blocks import SessionState
from events.sessions import Session
from home.structured_data import SCHEMA, entity_id, organisation_data

if TYPE_CHECKING:
    from events.models import EventPage

_STATES = {
    SessionState.CONFIRMED: "EventScheduled",
    SessionState.POSTPONED: "EventPostponed",
    SessionState.CANCELLED: "EventCancelled",
}


def events_data(request: HttpRequest, page: "EventPage") -> list[dict[str, Any]]:
    """The sessions of an event. A session without hours gives days, never a midnight that nobody announced."""
    return [_event(request, page, session) for session in page.shown_sessions]


def _event(request: HttpRequest, page: "EventPage", session: Session) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{entity_id(request, page, 'event')}-{session.key}",
        "name": page.title,
        "description": page.meta_description,
        "url": request.build_absolute_uri(page.get_url(request)),
        "startDate": session.starts.isoformat() if session.has_time else session.first_day.isoformat(),
        "eventStatus": f"{SCHEMA}/{_STATES[SessionState(session.state)]}",
        "inLanguage": page.languages or translation.get_language(),
    }
    if session.has_end_time or session.several_days:
        data["endDate"] = session.ends.isoformat() if session.has_end_time else session.last_day.isoformat()
    if page.organiser:
        data["organizer"] = organisation_data(page.organiser)
    return data | _where(session)


def _where(session: Session) -> dict[str, Any]:
    """Place and attendance mode; both when a session is held on site and online."""
    places: list[dict[str, Any]] = []
    if session.place or session.address:
        places.append({"@type": "Place", "name": session.place, "address": session.address or session.place})
    if session.online_url:
        places.append({"@type": "VirtualLocation", "url": session.online_url})
    if not places:
        return {}
    online, on_site = bool(session.online_url), bool(session.place or session.address)
    mode = "Mixed" if online and on_site else "Online" if online else "Offline"
    return {
        "location": places if len(places) > 1 else places[0],
        "eventAttendanceMode": f"{SCHEMA}/{mode}EventAttendanceMode",
    }
