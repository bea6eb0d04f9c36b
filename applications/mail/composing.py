"""From a row of the outbox to a mail in its language. Made anew at each try; nothing is written."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from applications.mail.texts import one_line
from applications.models import OutgoingEmail
from home.addresses import absolute
from home.calendar_files import calendar_attachment
from home.navigation import current_chrome
from home.plain_text import tidy

Facts = dict[str, Any]
"""What a mail is made of: ``subject``, what its ``template`` shows, and the ``contact`` whom an answer reaches.

``calendar`` is the content and the name, without ``.ics``, of a file for calendars. ``secrets``: as of ``Mail``.
"""
Composer = Callable[[OutgoingEmail], Facts]
"""Called by the worker at each try, outside of any transaction and without a lock, under the mail's language.

Raises ``UnsendableError`` or ``NotNeededError``; whatever else it raises puts the mail off.
"""


class UnsendableError(Exception):
    """The mail cannot be made, now or later. The reason is English, for translation where staff read it."""


class NotNeededError(Exception):
    """What the mail is about has passed. The reason likewise."""


class Mail(EmailMessage):
    """``secrets`` are words of it that nobody may read later: addresses that let in whoever has them."""

    secrets: tuple[str, ...] = ()


_composers: dict[str, Composer] = {}


def register_composers(composers: Mapping[str, Composer]) -> None:
    """Say how the mails of some occasions are made; for apps to call in ``ready()``, once for each occasion."""
    _composers.update(composers)


def compose(email: OutgoingEmail) -> Mail:
    """The mail as it is sent. Raises ``UnsendableError`` or ``NotNeededError``, and ``KeyError`` for no composer."""
    with translation.override(email.language):
        facts: Facts = {"template": email.occasion} | _composers[email.occasion](email)
        contact = facts.get("contact")
        body = body_of(facts, email.language)
    mail = Mail(
        subject=one_line(facts["subject"]),
        body=body,
        to=[email.to],
        reply_to=[contact.email] if contact and contact.email else None,
        headers={"Message-ID": email.message_id_header, "Auto-Submitted": "auto-generated"},
    )
    mail.secrets = facts.get("secrets", ())
    if "calendar" in facts:
        mail.attach(calendar_attachment(*facts["calendar"]))
    return mail


def body_of(facts: Facts, language: str) -> str:
    """The text of a mail, by the template that the facts name, in the active language, which is ``language``."""
    surroundings = {"chrome": current_chrome(""), "site_url": absolute(f"/{language}/")}
    return tidy(render_to_string(f"applications/emails/{facts['template']}.txt", facts | surroundings)) + "\n"
