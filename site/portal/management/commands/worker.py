"""The background worker: the database queue's own worker, which also says that it is alive and makes its rounds.

A round looks at the outbox, whether or not a task has told of a mail: a task whose worker was killed stays RUNNING for
ever. Each minute it takes back the seats that nobody has confirmed in time, and about hourly it does the work that is
due at fixed times.
"""

import logging
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as QueueCommand

from applications.mail.back_ends import require_mail_server
from applications.mail.sending import send_due
from applications.registrations.provisional import release_unconfirmed
from portal.models import WorkerBeat

BEAT_EVERY = 15
FORGET_AFTER = timedelta(days=1)
ROUND_EVERY = 3
SCHEDULED_AFTER = 60
SCHEDULED_EVERY = 3600
SEATS_EVERY = 60
LEAVE_WITHIN = 10

logger = logging.getLogger(__name__)


def beat(worker: str) -> None:
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def beat_until(stopped: Event, worker: str) -> None:
    """From a thread of its own, so that a long task does not look like a dead worker."""
    while not stopped.wait(BEAT_EVERY):
        close_old_connections()
        try:
            beat(worker)
        except DatabaseError:
            logger.exception("The sign of life of worker %s could not be written", worker)
    connection.close()


def make_rounds_until(stopped: Event) -> None:
    """From a thread of its own, so that a mail server that does not answer holds up no task."""
    began = monotonic()
    scheduled_at, seats_at = began + SCHEDULED_AFTER, began + SEATS_EVERY
    while not stopped.wait(ROUND_EVERY):
        close_old_connections()
        try:
            send_due(should_stop=stopped.is_set)
            now = monotonic()
            if now >= seats_at:
                seats_at = now + SEATS_EVERY
                release_unconfirmed(timezone.now())
            if now >= scheduled_at:
                scheduled_at = now + SCHEDULED_EVERY
                call_command("scheduled", verbosity=0)
        except Exception:
            logger.exception("A round of the worker failed")
    connection.close()


class Command(QueueCommand):
    help = "Run a background worker. /readyz tells whether one is alive."

    def handle(self, *args: Any, worker_id: str, **options: Any) -> None:
        try:
            require_mail_server()
        except ImproperlyConfigured as reason:
            raise CommandError(str(reason)) from None
        WorkerBeat.objects.filter(seen_at__lt=timezone.now() - FORGET_AFTER).delete()
        beat(worker_id)
        stopped = Event()
        beats = Thread(target=beat_until, args=(stopped, worker_id), daemon=True)
        rounds = Thread(target=make_rounds_until, args=(stopped,), daemon=True)
        beats.start()
        rounds.start()
        try:
            super().handle(*args, worker_id=worker_id, **options)
        finally:
            stopped.set()
            beats.join()
            rounds.join(LEAVE_WITHIN)
            WorkerBeat.objects.filter(worker=worker_id).delete()
