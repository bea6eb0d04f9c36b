"""The background worker: the database queue's own worker, which also says that it is alive."""

import logging
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as QueueCommand

from portal.models import WorkerBeat

BEAT_EVERY = 15
FORGET_AFTER = timedelta(days=1)

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


class Command(QueueCommand):
    help = "Run a background worker. /readyz tells whether one is alive."

    def handle(self, *args: Any, worker_id: str, **options: Any) -> None:
        WorkerBeat.objects.filter(seen_at__lt=timezone.now() - FORGET_AFTER).delete()
        beat(worker_id)
        stopped = Event()
        thread = Thread(target=beat_until, args=(stopped, worker_id), daemon=True)
        thread.start()
        try:
            super().handle(*args, worker_id=worker_id, **options)
        finally:
            stopped.set()
            thread.join()
            WorkerBeat.objects.filter(worker=worker_id).delete()
