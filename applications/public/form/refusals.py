"""Kind refusals. Each shows what had been written, so that no word is lost."""

from enum import StrEnum
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from applications.dossiers.receipt_tokens import receipt_for
from applications.drafts.filling import Filling, merged
from applications.drafts.saving import Typed
from applications.drafts.typed_answers import written
from applications.models.calls import CallState
from applications.public.form.step_page import show
from applications.public.form.visit import Visit
from users.throttle import how_long, retry_after


class Reason(StrEnum):
    UPCOMING = "upcoming"
    CLOSED = "closed"
    FULL = "full"
    SENT = "sent"


def refused(visit: Visit, reason: Reason, *, status: int, filling: Filling | None = None) -> HttpResponse:
    context: dict[str, Any] = visit.shared_context() | {
        "reason": reason.value,
        "written": written(filling or visit.filling),
        "address_of_receipt": _receipt_address(visit),
    }
    response = TemplateResponse(visit.request, "applications/form_refused.html", context, status=status)
    return visit.remembered(response)


def _receipt_address(visit: Visit) -> str:
    application = visit.sent.application if visit.sent else None
    return visit.address("received", receipt_for(application)) if application else ""


def closed(visit: Visit, status: int = 200) -> HttpResponse:
    """Before the call opens, after it closed, or when all places are taken. What was kept can still be read."""
    states = {CallState.UPCOMING: Reason.UPCOMING, CallState.CLOSED: Reason.CLOSED, CallState.OPEN: Reason.FULL}
    return refused(visit, states[visit.page.call.state()], status=status)


def sent_already(visit: Visit, typed: Typed) -> HttpResponse:
    """A page of a draft that has been sent: what was typed on it is shown, and where the application is."""
    data = merged({}, typed.specs, typed.posted)
    return refused(visit, Reason.SENT, status=409, filling=visit.filling_of(data))


def given_up() -> HttpResponse:
    """To a window that saves by itself to a draft that was started again, or left, in another one: nothing is kept."""
    text = _("Your draft was closed in another window. What you type here is saved once you press “Continue”.")
    return JsonResponse({"error": text}, status=409)


def too_often(visit: Visit, wait: int, typed: Typed) -> HttpResponse:
    """The page comes back as it was posted, with how long to wait (429)."""
    text = how_long(wait)
    response: HttpResponse
    if visit.request.POST.get("go") == "save":
        response = JsonResponse({"error": text}, status=429)
    else:
        response = again_with_notice(visit, typed, notice="too_often", text=text, status=429)
    return retry_after(response, wait)


def again_with_notice(visit: Visit, typed: Typed, *, notice: str, text: str = "", status: int) -> HttpResponse:
    """The posted step again, with all that was typed, none of it kept yet, and a notice above it."""
    data = merged(visit.filling.data_as_lists(), typed.specs, typed.posted)
    visit.filling = visit.filling_of(data)
    key = visit.request.POST.get("step", "")
    found = next((one for one in visit.filling.steps if one.key == key), None)
    if found is None and typed.specs:
        keys = {spec["key"] for spec in typed.specs}
        found = next((one for one in visit.filling.steps if keys & {s["key"] for s in one.specs}), None)
    visit.context |= {"notice": notice, "notice_text": text}
    return show(visit, found or next(iter(visit.filling.steps), None), status=status)
