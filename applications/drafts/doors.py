"""Where the outbox asks for mails about drafts."""

from applications.drafts.reminders import DRAFT_REMINDER
from applications.drafts.resume_links import DRAFT_LINK
from applications.mail.kinds import register_kinds


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_kinds(DRAFT_LINK, DRAFT_REMINDER)
