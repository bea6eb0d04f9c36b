"""Kind refusals. Each shows what had been written, so that no word is lost."""

from enum import StrEnum
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from applications.dossiers.receipt_tokens import receipt_for
from applications.drafts.filling import Filling, merged
from applications.drafts.saving import Typed
from applications.drafts.too_long import TooLongError
from applications.drafts.typed_answers import written
from applications.models.calls import CallState
from applications.public.form.step_page import show
from applications.public.form.visitor import Visitor
from users.throttle import how_long, retry_after


class Reason(StrEnum):
    UPCOMING = "upcoming"
    CLOSED = "closed"
    FULL = "full"
    SENT = "sent"


def refused(visitor: Visitor, reason: Reason, *, status: int, filling: Filling | None = None) -> HttpResponse:
    context: dict[str, Any] = visitor.shared_context() | {
        "reason": reason.value,
        "written": written(filling or visitor.filling),
        "address_of_receipt": _receipt_address(visitor),
    }
    response = TemplateResponse(visitor.request, "applications/form_refused.html", context, status=status)
    return visitor.remembered(response)


def _receipt_address(visitor: Visitor) -> str:
    application = visitor.sent.application if visitor.sent else None
    return visitor.address.part("received", receipt_for(application)) if application else ""


def closed(visitor: Visitor, status: int = 200) -> HttpResponse:
    """Before the call opens, after it closed, or when all seats are taken. What was kept can still be read."""
    states = {CallState.UPCOMING: Reason.UPCOMING, CallState.CLOSED: Reason.CLOSED, CallState.OPEN: Reason.FULL}
    return refused(visitor, states[visitor.page.call.state()], status=status)


def sent_already(visitor: Visitor, typed: Typed) -> HttpResponse:
    """A page of a draft that has been sent: what was typed on it is shown, and where the application is."""
    data = merged({}, typed.specs, typed.posted)
    return refused(visitor, Reason.SENT, status=409, filling=visitor.filling_of(data))


def given_up() -> HttpResponse:
    """To a window that saves by itself to a draft that was started again, or left, in another one: nothing is kept."""
    text = _("Your draft was closed in another window. What you type here is saved once you press “Continue”.")
    return JsonResponse({"error": text}, status=409)


def too_often(visitor: Visitor, wait: int, typed: Typed) -> HttpResponse:
    """The page comes back as it was posted, with how long to wait (429)."""
    text = how_long(wait)
    response: HttpResponse
    if visitor.request.POST.get("go") == "save":
        response = JsonResponse({"error": text}, status=429)
    else:
        response = again_with_notice(visitor, typed, notice="too_often", text=text, status=429)
    return retry_after(response, wait)


def too_long(visitor: Visitor, typed: Typed, error: TooLongError) -> HttpResponse:
    """The page comes back as it was posted, to be shortened there: cutting it would lose what somebody wrote (422)."""
    text = str(error)
    if visitor.request.POST.get("go") == "save":
        return JsonResponse({"error": text}, status=422)
    return again_with_notice(visitor, typed, notice="too_long", text=text, status=422)


def again_with_notice(visitor: Visitor, typed: Typed, *, notice: str, text: str = "", status: int) -> HttpResponse:
    """The posted step again, with all that was typed, none of it kept yet, and a notice above it."""
    data = merged(visitor.filling.data_as_lists(), typed.specs, typed.posted)
    visitor.filling = visitor.filling_of(data)
    key = visitor.request.POST.get("step", "")
    found = next((one for one in visitor.filling.steps if one.key == key), None)
    if found is None and typed.specs:
        keys = {spec["key"] for spec in typed.specs}
        found = next((one for one in visitor.filling.steps if keys & {s["key"] for s in one.specs}), None)
    visitor.context |= {"notice": notice, "notice_text": text}
    found = found or next(iter(visitor.filling.steps), None)
    return show(visitor, found, status=status, as_posted=typed.page)
