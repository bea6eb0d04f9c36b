"""“My applications”: links to all that somebody sent, mailed to their address."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from applications.dossiers.tracking_links import send_tracking_links
from applications.drafts.step_form import MailboxForm
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, kept_private, page, wait_for_mail
from applications.questions.email import LowerCaseEmailField
from users.throttle import client_network, how_long, retry_after


class TrackingForm(MailboxForm):
    email = LowerCaseEmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that you gave in the form."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Type an e-mail address")},
    )


@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address, and mail links to it if it is known. The answer is the same if it is not."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    return kept_private(_answer(request) if request.method == "POST" else _ask(request, TrackingForm()))


@sensitive_post_parameters()
def expired(request: HttpRequest) -> HttpResponseBase:
    """A post whose security token is missing or too old: the address comes back. Nothing is mailed."""
    return kept_private(_ask(request, TrackingForm(request.POST), status=403, notice="expired"))


def _ask(
    request: HttpRequest, form: TrackingForm, *, status: int = 200, wait: str = "", notice: str = ""
) -> HttpResponse:
    was_sent = request.method != "POST" and request.GET.get("sent") == "1"
    return page(request, "ask", {"form": form, "was_sent": was_sent, "wait": wait, "notice": notice}, status=status)


def _answer(request: HttpRequest) -> HttpResponse:
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    email = form.cleaned_data["email"]
    if wait := wait_for_mail(request):
        return retry_after(_ask(request, form, status=429, wait=how_long(wait)), wait)
    send_tracking_links(email=email, language=language_of_reader(), network=client_network(request))
    return see_other(f"{reverse('tracking')}?sent=1")
