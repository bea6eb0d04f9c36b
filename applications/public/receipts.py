"""The page on which anybody checks a receipt. It says whether it is genuine, for which form and when; nothing else."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.dossiers.receipt_codes import LONGEST_TYPED, checked_receipt
from applications.drafts.step_form import ErrorLink
from applications.kinds import CallKind
from applications.models import Application
from applications.public.form.visitor import language_of_reader
from applications.public.tracking.access import READING, kept_private
from home.navigation import Crumb
from users.throttle import client_network, how_long, retry_after, seconds_to_wait


class ReceiptForm(forms.Form):
    """Asked by GET: nothing is changed, and the code on a receipt is an address that a telephone reads."""

    use_required_attribute = False
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("As it appears on the receipt, with its dashes."),
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the reference")},
    )
    code = forms.CharField(
        label=gettext_lazy("Receipt code"),
        help_text=gettext_lazy("Four groups of four characters."),
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code")},
    )

    def error_links(self) -> list[ErrorLink]:
        return [
            ErrorLink(str(bound.id_for_label), str(bound.label), str(error)) for bound in self for error in bound.errors
        ]


def check(request: HttpRequest) -> HttpResponseBase:
    """Ask for a reference and a code, and say whether they are those of a receipt.

    A reference that does not exist and a code that is not its own get the same answer.
    """
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return kept_private(_answer(request) if {"reference", "code"} & set(request.GET) else _page(request, ReceiptForm()))


def _answer(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.GET)
    if wait := seconds_to_wait("receipt by address", client_network(request)):
        return retry_after(_page(request, form, status=429, wait=how_long(wait)), wait)
    if not form.is_valid():
        return _page(request, form, status=422)
    application = checked_receipt(form.cleaned_data["reference"], form.cleaned_data["code"])
    if application is None:
        return _page(request, form, status=404, is_unknown=True)
    return _page(request, ReceiptForm(), receipt=_said_of(application))


def _said_of(application: Application) -> dict[str, object]:
    """All that the page says of a genuine receipt."""
    return {
        "reference": application.reference,
        "form": application.version.form(language_of_reader()).title,
        "received_at": application.submitted_at,
        "zone": application.call.time_zone,
        "is_registration": application.call.kind == CallKind.REGISTRATION,
    }


def _page(request: HttpRequest, form: ReceiptForm, *, status: int = 200, **context: object) -> HttpResponse:
    crumbs = [Crumb(_("Home"), f"/{language_of_reader()}/"), Crumb(_("Check a receipt"), request.path)]
    return TemplateResponse(
        request, "applications/receipt_check.html", {"form": form, "crumbs": crumbs, **context}, status=status
    )
