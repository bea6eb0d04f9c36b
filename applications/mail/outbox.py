"""Mails: written as rows of the outbox, in the transaction of what makes them due. Nothing is sent here."""

from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from applications.mail.kinds import MailKind, codes_for_staff
from applications.mail.limits import Excess, TooManyMailsError, excess_of
from applications.models import Application, Draft, EmailStatus, OutgoingEmail
from applications.models.emails import WAITING, OutgoingEmailQuerySet
from applications.tasks import send_due_emails
from users import throttle
from users.email_addresses import fold_email


def enqueue(
    *,
    key: str,
    kind: MailKind,
    to: str,
    language: str,
    application: Application | None = None,
    draft: Draft | None = None,
    context: dict[str, object] | None = None,
    is_urgent: bool = True,
    network: str = "",
    is_confirmed: bool = False,
    must_leave: bool = False,
) -> OutgoingEmail:
    """Put a mail into the outbox, inside the caller's transaction; a key that is there already keeps its mail.

    A mail too many is written as ``WITHHELD``, and never sent unless staff do; where it ``must_leave`` it raises
    ``TooManyMailsError`` instead. ``network`` is that of the person outside who causes it, as ``client_network`` says;
    ``is_confirmed``: whoever is written to has shown that they read the address.

    The worker is told after the commit, unless there is no hurry. It finds the mail without being told as well, so a
    failure to tell it is only logged.
    """
    counted_as = throttle.exact_recipient if kind.is_counted_as_typed else throttle.recipient
    counted = {"recipient": counted_as(to), "sender": throttle.sender(network) if network else ""}

    @cache
    def excess() -> Excess | None:
        return excess_of(kind, **counted, is_confirmed=is_confirmed, now=timezone.now())

    def status() -> EmailStatus:
        found = excess()
        if found and must_leave:
            raise TooManyMailsError(found.seconds)
        return EmailStatus.WITHHELD if found else EmailStatus.QUEUED

    def error() -> str:
        found = excess()
        return found.reason if found else ""

    facts: dict[str, Any] = counted | {
        "status": status,  # both are asked only of a mail that is not there yet
        "error": error,
        "occasion": kind.code,
        "to": fold_email(to),
        "language": language,
        "application": application,
        "draft": draft,
        "context": context or {},
    }
    email, is_new = OutgoingEmail.objects.get_or_create(key=key, defaults=facts)
    if is_new and is_urgent and not email.is_withheld:
        _tell_the_worker()
    return email


def write_to_applicant(
    application: Application, kind: MailKind, key: str, *, network: str = "", **context: object
) -> OutgoingEmail | None:
    """Put a mail to the applicant into the outbox, as ``enqueue`` says; None if they gave no address."""
    if not application.contact_email:
        return None
    return enqueue(
        key=key,
        kind=kind,
        to=application.contact_email,
        language=application.language,
        application=application,
        context=context,
        network=network,
        is_confirmed=application.address_confirmed_at is not None,
    )


def send_again(email: OutgoingEmail) -> bool:
    """Put a mail that was tried before back into the outbox, under the same Message-ID. False if it waits or leaves.

    What an applicant is written goes to the address that they have now, and ``email`` tells it.
    """
    repeatable = OutgoingEmail.objects.repeatable().filter(pk=email.pk)
    to = (_is_for_applicant(email) and email.application and email.application.contact_email) or email.to
    with transaction.atomic():
        is_back = repeatable.update(
            to=to, status=EmailStatus.QUEUED, attempts=0, next_try_at=timezone.now(), leased_until=None, error=""
        )
        if is_back:
            email.to = to
            _tell_the_worker()
    return bool(is_back)


def readdress_mails(application: Application) -> int:
    """Send what still waits to the applicant's address as it is now, inside the transaction that changes it."""
    if not application.contact_email:
        return 0
    theirs = to_applicants(application.emails.filter(status__in=WAITING))
    return theirs.update(to=fold_email(application.contact_email))


def to_applicants(emails: OutgoingEmailQuerySet) -> OutgoingEmailQuerySet:
    """Without those that tell staff of the same dossiers."""
    return emails.exclude(occasion__in=codes_for_staff())


def _is_for_applicant(email: OutgoingEmail) -> bool:
    return email.application_id is not None and email.occasion not in codes_for_staff()


def _tell_the_worker() -> None:
    transaction.on_commit(send_due_emails.enqueue, robust=True)
