from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.dossiers.call_closing import tell_of_closed_calls
from applications.dossiers.overdue import tell_of_overdue
from applications.mail.composing import compose
from applications.models import OutgoingEmail
from applications.statuses import Status
from tests.applications.dossier_desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(kept_desk: Desk) -> Desk:
    return kept_desk.changed(closes_at=timezone.now() - timedelta(hours=1))


def test_each_moderator_hears_once_that_a_call_has_closed(office: Desk) -> None:
    office.dossier()
    office.dossier(Status.WAITING_LIST)
    for _twice in range(2):
        tell_of_closed_calls(timezone.now())
    mails = OutgoingEmail.objects.filter(occasion="call_closed")
    assert set(mails.values_list("to", flat=True)) == {office.moderator.email, office.colleague.email}
    mail = compose(mails[0])
    assert "desk" in mail.subject
    assert "2" in mail.body


def test_a_deadline_that_moved_is_told_anew_and_an_old_one_is_not(office: Desk) -> None:
    tell_of_closed_calls(timezone.now())
    office.call.closes_at = timezone.now() - timedelta(minutes=1)
    office.call.save()
    tell_of_closed_calls(timezone.now())
    assert OutgoingEmail.objects.filter(occasion="call_closed").count() == 4
    tell_of_closed_calls(timezone.now() + timedelta(days=8))
    assert OutgoingEmail.objects.filter(occasion="call_closed").count() == 4


def test_who_handles_a_dossier_hears_once_that_it_is_overdue(office: Desk) -> None:
    today = timezone.localdate()
    late = office.dossier(Status.IN_REVIEW, assignee=office.moderator, due_on=today - timedelta(days=1))
    late.watchers.add(office.colleague)
    office.dossier(Status.DECLINED, assignee=office.moderator, due_on=today - timedelta(days=1))
    office.dossier(Status.IN_REVIEW, assignee=office.moderator, due_on=today)
    for _twice in range(2):
        assert tell_of_overdue(timezone.now()) == 1
    mails = OutgoingEmail.objects.filter(occasion="staff_notice")
    assert set(mails.values_list("to", flat=True)) == {office.moderator.email, office.colleague.email}
    assert late.reference in compose(mails[0]).subject


def test_the_commands_do_the_same(office: Desk) -> None:
    call_command("closing", verbosity=0)
    call_command("reminders", verbosity=0)
    assert OutgoingEmail.objects.filter(occasion="call_closed").count() == 2
