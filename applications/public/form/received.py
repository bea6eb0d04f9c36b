"""The confirmation of what was sent."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from applications.dossiers.answers import dossier_steps
from applications.dossiers.capacity import number_in_line
from applications.dossiers.receipt_tokens import application_of, receipt_for
from applications.dossiers.tracking_tokens import tracking_token
from applications.drafts.browser_cookie import drafts_of, sealed
from applications.drafts.filling import Filling
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Draft
from applications.models.suspicions import Suspicion
from applications.public.form.visitor import language_of_reader
from applications.registrations.provisional import has_seat_to_confirm, kept_in_words, name_of_seat
from applications.registrations.session_details import OwnSession, is_let_in, session_of
from applications.statuses import Status, public_name
from home.calendar_files import calendar_response
from offers.sessions import sessions
from users.email_addresses import fold_email


@dataclass(frozen=True)
class Registration:
    """What a confirmation says of a registration: ``name`` is that of its status.

    ``is_provisional``: its seat is to be confirmed, and is ``kept`` for so long, in words. ``email`` is where the mail
    goes, told to the browser that sent it and to nobody else. ``turn`` is the applicant's on the waiting list, 0 for
    none. ``is_let_in``: this browser may read how one gets in. The address of the calendar file is empty where there is
    none to be had.
    """

    name: str
    session: OwnSession | None
    turn: int
    calendar_address: str
    is_let_in: bool
    is_provisional: bool = False
    kept: str = ""
    email: str = ""


@never_cache
def confirmation(request: HttpRequest, page: FormPage, receipt: str) -> HttpResponse:
    """What the applicant keeps: the reference and what happens next. Survives a reload; a forged address is a 404.

    The answers, and the way to the tracking page, are shown to the browser that sent them, and to nobody else who has
    the address; nor to that browser once staff have given the dossier to another address.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    application = application_of(receipt, page.translation_key)
    if application is None:
        raise Http404
    draft = Draft.objects.filter(application=application, pk__in=drafts_of(request)).first()
    is_theirs = draft is not None and application.contact_email == _answered_email(application)
    token = tracking_token(application) if is_theirs else ""
    context = page.get_context(request) | {
        "application": application,
        "registration": _registration(page, application, is_theirs=is_theirs),
        "is_unmailed": Suspicion.UNMAILED in application.suspicions,
        "answers": dossier_steps(application, language_of_reader()) if is_theirs else [],
        "sealed": sealed(draft.pk, draft.form_key) if draft else "",
        "tracking_address": reverse("tracking_application", args=[token]) if token else "",
        "tracking_token": token,
        "leave_address": str(page.get_url(request)) + page.reverse_subpage("again"),
    }
    return TemplateResponse(request, "applications/confirmation.html", context)


def _registration(page: FormPage, application: Application, *, is_theirs: bool) -> Registration | None:
    if application.call.kind != CallKind.REGISTRATION:
        return None
    session = session_of(application.call, language_of_reader())
    has_file = bool(session and session.facts and is_let_in(application, session))
    address = page.reverse_subpage("calendar", args=(receipt_for(application),)) if has_file else ""
    return Registration(
        name=name_of_seat(application) or public_name(application.call.kind, application.status),
        session=session,
        turn=number_in_line(application) if application.status == Status.WAITING_LIST else 0,
        calendar_address=str(page.get_url()) + address if address else "",
        is_let_in=is_theirs and is_let_in(application, session),
        is_provisional=has_seat_to_confirm(application),
        kept=kept_in_words(),
        email=application.contact_email if is_theirs else "",
    )


@never_cache
def calendar(request: HttpRequest, page: FormPage, receipt: str) -> HttpResponse:
    """The session as a file for the applicant's own calendar, with the way in; missing while they have no seat."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    application = application_of(receipt, page.translation_key)
    session = session_of(application.call, language_of_reader()) if application else None
    if application is None or session is None or session.facts is None or not is_let_in(application, session):
        raise Http404
    return calendar_response(sessions().calendar(session.facts, with_access=True), application.call.code)


def _answered_email(application: Application) -> str:
    form = application.version.form(application.language)
    return fold_email(Filling.of_answers(form, application.answers).email())
