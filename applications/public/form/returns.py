"""Going away and coming back: a link by e-mail, starting again, leaving nothing on this computer."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.drafts.attachments import delete_drafts
from applications.drafts.browser_cookie import forget, remember
from applications.drafts.proven_addresses import forget_addresses, prove
from applications.drafts.resume_links import revoke_links, send_link, use_link
from applications.drafts.resume_tokens import find_link
from applications.drafts.step_form import AddressForm
from applications.forms.page import FormPage
from applications.mail.limits import TooManyMailsError
from applications.models import Draft, DraftLink
from applications.public.form.refusals import closed
from applications.public.form.steps import ALLOWED, fresh
from applications.public.form.visitor import Visitor, sensitive, visitor_of
from applications.public.responses import see_other
from users.throttle import client_network, how_long, retry_after


@fresh
@sensitive
def later(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Ask where to send the link that leads back, and say when it was sent."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    visitor = visitor_of(request, page)
    if not visitor.draft:
        return visitor.go(visitor.address.part())
    if request.method == "POST":
        return _send_link(visitor, visitor.draft)
    if not visitor.is_open:
        return closed(visitor)
    return ask_address(visitor, AddressForm(initial={"email": visitor.draft.email}))


def ask_address(visitor: Visitor, form: AddressForm, status: int = 200) -> HttpResponse:
    context = visitor.shared_context() | {
        "address_form": form,
        "good_links": [link for link in visitor.draft.links.all() if link.is_good()] if visitor.draft else [],
        "was_sent": visitor.request.GET.get("sent") == "1",
        "unfinished": visitor.filling.first_unfinished(),
    }
    return TemplateResponse(visitor.request, "applications/form_later.html", context, status=status)


def _send_link(visitor: Visitor, draft: Draft) -> HttpResponse:
    if visitor.request.POST.get("go") == "revoke":
        revoke_links(draft=draft)
        return visitor.go(visitor.address.part("later"))
    form = AddressForm(visitor.request.POST)
    if not form.is_valid():
        return ask_address(visitor, form, status=422)
    if wait := visitor.wait("link"):
        return _too_often(visitor, form, wait)
    network = client_network(visitor.request)
    try:
        send_link(draft=draft, email=form.cleaned_data["email"], language=visitor.language, network=network)
    except TooManyMailsError as error:
        return _too_often(visitor, form, error.seconds)
    return visitor.go(visitor.address.part("later", sent="1"))


def _too_often(visitor: Visitor, form: AddressForm, wait: int) -> HttpResponse:
    visitor.context |= {"notice": "too_often", "notice_text": how_long(wait)}
    return retry_after(ask_address(visitor, form, status=429), wait)


@never_cache
@sensitive
def resume(request: HttpRequest, page: FormPage, token: str) -> HttpResponse:
    """The page that a mailed link opens. Nothing happens before the button: mail scanners open links too."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    if request.method != "POST":
        return return_page(request, page, token)
    link = _link_to(page, token)
    if link is None:
        return return_page(request, page, token)
    use_link(link=link)
    response = see_other(str(page.get_url(request)))
    remember(request, response, link.draft_id)
    prove(request, response, link.email)
    return response


def _link_to(page: FormPage, token: str) -> DraftLink | None:
    """The link of a token, if it leads to a draft of this form that has not been sent."""
    link = find_link(token)
    is_ours = link and link.draft.form_key == page.translation_key and not link.draft.application_id
    return link if is_ours else None


def return_page(request: HttpRequest, page: FormPage, token: str, status: int = 200) -> HttpResponse:
    link = _link_to(page, token)
    context = page.get_context(request) | {"link": link, "draft": link.draft if link else None}
    return TemplateResponse(request, "applications/form_return.html", context, status=status if link else 404)


@require_POST
@sensitive
def again(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Start again: what was written is deleted. Or leave: it stays, but this browser does not open it any more.

    One leaves what was sent as well: the confirmation no longer shows its answers here.
    """
    visitor = visitor_of(request, page)
    draft = visitor.draft or visitor.sent
    visitor.draft = None
    response = visitor.go(visitor.address.part())
    if draft is None:
        return response
    if request.POST.get("go") != "leave":
        delete_drafts(Draft.objects.filter(pk=draft.pk, application=None))
    forget(request, response, draft.pk)
    forget_addresses(response)
    response["Clear-Site-Data"] = '"cache"'  # pages that the browser keeps whole, to go back to
    return response
