"""Withdrawing what one sent."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.dossiers.message_form import PlainTextField
from applications.dossiers.permissions import may_withdraw
from applications.dossiers.refusals import RefusedError
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.dossiers.workflow import withdraw
from applications.drafts.step_form import ErrorLink
from applications.kinds import CallKind
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, address_in, by_link, page
from applications.registrations.session_details import session_of


class WithdrawForm(forms.Form):
    """``seen`` is the status that the page was made for: what moved meanwhile is looked at again first."""

    use_required_attribute = False
    reason = PlainTextField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("It helps us to do better; you need not say."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def error_links(self) -> list[ErrorLink]:
        bound = self["reason"]
        return [ErrorLink(str(bound.id_for_label), str(bound.label), str(error)) for error in bound.errors]


@by_link(*ALLOWED)
def withdrawal(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """Ask whether it is meant, then do it. What cannot be withdrawn any more leads back to the tracking page."""
    application = tracked.application
    if not may_withdraw(application):
        return see_other(address_in("application", tracked))
    if request.method != "POST":
        return _ask(request, tracked, WithdrawForm(initial={"seen": application.status}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _ask(request, tracked, form, status=422)
    try:
        withdraw(application=application, reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"])
    except RefusedError as refusal:
        again = WithdrawForm(initial={"seen": application.status, "reason": form.cleaned_data["reason"]})
        return _ask(request, tracked, again, status=409, problem=str(refusal))
    return see_other(f"{address_in('application', tracked)}?said=withdrawn")


@by_link("POST", renews=False)
def expired(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """A post whose security token is missing or too old: the reason comes back. Nothing is written."""
    if not may_withdraw(tracked.application):
        return see_other(address_in("application", tracked))
    problem = _("This page was open for too long. Send it again.")
    return _ask(request, tracked, WithdrawForm(request.POST), status=403, problem=problem)


def _ask(
    request: HttpRequest, tracked: TrackedApplication, form: WithdrawForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    application, language = tracked.application, language_of_reader()
    is_registration = application.call.kind == CallKind.REGISTRATION
    session = session_of(application.call, language)
    context = {
        "tracked": tracked,
        "application": application,
        "session": session,
        "title": session.title if session else application.version.form(language).title,
        "form": form,
        "problem": problem,
        "is_registration": is_registration,
        "here": _("Cancel my registration") if is_registration else _("Withdraw"),
    }
    return page(request, "withdraw", context, status=status)
