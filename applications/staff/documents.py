"""The documents that staff take from a dossier, as PDF."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View

from applications.dossiers.copies import copy_of, name_of_copy
from applications.dossiers.permissions import handles
from applications.letters.paper import letter_on_paper, name_of_letter
from applications.mail.outbox import to_applicants
from applications.models import OutgoingEmail, Reading
from applications.privacy.access_log import record
from applications.staff.base import DossierMixin, Views
from home.documents import Document, DocumentError, TooLargeError, make_pdf
from home.documents.responses import download
from users.signed_in import signed_in


class CopyView(DossierMixin, View):
    """A copy of the application, in the reader's language. Each is written down.

    Without private answers, unless those who handle the call ask for them with ``?private=1``: who only reads dossiers
    takes none away.
    """

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        application, with_private = self.application, request.GET.get("private") == "1"
        if with_private and not handles(signed_in(request), application.call):
            raise PermissionDenied
        language, name = translation.get_language() or "", name_of_copy(application)

        def document() -> Document:
            return copy_of(application, language, with_private=with_private, is_own=False)

        details = _("%(file)s, with private answers") % {"file": name} if with_private else name
        return given(
            request,
            document,
            name,
            back=self.dossier_address(),
            details=details,
            reading=Reading.FILE,
            by=request.user,
            application=application,
        )


class LetterView(DossierMixin, View):
    """A letter to the applicant, as it was sent, in its language. Each download is written down.

    Missing for who may not see the mails of the dossier.
    """

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, email: int) -> HttpResponse:
        application = self.application
        emails = to_applicants(OutgoingEmail.objects.visible_to(signed_in(request))).filter(application=application)
        found = get_object_or_404(emails, pk=email)
        if not found.is_on_paper:
            raise Http404
        name = name_of_letter(application, found)
        return given(
            request,
            partial(letter_on_paper, application, found),
            name,
            back=self.dossier_address("letters-section"),
            details=name,
            reading=Reading.FILE,
            by=request.user,
            application=application,
        )


def given(
    request: HttpRequest, document: Callable[[], Document], name: str, *, back: str, details: str, **read: Any
) -> HttpResponse:
    """The document as a download, written down as read; back where one came from, with the reason, if it fails.

    ``read`` says who read what, as the access log wants it.
    """
    try:
        pdf = make_pdf(document())
    except TooLargeError:
        messages.error(request, _("It holds more text than we can put into a PDF."))
        return redirect(back)
    except DocumentError:
        messages.error(request, _("The PDF could not be made. Try again in a minute."))
        return redirect(back)
    record(details=details, **read)
    return download(pdf, name)


VIEWS: Views = (
    ("<int:pk>/copy/", CopyView, "copy"),
    ("<int:pk>/letters/<int:email>/", LetterView, "letter"),
)
