"""Links to what somebody has sent, mailed to the address that they gave with it."""

import time

from django.db import transaction

from applications.mail.outbox import enqueue
from applications.models import Application, Occasion
from applications.tasks import send_due_emails
from users.throttle import recipient


def send_follow_links(*, email: str, language: str) -> None:
    """Mail somebody links to all that was sent under their address; nothing if that is nothing.

    Two presses of a button within a minute make one mail. The caller does not learn what was found, and it takes about
    the same work: the worker is woken in any case.
    """
    address = email.strip().lower()
    with transaction.atomic():
        if Application.objects.filter(contact_email=address, anonymised_at=None).exists():
            enqueue(
                key=f"follow_links:{recipient(address)}:{int(time.time()) // 60}",
                occasion=Occasion.FOLLOW_LINKS,
                to=address,
                language=language,
                is_urgent=False,
            )
        transaction.on_commit(send_due_emails.enqueue, robust=True)
