"""From the button “send” to the mailbox, with everything going wrong in between."""

import socket
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.forms.page import FormPage
from applications.mail.sending import send_due
from applications.models import Application, Call, OutgoingEmail
from tests.applications.public.sending import draft_of, sender
from tests.builders import ANSWERS, Portal
from tests.smtp import mail_server
from tests.workers import start_worker, wait_for


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def send(client: Client, form: FormPage) -> Any:
    assert client.post(form.get_url(), ANSWERS).status_code == 303
    return client.post(f"{form.get_url()}check/", {"submit_token": str(uuid.uuid4())})


@pytest.mark.django_db
def test_the_confirmation_does_not_wait_for_the_mail_server(
    client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    form = Portal().forms(Call.objects.create(code="pic"))["fr"]
    with django_capture_on_commit_callbacks(execute=True):
        sent = send(client, form)
    reference = Application.objects.get().reference
    assert reference in client.get(sent["Location"]).content.decode()
    email = OutgoingEmail.objects.get()
    assert (email.status, email.attempts) == ("queued", 1)
    with mail_server() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        OutgoingEmail.objects.update(next_try_at=timezone.now())
        send_due()
        send_due()
        assert mailbox.ids == [email.message_id_header]
        assert reference in str(mailbox.mails[0])
    email.refresh_from_db()
    assert (email.status, email.is_uncertain) == ("sent", False)


@pytest.mark.processes
def test_a_worker_that_is_killed_before_it_hears_of_a_receipt(
    form_without_files: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word that a mail waits is lost with the worker: the next one finds the mail by itself, and sends it once."""
    monkeypatch.setattr("applications.mail.outbox._tell_the_worker", lambda *_arguments: None)
    with mail_server() as mailbox:
        worker = start_worker(mailbox.port)
        worker.kill()
        worker.wait()
        draft = draft_of(form_without_files)
        assert sender(form_without_files)((draft, uuid.uuid4()))[0] == 303
        receipt = OutgoingEmail.objects.get(application__draft=draft)
        assert (receipt.status, mailbox.ids) == ("queued", [])
        worker = start_worker(mailbox.port)
        try:
            wait_for(lambda: OutgoingEmail.objects.filter(pk=receipt.pk, status="sent").exists())
        finally:
            worker.terminate()
            worker.wait(20)
        assert [one for one in mailbox.ids if one == receipt.message_id_header] == [receipt.message_id_header]
