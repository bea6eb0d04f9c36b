"""How long rows of the outbox are kept: those about a dossier as long as it, those about a draft as long as that.

What belongs to neither has a clock of its own here. No row goes while a limit of mails may still count it, or somebody
would begin a draft, have a mail sent and delete it, without end.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from applications.models import EmailStatus, OutgoingEmail
from applications.models.emails import OutgoingEmailQuerySet

KEPT_FOR = timedelta(days=90)
DRAFT_DELETED = gettext_noop("The draft was deleted.")


def forget_mails(now: datetime) -> int:
    """Delete what belongs to no dossier and no draft and was written long enough ago, whatever became of it.

    Notices to staff, links to one's applications, mails about accounts, what is left of mails about deleted drafts.
    Returns how many.
    """
    old = OutgoingEmail.objects.filter(application=None, draft=None, created_at__lte=now - KEPT_FOR)
    return int(old.delete()[0])


def empty_mails(emails: OutgoingEmailQuerySet) -> int:
    """Take out of mails whatever tells of a person, and what they belong to; what waits is sent no more.

    What remains is that a mail was written, by the hashes under which it is counted.
    """
    return emails.update(
        draft=None,
        to="",
        status=EmailStatus.DROPPED,
        leased_until=None,
        error=DRAFT_DELETED,
        context={},
        sent_subject="",
        sent_text="",
        paper={},
    )
