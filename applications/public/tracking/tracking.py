"""The tracking page: where the application is, what comes next, what is asked, and the conversation."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.dossiers.answers import dossier_steps
from applications.dossiers.mail_delivery import has_failed_address, settled_mails
from applications.dossiers.message_files import RefusedFilesError
from applications.dossiers.message_form import MessageForm
from applications.dossiers.messages import receive_message
from applications.dossiers.panels import panels_of_tracking
from applications.dossiers.permissions import may_withdraw
from applications.dossiers.progress import milestones
from applications.dossiers.refusals import RefusedError
from applications.dossiers.shown_corrections import open_corrections
from applications.dossiers.standing_decisions import announced
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.forms.live_pages import live_page
from applications.kinds import CallKind
from applications.letters.paper import letters_among
from applications.models import Application, Attachment, Decision, Message
from applications.public.form.uploads import refuse_too_much
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, address_in, by_link, masked, page
from applications.questions.amounts import show_money
from applications.registrations.provisional import (
    has_lost_seat,
    has_seat_to_confirm,
    kept_in_words,
    kept_until,
    name_of_seat,
)
from applications.registrations.session_details import end_in_words
from applications.statuses import Status, public_name
from applications.uploads.refusals import RefusedFile
from users.throttle import client_network, how_long, retry_after, seconds_to_wait

LOOKS = {
    Status.WAITING_APPLICANT: "stop",
    Status.WAITING_LIST: "soon",
    Status.SEAT_HELD: "yes",
    Status.ACCEPTED: "yes",
    Status.UNDER_WAY: "yes",
    Status.DECLINED: "over",
    Status.WITHDRAWN: "over",
    Status.CLOSED: "over",
    Status.LAPSED: "over",
}
MESSAGE_KEY = "message"
"""Under which the context of a mail names the message that it carries."""
SAID = ("message", "corrections", "withdrawn", "seat", "address")
"""What has just been done, as the address says it after a redirect."""


@by_link(*ALLOWED)
def tracking(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    if request.method != "POST":
        return show(request, tracked, MessageForm())
    form = MessageForm(request.POST, request.FILES)
    if wait := _wait(request, tracked.application):
        return retry_after(show(request, tracked, form, status=429, problem=how_long(wait)), wait)
    if not form.is_valid():
        if "token" in form.errors:
            form.renew_token()
        return show(request, tracked, form, status=422)
    return _take(request, tracked, form)


@by_link("POST", renews=False)
def expired(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """A post whose security token is missing or too old: what was typed comes back. Nothing is written."""
    form = MessageForm(request.POST, request.FILES)
    return show(request, tracked, form, status=403, problem=_("This page was open for too long. Send it again."))


def _wait(request: HttpRequest, application: Application) -> int:
    by_dossier = seconds_to_wait("message", str(application.pk))
    return by_dossier or seconds_to_wait("message by address", client_network(request))


def _take(request: HttpRequest, tracked: TrackedApplication, form: MessageForm) -> HttpResponse:
    try:
        _refuse_too_much(request, form)
        receive_message(application=tracked.application, **form.arguments())
    except RefusedFilesError as refusal:
        form.refuse_files(refusal.reasons)
        return show(request, tracked, form, status=422)
    except RefusedError as refusal:
        form.renew_token()
        return show(request, tracked, form, status=409, problem=str(refusal))
    return see_other(f"{address_in('application', tracked)}?said=message#messages")


def _refuse_too_much(request: HttpRequest, form: MessageForm) -> None:
    """Count the files of a message for the address that they come from. Raises ``RefusedFilesError``."""
    reasons: list[str] = []
    for upload in form.arguments()["files"]:
        try:
            refuse_too_much(request, upload)
        except RefusedFile as refusal:
            reasons.extend(refusal.messages)
    if reasons:
        raise RefusedFilesError(reasons)


def show(
    request: HttpRequest,
    tracked: TrackedApplication,
    form: MessageForm,
    *,
    status: int = 200,
    problem: str = "",
    proof: str = "",
    confirm_problem: str = "",
) -> HttpResponse:
    """The page. With a ``proof`` of who reads the address, it has the button that confirms it."""
    application, language = tracked.application, language_of_reader()
    said = request.GET.get("said", "") if request.method != "POST" else ""
    corrections, mails = open_corrections(application, language), settled_mails(application)
    decision, letters = _told(application), letters_among(mails)
    form_asked, panels = application.version.form(language), panels_of_tracking(request, application)
    context: dict[str, Any] = {
        "tracked": tracked,
        "application": application,
        "title": next((panel.facts["title"] for panel in panels if "title" in panel.facts), form_asked.title),
        "status_name": name_of_seat(application) or public_name(application.call.kind, application.status),
        "status_look": "soon" if name_of_seat(application) else LOOKS.get(Status(application.status), "going"),
        "to_confirm": _to_confirm(application, tracked, proof, confirm_problem),
        "steps": milestones(application, application.status_changes.all()),
        "decision": decision,
        "granted": show_money(decision.amount, application.call.currency) if decision and decision.amount else "",
        "corrections": corrections,
        "due_on": min((one.request.due_on for one in corrections), default=None),
        "conversation": conversation(application),
        "form": form,
        "problem": problem,
        "said": said if said in SAID else "",
        "mail_failed": has_failed_address(application, mails),
        "letters": [each for each in letters if MESSAGE_KEY not in each.context],
        "letters_of_messages": {each.context[MESSAGE_KEY]: each for each in letters if MESSAGE_KEY in each.context},
        "may_withdraw": may_withdraw(application),
        "sent_steps": dossier_steps(application, language),
        "form_page": live_page(application.version.form_key, language),
        "is_registration": application.call.kind == CallKind.REGISTRATION,
        "panels": panels,
    }
    return page(request, "tracking", context, status=status)


def _to_confirm(
    application: Application, tracked: TrackedApplication, proof: str, problem: str
) -> dict[str, object] | None:
    """What there is to say of an address that is not confirmed. At most one query; None, and none, for any other."""
    if application.address_confirmed_at or not application.contact_email:
        return None
    is_seat = has_seat_to_confirm(application)
    until = kept_until(application) if is_seat else None
    return {
        "action": reverse("tracking_confirm", args=[tracked.token, proof]) if proof else "",
        "email": masked(application.contact_email),
        "is_seat": is_seat,
        "is_lost": has_lost_seat(application),
        "until": end_in_words(until, application.call.time_zone) if until else "",
        "kept": kept_in_words(),
        "problem": problem,
    }


def conversation(application: Application) -> list[Message]:
    """The messages of both sides with their files, the oldest first. Two queries."""
    return list(application.messages.prefetch_related(Prefetch("attachments", Attachment.objects.order_by("name"))))


def _told(application: Application) -> Decision | None:
    """The decision that was released and led where the application is."""
    decision = announced(application)
    return decision if decision and decision.verdict == application.status else None
