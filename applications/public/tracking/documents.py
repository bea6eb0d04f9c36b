"""The documents that an applicant keeps, as PDF: the copy of what they sent, the receipt of it, and our letters."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.dossiers.copies import copy_of, name_of_copy
from applications.dossiers.receipts import name_of_receipt, receipt_of
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.forms.live_pages import live_page
from applications.letters.paper import letter_on_paper, name_of_letter
from applications.mail.outbox import to_applicants
from applications.models import Application
from applications.public.form.visitor import language_of_reader
from applications.public.tracking.access import READING, by_link, page
from applications.registrations.session_details import session_of
from home.documents import Document, DocumentError, TooLargeError, make_pdf
from home.documents.responses import download
from users.throttle import client_network, how_long, retry_after, seconds_to_wait

TRY_AGAIN_AFTER = 60
"""Seconds."""


@by_link(*READING)
def copy(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """Everything that the applicant wrote, private answers too: whoever has the link is the applicant."""
    application, language = tracked.application, language_of_reader()

    def document() -> Document:
        return copy_of(application, language, thread=_thread(application, language))

    return _given(request, tracked, document, name_of_copy(application))


@by_link(*READING)
def receipt(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """What was received and when; of a registration, for which session."""
    application, language = tracked.application, language_of_reader()

    def document() -> Document:
        session = session_of(application.call, language)
        about = [(_("Session"), session.title), (_("When"), session.when)] if session else []
        return receipt_of(application, language, thread=_thread(application, language), about=about)

    return _given(request, tracked, document, name_of_receipt(application))


@by_link(*READING)
def letter(request: HttpRequest, tracked: TrackedApplication, pk: int) -> HttpResponse:
    """A letter about the dossier as it was sent. Missing for one that was not sent, and for any other mail."""
    application = tracked.application
    email = to_applicants(application.emails.filter(pk=pk)).first()
    if email is None or not email.is_on_paper:
        raise Http404
    return _given(request, tracked, partial(letter_on_paper, application, email), name_of_letter(application, email))


def _given(
    request: HttpRequest, tracked: TrackedApplication, document: Callable[[], Document], name: str
) -> HttpResponse:
    """The document as a download; a page that says why not where it cannot be made now."""
    if request.method == "HEAD":
        return download(b"", name)
    by_dossier = seconds_to_wait("document", str(tracked.application.pk))
    if wait := by_dossier or seconds_to_wait("document by address", client_network(request)):
        return _refused(request, tracked, 429, wait)
    try:
        return download(make_pdf(document()), name)
    except TooLargeError:
        return _refused(request, tracked, 422)
    except DocumentError:
        return _refused(request, tracked, 503, TRY_AGAIN_AFTER)


def _refused(request: HttpRequest, tracked: TrackedApplication, status: int, wait: int = 0) -> HttpResponse:
    context = {
        "tracked": tracked,
        "wait": how_long(wait) if status == 429 else "",
        "is_too_large": status == 422,
        "here": _("Your documents"),
    }
    return retry_after(page(request, "no_document", context, status=status), wait)


def _thread(application: Application, language: str) -> str:
    """The thread of the form's page, which its documents are woven with."""
    form_page = live_page(application.version.form_key, language)
    return form_page.thread if form_page else ""
