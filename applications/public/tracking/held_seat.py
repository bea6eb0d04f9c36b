"""Taking the seat that is kept for who waited for one. It is asked on GET, and taken on POST."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.dossiers.capacity import can_be_taken
from applications.dossiers.refusals import RefusedError
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.models import Application
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, address_in, by_link, page
from applications.registrations.panels import deadline_of, event_address
from applications.registrations.session_details import session_of
from applications.registrations.session_phrases import state_text
from applications.registrations.waiting_list import TooLateError, take_seat
from applications.statuses import WITHOUT_SEAT, Status


@by_link(*ALLOWED)
def held_seat(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """Ask whether it is meant, then take it. Who has a seat already, or never was offered one, is led back."""
    application = tracked.application
    if not _was_held(application):
        return see_other(address_in("application", tracked))
    if request.method != "POST":
        return _ask(request, tracked)
    try:
        take_seat(application=application)
    except TooLateError:
        application.refresh_from_db(fields=["status", "held_until"])
        return _ask(request, tracked, is_late=True)
    except RefusedError as refusal:
        return _ask(request, tracked, status=409, problem=str(refusal))
    return see_other(f"{address_in('application', tracked)}?said=seat")


@by_link("POST", renews=False)
def expired(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """A post whose security token is missing or too old: it is asked again. Nothing is written."""
    if not _was_held(tracked.application):
        return see_other(address_in("application", tracked))
    problem = _("This page was open for too long. Press the button again.")
    return _ask(request, tracked, status=403, problem=problem)


def _was_held(application: Application) -> bool:
    return application.status in (Status.SEAT_HELD, Status.LAPSED)


def _ask(
    request: HttpRequest, tracked: TrackedApplication, *, status: int = 200, problem: str = "", is_late: bool = False
) -> HttpResponse:
    application, language = tracked.application, language_of_reader()
    session = session_of(application.call, language)
    context = {
        "tracked": tracked,
        "application": application,
        "session": session,
        "title": session.title if session else application.version.form(language).title,
        "problem": problem,
        "session_state": state_text(session) if session else "",
        "here": _("Take the seat"),
    }
    if is_late or not can_be_taken(application) or application.status in WITHOUT_SEAT:
        return page(request, "seat_gone", context | {"event_address": event_address(request, session)}, status=410)
    context["deadline"] = deadline_of(application)
    return page(request, "held_seat", context, status=status)
