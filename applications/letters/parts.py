"""What the texts of mails are made of: addresses, pages, lines. And the reasons why a mail is not made."""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

from applications.forms.page import FormPage
from applications.models import Application, OutgoingEmail
from home.addresses import absolute
from home.locales import language_of
from home.navigation import current_chrome
from home.plain_text import tidy

LONGEST_TITLE = 120
HIDDEN = "…"
_TOKENS = re.compile(r"(?<![0-9a-f])(?:\d+-\d{8}-[0-9a-f]{40}|(?:\d+-)?[0-9a-f]{64})(?![0-9a-f])")
"""The last parts of links to drafts, confirmations and tracking pages, as their own modules make them."""

Facts = dict[str, Any]


class UnsendableError(Exception):
    """The mail cannot be made, now or later. The reason is English, for translation where staff read it."""


class NotNeededError(Exception):
    """What the mail is about has passed. The reason likewise."""


def one_line(text: str) -> str:
    """A text that people wrote, fit for a header: no breaks, no control characters."""
    visible = (" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
    return " ".join("".join(visible).split())


def shortened(text: str, length: int = LONGEST_TITLE) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}{HIDDEN}"


def without_tokens(text: str, secrets: Iterable[str] = ()) -> str:
    """A text that may be kept: what let its holder in is gone from the addresses, and so are whole ``secrets``."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _TOKENS.sub(HIDDEN, text).replace("\0", "")


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


def body_of(facts: Facts, language: str) -> str:
    """The text of a mail, by the template that the facts name, in the active language, which is ``language``."""
    surroundings = {"chrome": current_chrome(""), "site_url": absolute(f"/{language}/")}
    return tidy(render_to_string(f"applications/emails/{facts['template']}.txt", facts | surroundings)) + "\n"
