"""Limits on how often one may write, so that no machine fills the queue.

A draft is limited first. An address is limited only far above what a town hall needs, where many people share one.
What was accepted before is never limited: showing a confirmation again costs nothing.

Each limit counts from a first act until its time is over, then anew: two numbers per limit and sender, however much
is sent. The numbers are kept in Redis where there is one, else by each process for itself.
"""

import logging
import threading
import time
from collections import OrderedDict
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from users.email_addresses import fold_email

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
MOST_COUNTED = 50_000
UNKNOWN = "unknown"
"""All senders whose address is not known are counted as one: hiding it never buys anything."""
PATIENCE = 0.5  # seconds that an answer of Redis may take
PAUSE = 30.0  # seconds during which a Redis that failed is not asked again
# Not the library's ``memory://``: that never forgets a name it has counted, and starts a thread to look for old ones.

logger = logging.getLogger(__name__)


class BoundedMemory(Storage):
    """Counts of this process. The oldest go when there are too many, so that no flood of drafts fills the memory."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        with self._lock:
            count, ends = self._counts.get(key, (0, 0.0))
            if ends <= now:
                self._counts.pop(key, None)
                count, ends = 0, now + expiry
            self._counts[key] = (count + amount, ends)
            if len(self._counts) > MOST_COUNTED:
                self._counts.popitem(last=False)
        return count + amount

    def get(self, key: str) -> int:
        count, ends = self._counts.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return max(self._counts.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            number = len(self._counts)
            self._counts.clear()
        return number

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)


class _Counter:
    """Counts in Redis, and here for as long as Redis does not answer: an outage stops nobody from writing."""

    def __init__(self, redis_url: str) -> None:
        self.here = FixedWindowRateLimiter(BoundedMemory())
        self.shared = FixedWindowRateLimiter(_redis(redis_url)) if redis_url else None
        self.ask_again_at = 0.0

    def wait(self, limit: RateLimitItem, *who: str, cost: int) -> float:
        """Count an act; the seconds until it would be allowed, 0 when it is."""
        if self.shared and time.monotonic() >= self.ask_again_at:
            try:
                return _hit(self.shared, limit, *who, cost=cost)
            except StorageError as error:
                self.ask_again_at = time.monotonic() + PAUSE
                logger.warning("Redis does not answer; limits are counted by process. %s", error.storage_error)
        return _hit(self.here, limit, *who, cost=cost)


def _redis(url: str) -> Storage:
    # Twenty megabytes of each process, which one without Redis can do without.
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    options: dict[str, Any] = {
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "retry": Retry(NoBackoff(), 0),
        "wrap_exceptions": True,
    }
    return storage_from_string(f"redis+{url}" if url.startswith("unix:") else url, **options)  # type: ignore[return-value]


def _hit(limiter: FixedWindowRateLimiter, limit: RateLimitItem, *who: str, cost: int) -> float:
    if limiter.hit(limit, *who, cost=min(cost, limit.amount)):
        return 0.0
    return max(0.001, limiter.get_window_stats(limit, *who).reset_time - time.time())


@cache
def _counter(redis_url: str) -> _Counter:
    return _Counter(redis_url)


@cache
def _limits(text: str) -> list[RateLimitItem]:
    return parse_many(text) if text else []


def limits_of(kind: str) -> list[RateLimitItem]:
    """The limits of a kind; none for one without a limit."""
    return _limits(settings.RATE_LIMITS.get(kind, ""))


def reset() -> None:
    """Forget what this process has counted. For tests: what one sends must not count for the next."""
    _counter.cache_clear()


def seconds_to_wait(kind: str, who: str, cost: int = 1) -> int:
    """Count one act of a kind; 0 when it may go on, else the seconds to wait, which the log is told. A kind without a
    limit always goes on."""
    for limit in limits_of(kind):
        if wait := _counter(settings.REDIS_URL).wait(limit, kind, who or UNKNOWN, cost=cost):
            logger.warning("Limit reached: %s; %s s to wait", kind, ceil(wait))
            return ceil(wait)
    return 0


def how_long(seconds: int) -> str:
    """What a person who must wait is told."""
    if seconds < 120:
        text = ngettext("Wait %(n)s second, then try again.", "Wait %(n)s seconds, then try again.", seconds)
        return text % {"n": seconds}
    minutes = ceil(seconds / 60)
    text = ngettext("Wait %(n)s minute, then try again.", "Wait %(n)s minutes, then try again.", minutes)
    return text % {"n": minutes}


def retry_after(response: AnyResponse, seconds: int) -> AnyResponse:
    """The answer, saying to machines when to try again, which it tells people in words. Nothing is said of no time."""
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def recipient(email: str) -> str:
    """Who is counted as one recipient, so that nobody has mail sent to a stranger without end. No address is kept.

    What many mail servers read as a note after the name, from a plus sign on, leads to the same mailbox.
    """
    name, at, host = fold_email(email).rpartition("@")
    return _hashed(f"{name.partition('+')[0] or name}{at}{host}")


def exact_recipient(email: str) -> str:
    """The same by the address alone, whatever mailbox it leads to."""
    return _hashed(f"exactly {fold_email(email)}")


def sender(network: str) -> str:
    """Who is counted as one sender, by ``client_network``. No network is kept."""
    return _hashed(f"sender {network or UNKNOWN}")


def _hashed(text: str) -> str:
    return salted_hmac("applications.throttle", text, algorithm="sha256").hexdigest()


def client_network(request: HttpRequest) -> str:
    """Who is counted as one address: an IPv4 address, or the network (/64) that one subscriber of IPv6 has.

    Behind proxies (``TRUSTED_PROXIES`` says how many) each has added the address that it saw at the right of
    X-Forwarded-For; what stands further left is the visitor's own invention, and so is all of it without a proxy.
    ``UNKNOWN`` when there is no address, as on a Unix socket whose proxy says nothing.
    """
    hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    nearest = _parsed(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES and hops:
        nearest = _parsed(hops[-min(settings.TRUSTED_PROXIES, len(hops))]) or nearest
    return _shared_by(nearest) if nearest else UNKNOWN


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """An address, which some proxies write with a port; None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _shared_by(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address)
