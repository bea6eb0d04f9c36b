"""How many mails leave to one address, and because of one sender, so that nobody has the portal write to a stranger.

The outbox itself is what is counted, for all processes together and beyond a restart. It is read without a lock: posts
that arrive at the very same moment may add as many mails as are being answered at once, and no more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_noop
from limits import RateLimitItem

from applications.mail.kinds import MailKind, codes_limited_by
from applications.models import EmailStatus, OutgoingEmail
from users.throttle import limits_of

BY_SENDER = "mail by sender"
TO_ONE_ADDRESS = gettext_noop("Too many e-mails to this address: this one was not sent.")
FROM_ONE_SENDER = gettext_noop("Too many e-mails because of one sender: this one was not sent.")


@dataclass(frozen=True)
class Excess:
    """Why a mail does not leave, in English for translation where staff read it, and the longest that this lasts."""

    reason: str
    seconds: int


class TooManyMailsError(Exception):
    """One mail more may not leave: nothing was written."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class _Counted:
    item: RateLimitItem
    mails: Q
    reason: str

    def since(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self.item.get_expiry())


def excess_of(kind: MailKind, *, recipient: str, sender: str, is_confirmed: bool, now: datetime) -> Excess | None:
    """What stands against one mail more; None where nothing does. One query at most.

    ``recipient`` and ``sender`` are hashes as the outbox keeps them, the sender empty where it is nobody outside.
    ``is_confirmed``: whoever is written to has shown that they read the address.
    """
    counted = [*_to(kind, recipient, is_confirmed=is_confirmed), *_from(sender)]
    if not counted:
        return None
    numbers = {
        f"number_{index}": Count("pk", filter=each.mails & Q(created_at__gt=each.since(now)))
        for index, each in enumerate(counted)
    }
    theirs = Q(recipient=recipient) | Q(sender=sender) if sender else Q(recipient=recipient)
    left = OutgoingEmail.objects.filter(theirs, created_at__gt=min(each.since(now) for each in counted))
    found = left.exclude(status=EmailStatus.WITHHELD).order_by().aggregate(**numbers)
    full = [each for index, each in enumerate(counted) if found[f"number_{index}"] >= each.item.amount]
    longest = max(full, key=lambda each: each.item.get_expiry(), default=None)
    return Excess(longest.reason, longest.item.get_expiry()) if longest else None


def _to(kind: MailKind, recipient: str, *, is_confirmed: bool) -> list[_Counted]:
    if not kind.limit:
        return []
    limits = (limits_of(f"confirmed {kind.limit}") if is_confirmed else []) or limits_of(kind.limit)
    mails = Q(recipient=recipient, occasion__in=codes_limited_by(kind.limit))
    return [_Counted(item, mails, TO_ONE_ADDRESS) for item in limits]


def _from(sender: str) -> list[_Counted]:
    return [_Counted(item, Q(sender=sender), FROM_ONE_SENDER) for item in limits_of(BY_SENDER)] if sender else []
