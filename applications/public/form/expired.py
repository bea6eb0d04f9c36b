"""A form whose security token is missing or too old."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from applications.drafts.filling import merged
from applications.drafts.step_form import AddressForm
from applications.forms.page import FormPage
from applications.models.calls import CallState
from applications.public.form.check import summary
from applications.public.form.refusals import Reason, again_with_notice, refused
from applications.public.form.returns import ask_address, return_page
from applications.public.form.steps import typed_step
from applications.public.form.visitor import Visitor, sensitive, visitor_of


@sensitive
def expired(request: HttpRequest, page: FormPage) -> HttpResponse:
    """It comes back with everything in it, to send again (403). Nothing is written: anybody may have made the post."""
    if _comes_from_elsewhere(request):
        posted = request.POST.copy()
        posted.pop("draft", None)  # else another site could have its own draft filled in by our visitors
        request.POST = posted  # type: ignore[assignment]
    visitor = visitor_of(request, page, is_typing=True)
    visitor.context["notice"] = "expired"
    part, _slash, rest = str(getattr(request, "page_tail", "")).partition("/")
    if page.call.state() != CallState.OPEN:
        return _closed(visitor)
    if part == "resume":
        return return_page(request, page, rest.strip("/"), status=403)
    if part == "again" or (part in ("check", "later") and not visitor.draft):
        return visitor.go(visitor.address.part())
    if part == "check":
        return summary(visitor, visitor.filling.checked(), status=403)
    if part == "later":
        return ask_address(visitor, AddressForm(initial={"email": request.POST.get("email", "")}), status=403)
    return again_with_notice(visitor, typed_step(visitor, _number(rest)), notice="expired", status=403)


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site made the post."""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    return site in ("cross-site", "same-site") if site else bool(origin) and origin != request.get_host()


def _closed(visitor: Visitor) -> HttpResponse:
    typed = typed_step(visitor, 1)
    data = merged(visitor.filling.data_as_lists(), typed.specs, typed.posted)
    return refused(visitor, Reason.CLOSED, status=403, filling=visitor.filling_of(data))


def _number(rest: str) -> int:
    """The number of the step in its address; that of the first for the form's own address."""
    digits = rest.strip("/")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 1
