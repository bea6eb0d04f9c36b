"""The texts of mails: from a row of the outbox to a mail in its language. Made anew at each try; nothing is written."""

from collections.abc import Callable
from email.mime.text import MIMEText

from django.core.mail import EmailMessage
from django.utils import translation

from applications.letters import of_links as emails_links
from applications.letters import to_applicants as emails_letters
from applications.letters import to_staff as emails_staff
from applications.letters.parts import Facts, body_of, one_line
from applications.models import LetterOccasion, Occasion, OutgoingEmail


class Mail(EmailMessage):
    """``secrets`` are words of it that nobody may read later: addresses that let in whoever has them."""

    secrets: tuple[str, ...] = ()


def compose(email: OutgoingEmail) -> Mail:
    """The mail as it is sent. Raises ``email_parts.UnsendableError`` or ``NotNeededError``."""
    with translation.override(email.language):
        facts: Facts = {"template": email.occasion} | _FACTS[Occasion(email.occasion)](email)
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
        mail.attach(_calendar(*facts["calendar"]))
    return mail


def _calendar(name: str, content: bytes) -> MIMEText:
    """A file that calendars take when it is opened: it announces, and asks for no answer (RFC 5546)."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


_FACTS: dict[Occasion, Callable[[OutgoingEmail], Facts]] = {
    **{Occasion(occasion.value): emails_letters.letter for occasion in LetterOccasion},
    Occasion.DRAFT_LINK: emails_links.draft_link,
    Occasion.DRAFT_REMINDER: emails_links.draft_reminder,
    Occasion.FOLLOW_LINKS: emails_links.follow_links,
    Occasion.STAFF_NOTICE: emails_staff.notice,
    Occasion.CALL_CLOSED: emails_staff.call_closed,
}
