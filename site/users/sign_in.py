"""How often somebody may try a password: of an account, and of a page that has one.

Failures are counted in the database, for all processes together and beyond a restart: by what is opened, by the network
that they come from, and by both. After some that are free, each makes the next wait longer. Somebody who got in from a
network before is held up there by what happened there alone, so that no stranger keeps them out; and whoever sets a new
password by e-mail begins anew. A try counts as failed from its beginning, so that many at once are many.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from users.email_addresses import fold_email
from users.models import SignInCount

FORGOTTEN_AFTER = timedelta(days=1)
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Limit:
    """So many failures are free. Then each doubles the wait, from the first to the longest."""

    free: int
    longest: timedelta
    first: timedelta = timedelta(seconds=30)

    def wait_after(self, failures: int) -> timedelta:
        doubled = failures - self.free - 1
        if doubled < 0:
            return timedelta(0)
        return min(self.longest, self.first * 2 ** min(doubled, 20))


HERE = Limit(free=5, longest=timedelta(minutes=15))
EVERYWHERE = Limit(free=20, longest=timedelta(minutes=15))
BY_NETWORK = Limit(free=50, longest=timedelta(hours=1))


class MustWaitError(Exception):
    """Too many failures: nothing was tried. ``seconds`` is how long it is until something may be."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Attempt:
    """One try. Unless it is said to have ``succeeded``, it failed."""

    def __init__(self, opened: str, network: str) -> None:
        self.opened, self.network = opened, network

    def succeeded(self) -> None:
        """Take the failure back that was counted for it, and with it those of this network at this door."""
        now = timezone.now()
        with transaction.atomic():
            here, everywhere, by_network = _locked(self.opened, self.network)
            here.failures, here.waits_until, here.succeeded_at = 0, None, now
            for row, limit in ((everywhere, EVERYWHERE), (by_network, BY_NETWORK)):
                row.failures = max(0, row.failures - 1)
                if not limit.wait_after(row.failures):
                    row.waits_until = None
            for row in (here, everywhere, by_network):
                row.save()


def account_opened(email: str) -> str:
    """The name under which tries at an account are counted, whether or not there is one."""
    return f"account {fold_email(email)}"


def begin(*, opened: str, network: str) -> Attempt:
    """Count a try as failed. Raises ``MustWaitError`` when it may not be made. One transaction; no lock outlives it.

    ``opened`` says what would open: an account, a page with a password.
    """
    opened, network, now = _hashed(opened), _hashed(network), timezone.now()
    with transaction.atomic():
        here, everywhere, by_network = rows = _locked(opened, network)
        is_known = bool(here.succeeded_at and here.succeeded_at > now - KNOWN_FOR)
        ends = [row.waits_until for row in ((here,) if is_known else rows) if row.waits_until]
        if ends and max(ends) > now:
            raise MustWaitError(ceil((max(ends) - now).total_seconds()))
        for row, limit in ((here, HERE), (everywhere, EVERYWHERE), (by_network, BY_NETWORK)):
            is_fresh = row.failed_at and row.failed_at > now - FORGOTTEN_AFTER
            row.failures = row.failures + 1 if is_fresh else 1
            row.failed_at = now
            row.waits_until = now + limit.wait_after(row.failures)
            row.save()
    return Attempt(opened, network)


def _locked(opened: str, network: str) -> tuple[SignInCount, SignInCount, SignInCount]:
    """The three counts, made where they are missing and locked in one order: here, everywhere, of the network."""
    pairs = [("", network), (opened, ""), (opened, network)]
    rows = []
    for door, origin in pairs:
        SignInCount.objects.get_or_create(opened=door, network=origin)
        rows.append(SignInCount.objects.select_for_update().get(opened=door, network=origin))
    by_network, everywhere, here = rows
    return here, everywhere, by_network


def begin_anew(email: str) -> None:
    """Forget the failures at an account, whose owner has shown by e-mail who they are."""
    SignInCount.objects.filter(opened=_hashed(account_opened(email))).update(failures=0, waits_until=None)


def forget_sign_ins(now: datetime) -> int:
    """Delete the counts that hold nobody up and tell nobody's place any more. Returns how many."""
    old = SignInCount.objects.exclude(failed_at__gt=now - FORGOTTEN_AFTER).exclude(succeeded_at__gt=now - KNOWN_FOR)
    return int(old.delete()[0])


def _hashed(text: str) -> str:
    """What is counted is not kept: neither addresses that were typed nor networks."""
    return salted_hmac("users.sign_in", text, algorithm="sha256").hexdigest()
