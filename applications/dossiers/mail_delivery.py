"""Whether what we write to an applicant arrives."""

from applications.mail.kinds import codes_for_staff
from applications.mail.outbox import to_applicants
from applications.models import Application, EmailStatus, OutgoingEmail

SETTLED = (EmailStatus.SENT, EmailStatus.FAILED)


def has_failed_address(application: Application) -> bool:
    """Whether the last mail to the applicant's present address failed; what still waits tells nothing. One query.

    Mails to staff about the dossier do not count, nor do those to an address that the applicant had before.
    """
    if not application.contact_email:
        return False
    theirs = to_applicants(application.emails.filter(status__in=SETTLED))
    last = theirs.filter(to__iexact=application.contact_email).order_by("-created_at", "-pk").first()
    return last is not None and last.status == EmailStatus.FAILED


def is_telling(email: OutgoingEmail, application: Application) -> bool:
    """Whether what became of a mail tells of the applicant's present address, as ``has_failed_address`` asks."""
    is_theirs = email.occasion not in codes_for_staff() and email.to.lower() == application.contact_email.lower()
    return is_theirs and email.status in SETTLED
