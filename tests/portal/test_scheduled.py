from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from applications.models import Draft, OutgoingEmail
from portal.management.commands import scheduled
from tests.applications.mail.outboxes import application, queue
from tests.builders import Portal

pytestmark = pytest.mark.django_db


def test_what_is_due_is_done_once() -> None:
    portal, dossier, now = Portal(), application(), timezone.now()
    form, _english = (portal.form(code, dossier.call, portal.offer(code, "pivo")) for code in ("fr", "en"))
    given = {"call": dossier.call, "version": dossier.version, "form_key": form.translation_key, "language": "fr"}
    given |= {"email": "ada@example.org", "saved_at": now - timedelta(days=80)}
    Draft.objects.create(expires_at=now - timedelta(minutes=1), **given)
    near = Draft.objects.create(expires_at=now + timedelta(days=1), **given)
    page = portal.content("fr", "news")
    page.go_live_at = now + timedelta(hours=1)
    page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(live=False)
    page.revisions.update(approved_go_live_at=now - timedelta(minutes=1))

    call_command("scheduled")
    call_command("scheduled")

    assert [*Draft.objects.all()] == [near]
    reminder = OutgoingEmail.objects.get()
    assert (reminder.draft, reminder.status) == (near, "sent")
    assert len(mail.outbox) == 1
    page.refresh_from_db()
    assert page.live


def test_a_part_that_fails_keeps_none_of_the_others_from_its_work(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("no disk")

    queue(application())
    monkeypatch.setitem(scheduled.STEPS, "publishing", fail)
    monkeypatch.setitem(scheduled.STEPS, "expired drafts", fail)

    with pytest.raises(CommandError, match=r"publishing, expired drafts\.$") as failure:
        call_command("scheduled")

    assert failure.value.returncode == 1
    assert len(mail.outbox) == 1
    assert "no disk" in caplog.text


def test_finished_tasks_are_forgotten_after_a_while() -> None:
    now = timezone.now()
    for age, status in ((15, "SUCCESSFUL"), (15, "READY"), (13, "SUCCESSFUL")):
        DBTaskResult.objects.create(
            task_path="portal.nothing",
            args_kwargs={"args": [], "kwargs": {}},
            queue_name="default",
            backend_name="default",
            status=status,
            finished_at=now - timedelta(days=age) if status != "READY" else None,
        )

    call_command("scheduled")

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_sessions_that_have_ended_are_deleted() -> None:
    now = timezone.now()
    for name, ends in (("ended", -1), ("lives", 1)):
        Session.objects.create(session_key=name, session_data="x", expire_date=now + timedelta(minutes=ends))

    call_command("scheduled")

    assert list(Session.objects.values_list("session_key", flat=True)) == ["lives"]
