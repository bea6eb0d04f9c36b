"""Is the portal alive, and is it ready? For load balancers and monitors: JSON, no language, no redirect."""

import errno
import logging
from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from applications.models import OutgoingEmail
from portal.models import WorkerBeat

logger = logging.getLogger(__name__)

ROOM_TO_SPARE = 64 * 1024
STORAGE_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "not writable",
    errno.EACCES: "not writable",
    errno.EPERM: "not writable",
}


class NotReadyError(Exception):
    """One check's reason, in words that may be shown to anybody."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache() -> None:
    key, value = f"readyz:{token_hex(4)}", token_hex(4)
    cache.set(key, value, timeout=10)
    found = cache.get(key)
    cache.delete(key)
    if found != value:
        raise NotReadyError("the cache forgets")


def check_queue() -> None:
    now = timezone.now()
    if not WorkerBeat.objects.filter(seen_at__gt=now - timedelta(seconds=settings.WORKER_SILENT_AFTER)).exists():
        raise NotReadyError("no worker")
    late = now - timedelta(seconds=settings.QUEUE_LATE_AFTER)
    # A task that may run at any time carries a date at the end of all time; one that was put off has its own.
    anytime, put_off = Q(run_after__gt=now), Q(run_after__lt=late)
    if DBTaskResult.objects.ready().filter(anytime | put_off, enqueued_at__lt=late).exists():
        raise NotReadyError("tasks wait too long")


def check_outbox() -> None:
    """A mail that waits for its next try, because its server is down, is no reason to be taken out of service."""
    if OutgoingEmail.objects.late(timezone.now() - timedelta(seconds=settings.QUEUE_LATE_AFTER)).exists():
        raise NotReadyError("e-mails wait too long")


def check_storage() -> None:
    _try_to_write(default_storage)


def check_private_storage() -> None:
    """Where applicants' files go: without it pages are read and texts are saved, but no file is taken."""
    _try_to_write(storages["private"])


def _try_to_write(storage: Storage) -> None:
    """Write as little as a disk that is nearly full refuses, and take it away.

    Raises ``NotReadyError`` with the reason where the system says one, else what the storage raised.
    """
    name = f"readyz/{token_hex(8)}"
    try:
        try:
            storage.save(name, ContentFile(bytes(ROOM_TO_SPARE)))
        finally:
            storage.delete(name)
    except OSError as error:
        reason = STORAGE_REASONS.get(error.errno or 0)
        if reason is None:
            raise
        logger.error("A storage cannot be written to: %s", error)
        raise NotReadyError(reason) from error


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "cache": check_cache,
    "queue": check_queue,
    "outbox": check_outbox,
    "storage": check_storage,
    "private storage": check_private_storage,
}


def state_of(name: str) -> str:
    try:
        CHECKS[name]()
    except NotReadyError as reason:
        return str(reason)
    except Exception:
        logger.exception("The readiness check of the %s failed", name)
        return "failed"
    return "ok"


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    states: dict[str, Any] = {name: state_of(name) for name in CHECKS}
    ready = all(state == "ok" for state in states.values())
    return JsonResponse({"status": "ok" if ready else "not ready", "checks": states}, status=200 if ready else 503)
