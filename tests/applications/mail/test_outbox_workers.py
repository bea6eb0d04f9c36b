"""Several workers at one outbox, and one that is killed: processes and threads, on whichever database the tests run."""

import signal
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from applications.mail.sending import claim
from applications.models import Application, EmailStatus, OutgoingEmail
from tests.applications.mail.outboxes import application, lose_the_lease, queue
from tests.smtp import mail_server
from tests.workers import PATIENCE, start_worker, wait_for


@pytest.fixture
def committed(committed_demo: None) -> Iterator[Application]:
    dossier = application(f"outbox-{uuid.uuid4().hex[:8]}")
    yield dossier
    dossier.delete()
    dossier.version.delete()
    dossier.call.delete()


@pytest.mark.threads
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


@pytest.mark.processes
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
