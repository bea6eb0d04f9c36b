"""What a registration shows on the pages of its dossier: the session, and the seat in it."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from applications.dossiers.capacity import can_be_taken, number_in_line
from applications.dossiers.panels import DossierPanel, Facts, PanelPosition, TrackingPanel
from applications.kinds import CallKind
from applications.models import Application
from applications.registrations.provisional import has_seat_to_confirm, kept_until
from applications.registrations.session_details import OwnSession, end_in_words, is_let_in, session_of
from applications.registrations.session_phrases import state_text
from applications.statuses import Status
from users.models import User


def in_brief(_user: User, application: Application) -> Facts | None:
    """For staff, in their language. At most three queries; none for anything else."""
    if application.call.kind != CallKind.REGISTRATION:
        return None
    is_provisional = has_seat_to_confirm(application)
    return {
        "is_provisional": is_provisional,
        "kept_until": kept_until(application) if is_provisional else None,
        "session": session_of(application.call, translation.get_language() or ""),
        "held_until": application.held_until if application.status == Status.SEAT_HELD else None,
    }


def on_tracking_page(request: HttpRequest, application: Application) -> Facts | None:
    """For the applicant, in the language that they read. At most three queries; none for anything else."""
    if application.call.kind != CallKind.REGISTRATION:
        return None
    session = session_of(application.call, translation.get_language() or "")
    is_in = is_let_in(application, session)
    facts: dict[str, Any] = {"session": session, "is_let_in": is_in}
    if session:
        facts |= {"title": session.title, "session_state": state_text(session)}
        facts |= {"event_address": event_address(request, session), "can_add": is_in and session.facts is not None}
    if application.status == Status.WAITING_LIST:
        facts["number"] = number_in_line(application)
    if application.status == Status.SEAT_HELD:
        facts |= {"is_held": True, "deadline": deadline_of(application), "is_kept": can_be_taken(application)}
    return facts


def deadline_of(application: Application) -> str:
    """Until when its seat is kept, in words; empty where none is."""
    ends = application.held_until
    return end_in_words(ends, application.call.time_zone) if ends else ""


def event_address(request: HttpRequest, session: OwnSession | None) -> str:
    return (session.facts.page.get_url(request) or "") if session and session.facts else ""


IN_BRIEF = DossierPanel("registration", PanelPosition.BRIEF, "applications/admin/parts/registration.html", in_brief)
ON_TRACKING_PAGE = TrackingPanel("registration", "applications/tracking/includes/registration.html", on_tracking_page)
