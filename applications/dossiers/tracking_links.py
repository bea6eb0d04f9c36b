"""Links to what somebody has sent, mailed to the address that they gave with it."""

import time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from applications.dossiers.confirming import mailed_address
from applications.dossiers.tracking_tokens import GOOD_FOR
from applications.mail.composing import NotNeededError
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.models import Application, OutgoingEmail
from applications.tasks import send_due_emails
from home.characters import one_line
from home.templatetags.time_zones import in_zone
from users.email_addresses import fold_email
from users.throttle import recipient

MOST_LINKS = 50


def _links(email: OutgoingEmail) -> Facts:
    """Links to all that was sent under the address of the mail, the newest first; the rest is counted."""
    theirs = Application.objects.filter(contact_email=fold_email(email.to), anonymised_at=None)
    found = list(theirs.select_related("call", "version")[: MOST_LINKS + 1])
    if not found:
        raise NotNeededError(gettext_noop("Nothing was sent under this address."))
    return {
        "subject": _("Your applications"),
        "links": [_link(application, email) for application in found[:MOST_LINKS]],
        "has_more": len(found) > MOST_LINKS,
        "most": MOST_LINKS,
        "link_ends_on": (email.created_at + GOOD_FOR).date(),
    }


def _link(application: Application, email: OutgoingEmail) -> dict[str, object]:
    return {
        "title": one_line(application.version.form(email.language).title),
        "reference": application.reference,
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "link": mailed_address(application, email.language, since=email.created_at),
    }


TRACKING_LINKS = MailKind(
    code="follow_links", label=gettext_lazy("links to one’s applications"), compose=_links, limit="link by recipient"
)


def send_tracking_links(*, email: str, language: str, network: str = "") -> None:
    """Mail somebody links to all that was sent under their address; nothing if that is nothing, or one mail too many.

    Those that were mailed lately are still good, so whoever reads the address misses nothing. Two presses of a button
    within a minute make one mail. The caller does not learn what was found, and it takes about the same work: the
    worker is woken in any case.
    """
    address = fold_email(email)
    with transaction.atomic():
        if Application.objects.filter(contact_email=address, anonymised_at=None).exists():
            enqueue(
                key=f"follow_links:{recipient(address)}:{int(time.time()) // 60}",
                kind=TRACKING_LINKS,
                to=address,
                language=language,
                is_urgent=False,
                network=network,
            )
        transaction.on_commit(send_due_emails.enqueue, robust=True)
