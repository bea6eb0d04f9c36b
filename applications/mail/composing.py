"""From a row of the outbox to a mail in its language. Made anew at each try; nothing is written."""

from collections.abc import Mapping

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from applications.mail.kinds import Composer, Facts, MailKind, mail_kind
from applications.models import OutgoingEmail
from home.addresses import absolute
from home.calendar_files import calendar_attachment
from home.characters import one_line
from home.navigation import current_chrome
from home.plain_text import tidy
from users.email_addresses import ascii_email


class UnsendableError(Exception):
    """The mail cannot be made, now or later. The reason is English, for translation where staff read it."""


class NotNeededError(Exception):
    """What the mail is about has passed. The reason likewise."""


class Mail(EmailMessage):
    """``secrets`` are words of it that nobody may read later: addresses that let in whoever has them.

    ``paper`` is what it says as a letter on paper; nothing for a mail that is none.
    """

    secrets: tuple[str, ...] = ()
    paper: Mapping[str, str] = {}


_composers: dict[MailKind | type[MailKind], Composer] = {}


def register_composer(of: MailKind | type[MailKind], composer: Composer) -> None:
    """Say how mails are made whose rows cannot say it themselves: one kind, or all of one type.

    For apps to call in ``ready()``, by what needs capabilities above those of the rows.
    """
    _composers[of] = composer


def compose(email: OutgoingEmail) -> Mail:
    """The mail as it is sent. Raises ``UnsendableError``, ``NotNeededError``, or ``KeyError`` for an unknown kind."""
    kind = mail_kind(email.occasion)
    made = kind.compose or _composers.get(kind) or _composers[type(kind)]
    with translation.override(email.language):
        facts: Facts = {"template": kind.code} | made(email)
        contact = facts.get("contact")
        body = body_of(facts, email.language)
    mail = Mail(
        subject=one_line(facts["subject"]),
        body=body,
        to=[ascii_email(email.to)],
        reply_to=[contact.email] if contact and contact.email else None,
        headers={"Message-ID": email.message_id_header, "Auto-Submitted": "auto-generated"},
    )
    mail.secrets, mail.paper = facts.get("secrets", ()), facts.get("paper", {})
    if "calendar" in facts:
        mail.attach(calendar_attachment(*facts["calendar"]))
    return mail


def body_of(facts: Facts, language: str) -> str:
    """The text of a mail, by the template that the facts name, in the active language, which is ``language``."""
    surroundings = {"chrome": current_chrome(""), "site_url": absolute(f"/{language}/")}
    return tidy(render_to_string(f"applications/emails/{facts['template']}.txt", facts | surroundings)) + "\n"
