from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.management.commands.db_worker import Worker

from portal.models import WorkerBeat

DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ran: list[str] = []


@task()
def note(word: str) -> None:
    ran.append(word)


@pytest.fixture(autouse=True)
def inside_the_test(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker stays in the test's transaction and leaves the process's signals alone."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)


@override_settings(TASKS=DATABASE_QUEUE)
def test_the_worker_runs_what_waits_and_tells_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    run_task = Worker.run_task

    def spy(self: Worker, result: object) -> None:
        seen.append(WorkerBeat.objects.filter(worker="w1").exists())
        run_task(self, result)

    monkeypatch.setattr(Worker, "run_task", spy)
    ran.clear()
    note.enqueue("hello")

    call_command("worker", "--batch", "--no-startup-delay", "--worker-id", "w1", "--verbosity", "0")

    assert ran == ["hello"]
    assert seen == [True]


@override_settings(TASKS=DATABASE_QUEUE)
def test_a_worker_that_leaves_takes_its_sign_of_life_along() -> None:
    WorkerBeat.objects.create(worker="long gone", seen_at=timezone.now() - timedelta(days=3))

    call_command("worker", "--batch", "--no-startup-delay", "--worker-id", "w2", "--verbosity", "0")

    assert not WorkerBeat.objects.exists()
