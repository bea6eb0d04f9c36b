"""Mails: written as rows of the outbox, in the transaction of what makes them due. Nothing is sent here."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from applications.models import Application, Draft, EmailStatus, OutgoingEmail
from applications.tasks import send_due_emails


def enqueue(
    *,
    key: str,
    occasion: str,
    to: str,
    language: str,
    application: Application | None = None,
    draft: Draft | None = None,
    context: dict[str, Any] | None = None,
    is_urgent: bool = True,
) -> OutgoingEmail:
    """Put a mail into the outbox, inside the caller's transaction; a key that is there already keeps its mail.

    The worker is told after the commit, unless there is no hurry. It finds the mail without being told as well, so a
    failure to tell it is only logged.
    """
    facts = {
        "occasion": occasion,
        "to": to,
        "language": language,
        "application": application,
        "draft": draft,
        "context": context or {},
    }
    email, is_new = OutgoingEmail.objects.get_or_create(key=key, defaults=facts)
    if is_new and is_urgent:
        _tell_the_worker()
    return email


def send_again(email: OutgoingEmail) -> bool:
    """Put a mail that was tried before back into the outbox, under the same Message-ID. False if it waits or leaves."""
    repeatable = OutgoingEmail.objects.repeatable().filter(pk=email.pk)
    with transaction.atomic():
        is_back = repeatable.update(
            status=EmailStatus.QUEUED, attempts=0, next_try_at=timezone.now(), leased_until=None, error=""
        )
        if is_back:
            _tell_the_worker()
    return bool(is_back)


def _tell_the_worker() -> None:
    transaction.on_commit(send_due_emails.enqueue, robust=True)
