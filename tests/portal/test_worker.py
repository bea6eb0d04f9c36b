from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.management.commands.db_worker import Worker

from portal.management.commands import worker
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
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
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


class Rounds:
    """Stands for the event that ends the rounds, after so many of them."""

    def __init__(self, number: int) -> None:
        self.left = number

    def wait(self, seconds: float) -> bool:
        self.left -= 1
        return self.left < 0

    def is_set(self) -> bool:
        return False


def test_the_rounds_look_at_the_outbox_each_time_and_do_the_scheduled_work_hourly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = iter(range(0, 100_000, 40))
    done: list[str] = []
    monkeypatch.setattr(worker, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(worker, "send_due", lambda should_stop: done.append("outbox"))
    monkeypatch.setattr(worker, "call_command", lambda name, verbosity: done.append(name))
    monkeypatch.setattr(worker, "release_unconfirmed", lambda now: done.append("seats"))

    worker.make_rounds_until(Rounds(100))  # type: ignore[arg-type]

    assert done.count("outbox") == 100
    assert done.count("scheduled") == 2
    assert done.count("seats") == 50, "a minute is over at every other round"
    assert done[:4] == ["outbox", "outbox", "seats", "scheduled"]


def test_a_round_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[str] = []

    def fail(should_stop: Callable[[], bool]) -> None:
        rounds.append("outbox")
        raise OSError("no database")

    monkeypatch.setattr(worker, "send_due", fail)

    worker.make_rounds_until(Rounds(3))  # type: ignore[arg-type]

    assert len(rounds) == 3
