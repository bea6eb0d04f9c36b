"""What letters and links need of others: the dossier that a mail is about, the page of its form."""

import uuid

from django.utils.translation import gettext_noop

from applications.forms.page import FormPage
from applications.mail.composing import NotNeededError, UnsendableError
from applications.models import Application, OutgoingEmail
from home.locales import language_of


def application_of(email: OutgoingEmail) -> Application:
    """The dossier that a mail to its applicant is about, as long as the mail may go to that address.

    Under another address a mail would carry a link that works to somebody who is not the contact any more.
    """
    application = email.application
    if application is None:
        raise UnsendableError(gettext_noop("The application is gone."))
    if application.anonymised_at:
        raise NotNeededError(gettext_noop("The application was anonymised."))
    if application.contact_email.casefold() != email.to.casefold():
        raise NotNeededError(gettext_noop("The applicant has another address now."))
    return application


def page_of(form_key: uuid.UUID, language: str) -> FormPage | None:
    """The live page of a form in a language, or else in another one; None if nobody can open it."""
    pages = FormPage.objects.live().filter(translation_key=form_key).select_related("contact").order_by("pk")
    found = sorted(pages, key=lambda page: language_of(page.locale_id) != language)
    return next((page for page in found if path_of(page)), None)


def path_of(page: FormPage) -> str:
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else ""
