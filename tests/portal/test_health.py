import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from applications.models import OutgoingEmail
from portal import health
from portal.models import WorkerBeat

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def living_worker(db: None) -> WorkerBeat:
    return WorkerBeat.objects.create(worker="here", seen_at=timezone.now())


def waiting_task(*, minutes: int, run_after_minutes: int | None = None) -> None:
    now = timezone.now()
    task = DBTaskResult.objects.create(
        task_path="portal.nothing", args_kwargs={"args": [], "kwargs": {}}, queue_name="default", backend_name="default"
    )
    run_after = now - timedelta(minutes=run_after_minutes) if run_after_minutes is not None else task.run_after
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=now - timedelta(minutes=minutes), run_after=run_after)


def test_alive_asks_nobody(client: Client) -> None:
    response = client.get("/healthz", headers={"accept-language": "xx"})

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


def test_ready_names_each_check(client: Client, living_worker: WorkerBeat) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    checks = {"database": "ok", "cache": "ok", "queue": "ok", "outbox": "ok", "storage": "ok"}
    checks["private storage"] = "ok"
    assert response.json()["checks"] == checks


def test_not_ready_without_a_worker(client: Client, living_worker: WorkerBeat) -> None:
    WorkerBeat.objects.update(seen_at=timezone.now() - timedelta(minutes=2))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["queue"] == "no worker"
    assert response.json()["checks"]["database"] == "ok"


def test_not_ready_when_tasks_wait_too_long(client: Client, living_worker: WorkerBeat) -> None:
    waiting_task(minutes=10)

    assert client.get("/readyz").json()["checks"]["queue"] == "tasks wait too long"


@pytest.mark.parametrize(("minutes", "run_after_minutes"), [(1, None), (60, 1)])
def test_a_task_that_has_just_become_due_is_no_alarm(
    client: Client, living_worker: WorkerBeat, minutes: int, run_after_minutes: int | None
) -> None:
    waiting_task(minutes=minutes, run_after_minutes=run_after_minutes)

    assert client.get("/readyz").status_code == 200


def email(**fields: Any) -> None:
    OutgoingEmail.objects.create(key=str(uuid4()), occasion="receipt", to="ada@example.org", language="fr", **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"next_try_at": LONG_AGO},
        {"status": "uncertain", "next_try_at": LONG_AGO},
        {"status": "sending", "next_try_at": LONG_AGO, "leased_until": LONG_AGO},
    ],
)
def test_not_ready_when_nobody_takes_up_the_mails(
    client: Client, living_worker: WorkerBeat, fields: dict[str, Any]
) -> None:
    email(**fields)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["outbox"] == "e-mails wait too long"


def test_mails_that_wait_for_their_server_are_no_alarm(client: Client, living_worker: WorkerBeat) -> None:
    now = timezone.now()
    email(attempts=7, next_try_at=now + timedelta(hours=12), created_at=LONG_AGO, error="ConnectionRefusedError")
    email(next_try_at=now - timedelta(minutes=1), created_at=LONG_AGO)
    email(status="sending", next_try_at=LONG_AGO, leased_until=now + timedelta(minutes=1))
    email(status="sent", next_try_at=LONG_AGO)
    email(status="failed", next_try_at=LONG_AGO)

    assert client.get("/readyz").status_code == 200


def test_a_broken_part_is_named_without_its_secrets(
    client: Client, living_worker: WorkerBeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("/secret/path is full")

    monkeypatch.setattr(default_storage, "save", fail)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["storage"] == "failed"
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EROFS, "not writable"), (errno.EACCES, "not writable")],
)
@pytest.mark.parametrize(("check", "alias"), [("storage", "default"), ("private storage", "private")])
def test_a_storage_that_takes_nothing_is_told_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, check: str, alias: str, number: int, reason: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number), "/secret/path")

    monkeypatch.setattr(storages[alias], "save", fail)

    assert health.state_of(check) == reason
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    other = {"storage": "private storage", "private storage": "storage"}[check]
    assert health.state_of(other) == "ok"


def test_trying_to_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(vars(storages["private"]), "location", str(tmp_path))

    assert health.state_of("private storage") == "ok"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_database_that_is_down_is_no_server_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("down")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert response.json()["checks"]["queue"] == "failed"


def test_a_cache_that_forgets_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "get", lambda key: None)

    assert health.state_of("cache") == "the cache forgets"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
