"""Sending: once where possible, never less than once, and never in the way of an applicant."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from applications.mail import sending as outbox
from applications.mail.composing import NotNeededError, UnsendableError
from applications.mail.sending import DELAYS, claim, recover, send_due
from applications.models import EmailStatus, OutgoingEmail
from tests.applications.mail.outboxes import TO, application, lose_the_lease, queue
from tests.smtp import Mailbox, mail_server


def soon(**fields: Any) -> None:
    """Let the next try come."""
    OutgoingEmail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1), **fields)


@pytest.fixture
def one(db: None) -> OutgoingEmail:
    return queue(application())[0]


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def test_a_mail_is_sent_once(one: OutgoingEmail, mailbox: Mailbox) -> None:
    assert send_due() == 1
    assert send_due() == 0
    one.refresh_from_db()
    assert (one.status, one.attempts, one.leased_until, one.is_uncertain) == (EmailStatus.SENT, 1, None, False)
    assert one.sent_at
    assert mailbox.ids == [one.message_id_header]
    assert mailbox.mails[0]["To"] == TO
    assert one.sent_subject.startswith("Bien reçu")
    assert "outbox-1" in one.sent_text
    assert "/fr/suivi/…/" in one.sent_text


@pytest.mark.django_db
def test_a_round_sends_all_that_is_due_and_nothing_else(mailbox: Mailbox) -> None:
    emails = queue(application(), 4)
    OutgoingEmail.objects.filter(pk=emails[3].pk).update(next_try_at=timezone.now() + timedelta(hours=1))
    assert send_due(at_most=2) == 2
    assert send_due(should_stop=lambda: True) == 0
    assert send_due() == 1
    assert len(set(mailbox.ids)) == 3
    assert set(OutgoingEmail.objects.filter(status="queued")) == {emails[3]}


def test_a_server_that_is_down_holds_nothing_up_and_loses_nothing(
    db: None, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        with django_capture_on_commit_callbacks(execute=True):
            queue(application(), 3)
    tried = OutgoingEmail.objects.exclude(attempts=0).get()
    assert "refused" in tried.error
    assert set(OutgoingEmail.objects.values_list("status", "is_uncertain")) == {("queued", False)}
    assert not OutgoingEmail.objects.due(timezone.now()).exists()
    with mail_server() as back:
        settings.EMAIL_PORT = back.port
        soon()
        assert send_due() == 3
        assert len(set(back.ids)) == 3
    assert set(OutgoingEmail.objects.values_list("status", "error")) == {("sent", "")}


def test_the_delay_grows_until_the_mail_has_failed(one: OutgoingEmail, mailbox: Mailbox) -> None:
    mailbox.answers["RCPT"] = "450 later"
    waits = []
    for _try in DELAYS:
        assert send_due() == 1
        one.refresh_from_db()
        assert one.status == EmailStatus.QUEUED
        waits.append(one.next_try_at - timezone.now())
        soon()
    minutes = [round(wait / timedelta(minutes=1)) for wait in waits]
    assert minutes[:4] == [1, 5, 15, 60]
    assert minutes == sorted(minutes)
    assert timedelta(days=2.5) < sum(waits, timedelta()) < timedelta(days=3.5)
    send_due()
    one.refresh_from_db()
    assert (one.status, one.error, one.attempts) == (EmailStatus.FAILED, "450 later", len(DELAYS) + 1)
    soon()
    assert send_due() == 0


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_what_is_refused_for_good_is_not_tried_again(one: OutgoingEmail, mailbox: Mailbox, command: str) -> None:
    mailbox.answers[command] = "550 no such box"
    send_due()
    one.refresh_from_db()
    assert (one.status, one.error, one.is_uncertain) == (EmailStatus.FAILED, "550 no such box", False)
    assert (one.sent_subject, one.sent_text) == ("", "")


@pytest.mark.parametrize(("command", "answer"), [("MAIL", "550 who are you"), ("DATA", "451 greylisted")])
def test_what_may_pass_is_tried_again(one: OutgoingEmail, mailbox: Mailbox, command: str, answer: str) -> None:
    mailbox.answers[command] = answer
    send_due()
    one.refresh_from_db()
    assert (one.status, one.error, one.is_uncertain) == (EmailStatus.QUEUED, answer, False)


@pytest.mark.django_db
def test_a_refusal_stops_no_other_mail(mailbox: Mailbox) -> None:
    mailbox.answers["RCPT"] = "550 no such box"
    queue(application(), 3)
    assert send_due() == 3
    assert OutgoingEmail.objects.filter(status="failed").count() == 3


def test_a_line_cut_after_the_mail_leaves_it_uncertain(one: OutgoingEmail, mailbox: Mailbox) -> None:
    mailbox.hangs_up_after_data = True
    send_due()
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.UNCERTAIN, True)
    mailbox.hangs_up_after_data = False
    soon()
    send_due()
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.SENT, True)
    assert len(mailbox.ids) == 2
    assert len(set(mailbox.ids)) == 1


def test_a_server_that_says_nothing_is_left_in_time(one: OutgoingEmail, mailbox: Mailbox, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    mailbox.silent_after_data = True
    send_due()
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.UNCERTAIN, True)


def test_an_interrupted_sending_is_marked_and_tried_again(one: OutgoingEmail) -> None:
    assert claim(timezone.now())
    assert claim(timezone.now()) is None
    assert recover(timezone.now()) == 0
    lose_the_lease()
    assert recover(timezone.now()) == 1
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.UNCERTAIN, True)
    send_due()
    one.refresh_from_db()
    assert (one.status, one.is_uncertain, one.error) == (EmailStatus.SENT, True, "")
    assert mail.outbox[0].extra_headers["Message-ID"] == one.message_id_header


def test_a_mail_that_kills_its_worker_is_given_up(one: OutgoingEmail) -> None:
    for _try in range(len(DELAYS) + 1):
        assert claim(timezone.now())
        lose_the_lease()
        recover(timezone.now())
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.FAILED, True)


def test_who_lost_the_lease_does_not_write_over_the_other(one: OutgoingEmail, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = outbox.compose

    def slow(email: OutgoingEmail) -> mail.EmailMessage:
        lose_the_lease()
        recover(timezone.now())
        return compose(email)

    monkeypatch.setattr(outbox, "compose", slow)
    send_due(at_most=1)
    one.refresh_from_db()
    assert (one.status, one.is_uncertain) == (EmailStatus.UNCERTAIN, True)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotNeededError("The draft was sent."), EmailStatus.DROPPED),
        (UnsendableError("The page of the form is gone."), EmailStatus.FAILED),
        (KeyError("a mistake in a text"), EmailStatus.QUEUED),
    ],
)
def test_a_text_that_cannot_be_made_stops_no_other_mail(
    db: None, monkeypatch: pytest.MonkeyPatch, error: Exception, status: EmailStatus
) -> None:
    first, second = queue(application(), 2)
    compose = outbox.compose

    def fail(email: OutgoingEmail) -> mail.EmailMessage:
        if email.pk == first.pk:
            raise error
        return compose(email)

    monkeypatch.setattr(outbox, "compose", fail)
    assert send_due() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (status, EmailStatus.SENT)
    assert str(error) in first.error


def test_a_round_with_nothing_to_do_is_one_look(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert send_due() == 0
