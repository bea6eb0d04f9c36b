"""Several workers at one outbox, and one that is killed: processes and threads, on whichever database the tests run."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from django.utils import timezone

from applications.mail.sending import claim
from applications.models import Application, EmailStatus, OutgoingEmail
from tests.applications.mail.test_outbox import application, lose_the_lease, queue
from tests.deployed import DEPLOYED
from tests.smtp import mail_server

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120


@pytest.fixture
def committed(committed_demo: None) -> Iterator[Application]:
    dossier = application(f"outbox-{uuid.uuid4().hex[:8]}")
    yield dossier
    dossier.delete()
    dossier.version.delete()
    dossier.call.delete()


def test_two_workers_do_not_take_the_same_mail(committed: Application) -> None:
    emails = queue(committed, 24)

    def work(_number: int) -> list[int]:
        taken: list[int] = []
        try:
            while email := claim(timezone.now()):
                taken.append(email.pk)
            return taken
        finally:
            connections.close_all()

    OutgoingEmail.objects.filter(application=committed).update(status="queued", attempts=0, leased_until=None)
    with ThreadPoolExecutor(6) as pool:
        taken = [pk for pks in pool.map(work, range(6)) for pk in pks]
    assert sorted(taken) == sorted(email.pk for email in emails)
    assert set(OutgoingEmail.objects.filter(application=committed).values_list("attempts", flat=True)) == {1}


def database_url() -> str:
    """The tests' own database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def start_worker(port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **DEPLOYED,
        "DEMO": "",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    command = [sys.executable, "manage.py", "worker", "--no-startup-delay", "-v", "0"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def wait_for(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_worker_that_is_killed_while_it_sends_loses_no_mail(committed: Application) -> None:
    """The mail has reached the server, its worker dies before it can note that: it arrives again under the same id."""
    email = queue(committed)[0]
    OutgoingEmail.objects.filter(pk=email.pk).update(status="queued", attempts=0, leased_until=None)
    with mail_server() as mailbox:
        mailbox.silent_after_data = True
        worker = start_worker(mailbox.port)
        try:
            assert mailbox.arrived.wait(PATIENCE)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        email.refresh_from_db()
        assert email.status == EmailStatus.SENDING
        mailbox.silent_after_data = False
        lose_the_lease()
        worker = start_worker(mailbox.port)
        try:
            wait_for(lambda: OutgoingEmail.objects.filter(pk=email.pk, status="sent").exists())
        finally:
            worker.terminate()
            worker.wait(20)
        assert mailbox.ids == [email.message_id_header] * 2
    email.refresh_from_db()
    assert email.is_uncertain
