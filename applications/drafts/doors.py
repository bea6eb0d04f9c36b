"""Where the outbox asks for mails about drafts, and privacy for what is kept of those who fill in forms."""

from applications.drafts.keeping import Files, UnsentDrafts
from applications.drafts.reminders import DRAFT_REMINDER
from applications.drafts.resume_links import DRAFT_LINK
from applications.mail.kinds import register_kinds
from applications.models import keeping


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_kinds(DRAFT_LINK, DRAFT_REMINDER)
    keeping.register(Files())
    keeping.register(UnsentDrafts())
