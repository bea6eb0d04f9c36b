"""Whether what we write to an applicant arrives."""

from collections.abc import Iterable

from django.db.models import Q

from applications.mail.kinds import codes_for_staff
from applications.mail.outbox import to_applicants
from applications.models import Application, EmailStatus, OutgoingEmail
from users.email_addresses import fold_email

SETTLED = (EmailStatus.SENT, EmailStatus.FAILED)


def settled_mails(application: Application) -> list[OutgoingEmail]:
    """What was mailed to the applicant and left, or failed for good, the latest first. One query."""
    settled = Q(status__in=SETTLED) | Q(sent_at__isnull=False)
    theirs = to_applicants(application.emails.filter(settled)).order_by("-created_at", "-pk")
    return list(theirs.defer("sent_subject", "sent_text"))


def has_failed_address(application: Application, mails: Iterable[OutgoingEmail]) -> bool:
    """Whether the last of the settled mails to the applicant's present address failed.

    Those to an address that the applicant had before tell nothing. No query.
    """
    last = next((email for email in mails if is_telling(email, application)), None)
    return last is not None and last.status == EmailStatus.FAILED


def is_telling(email: OutgoingEmail, application: Application) -> bool:
    """Whether what became of a mail tells of the applicant's present address, as ``has_failed_address`` asks."""
    is_theirs = fold_email(email.to) == fold_email(application.contact_email)
    return is_theirs and email.occasion not in codes_for_staff() and email.status in SETTLED
