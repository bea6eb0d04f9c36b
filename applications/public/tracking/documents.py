"""The documents that an applicant keeps, as PDF: the copy of what they sent, and the receipt of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.dossiers.copies import copy_of, name_of_copy
from applications.dossiers.receipts import name_of_receipt, receipt_of
from applications.dossiers.tracking_tokens import Followed
from applications.models import Application
from applications.public.form.visit import language_of_reader
from applications.public.tracking.access import READING, by_link, page
from applications.public.tracking.tracking import form_page_of
from applications.registrations.session_details import session_of
from home.documents import Document, DocumentError, TooLargeError, make_pdf
from home.documents.responses import download
from users.throttle import client_network, how_long, seconds_to_wait

TRY_AGAIN_AFTER = 60
"""Seconds."""


@by_link(*READING)
def copy(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Everything that the applicant wrote, private answers too: whoever has the link is the applicant."""
    application, language = followed.application, language_of_reader()

    def document() -> Document:
        return copy_of(application, language, thread=_thread(application, language))

    return _given(request, followed, document, name_of_copy(application))


@by_link(*READING)
def receipt(request: HttpRequest, followed: Followed) -> HttpResponse:
    """What was received and when; of a registration, for which session."""
    application, language = followed.application, language_of_reader()

    def document() -> Document:
        session = session_of(application.call, language)
        about = [(_("Session"), session.title), (_("When"), session.when)] if session else []
        return receipt_of(application, language, thread=_thread(application, language), about=about)

    return _given(request, followed, document, name_of_receipt(application))


def _given(request: HttpRequest, followed: Followed, document: Callable[[], Document], name: str) -> HttpResponse:
    """The document as a download; a page that says why not where it cannot be made now."""
    if request.method == "HEAD":
        return download(b"", name)
    by_dossier = seconds_to_wait("document", str(followed.application.pk))
    if wait := by_dossier or seconds_to_wait("document by address", client_network(request)):
        return _refused(request, followed, 429, wait)
    try:
        return download(make_pdf(document()), name)
    except TooLargeError:
        return _refused(request, followed, 422)
    except DocumentError:
        return _refused(request, followed, 503, TRY_AGAIN_AFTER)


def _refused(request: HttpRequest, followed: Followed, status: int, wait: int = 0) -> HttpResponse:
    context = {
        "followed": followed,
        "wait": how_long(wait) if status == 429 else "",
        "is_too_large": status == 422,
        "here": _("Your documents"),
    }
    response = page(request, "no_document", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _thread(application: Application, language: str) -> str:
    """The thread of the form's page, which its documents are woven with."""
    form_page = form_page_of(application, language)
    return form_page.thread if form_page else ""
