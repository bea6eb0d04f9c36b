"""Confirming the address that was given: asked on GET, noted on POST. Mail scanners open links too."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.dossiers.confirming import confirm_address, is_proof
from applications.dossiers.message_form import MessageForm
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.drafts.proven_addresses import prove
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, address_in, by_link
from applications.public.tracking.tracking import show


@by_link(*ALLOWED)
def confirm(request: HttpRequest, tracked: TrackedApplication, proof: str) -> HttpResponse:
    """The tracking page with the button, then what it does. Whoever has no proof, or needs none, sees the page only.

    The browser that presses the button is known from then on as one whose person reads the address.
    """
    application, address = tracked.application, address_in("application", tracked)
    if not is_proof(application, proof) or (application.address_confirmed_at and request.method != "POST"):
        return see_other(address)
    if request.method != "POST":
        return show(request, tracked, MessageForm(), proof=proof)
    confirm_address(application=application)
    response = see_other(f"{address}?said=address")
    prove(request, response, application.contact_email)
    return response


@by_link("POST", renews=False)
def expired(request: HttpRequest, tracked: TrackedApplication, proof: str) -> HttpResponse:
    """A post whose security token is missing or too old: it is asked again. Nothing is written."""
    if not is_proof(tracked.application, proof):
        return see_other(address_in("application", tracked))
    text = _("This page was open for too long. Press the button again.")
    return show(request, tracked, MessageForm(), status=403, proof=proof, confirm_problem=text)
