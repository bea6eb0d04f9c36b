"""Sessions that are near, that have changed, that are over: who is written to, and what becomes of registrations."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from applications.models import Application, Call, CorrectionRequest, Decision, OutgoingEmail
from applications.models.purges import Clock
from applications.privacy.retention_rules import overdue
from applications.registrations.session_notices import OVER_AFTER, close_past_sessions, remind_of_sessions
from applications.statuses import FINAL, Status
from tests.applications.session_calls import Office, changed, office, seated
from tests.builders import KEYS, Portal


def build_office_with_room() -> None:
    office(Portal(), seated(10, seats=None))


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_office_with_room)]


def starts_of(at_work: Office) -> datetime:
    starts = at_work.call.session_starts_at
    assert starts
    return starts


def update(at_work: Office, **fields: Any) -> None:
    Call.objects.filter(pk=at_work.call.pk).update(**fields)


def reminded() -> int:
    return OutgoingEmail.objects.filter(occasion="session_reminder").count()


def test_one_reminder_two_days_before(at_work: Office) -> None:
    starts = starts_of(at_work)
    mine, _waits = at_work.registered(), at_work.registered(Status.WAITING_LIST)
    at_work.registered(contact_email="")
    at_work.registered(status_since=starts - timedelta(days=1))
    assert remind_of_sessions(starts - timedelta(days=2, minutes=1)) == 0
    assert [remind_of_sessions(starts - timedelta(days=2)) for _time in range(2)] == [1, 0]
    email = OutgoingEmail.objects.get()
    assert (email.application, email.to, email.language) == (mine, mine.contact_email, mine.language)
    assert remind_of_sessions(starts) == 0


def test_a_session_that_moved_is_reminded_of_again(at_work: Office) -> None:
    starts = starts_of(at_work)
    at_work.registered()
    assert remind_of_sessions(starts - timedelta(days=1)) == 1
    update(at_work, session_starts_at=starts + timedelta(days=30))
    assert remind_of_sessions(starts - timedelta(days=1)) == 0
    assert remind_of_sessions(starts + timedelta(days=29)) == 1
    assert reminded() == 2


@pytest.mark.parametrize("state", ["cancelled", "postponed", "removed"])
def test_nobody_is_reminded_of_what_is_off(at_work: Office, state: str) -> None:
    at_work.registered()
    update(at_work, session_state=state)
    assert remind_of_sessions(starts_of(at_work) - timedelta(hours=1)) == 0


def test_reminding_takes_few_queries(at_work: Office, django_assert_num_queries: Any) -> None:
    now = starts_of(at_work) - timedelta(days=1)
    for _number in range(3):
        at_work.registered()
    assert remind_of_sessions(now) == 3
    with django_assert_num_queries(2):
        assert remind_of_sessions(now) == 0


OVER = {
    Status.ACCEPTED: Status.CLOSED,
    Status.RECEIVED: Status.LAPSED,
    Status.IN_REVIEW: Status.LAPSED,
    Status.WAITING_APPLICANT: Status.LAPSED,
    Status.WAITING_LIST: Status.LAPSED,
    Status.SEAT_HELD: Status.LAPSED,
}


def test_a_week_after_its_end_a_session_is_closed(at_work: Office) -> None:
    dossiers = {status: at_work.registered(status) for status in Status if status not in ("ready", "under_way")}
    asked = {"question": KEYS["why"], "remark": "Say more", "due_on": timezone.localdate()}
    CorrectionRequest.objects.create(application=dossiers[Status.WAITING_APPLICANT], **asked)
    Decision.objects.create(application=dossiers[Status.RECEIVED], verdict="accepted")
    ends = at_work.call.session_ends_at
    assert ends
    assert close_past_sessions(ends + OVER_AFTER - timedelta(minutes=1)) == 0
    assert [close_past_sessions(ends + OVER_AFTER) for _time in range(2)] == [6, 0]
    for status, dossier in dossiers.items():
        dossier.refresh_from_db()
        assert dossier.status == OVER.get(status, status)
        assert dossier.status in FINAL
    assert not OutgoingEmail.objects.exists()
    assert not CorrectionRequest.objects.open().exists()
    assert not Decision.objects.unreleased().exists()


@pytest.mark.parametrize(("state", "count"), [("cancelled", 1), ("removed", 1), ("postponed", 0)])
def test_what_is_off_is_closed_too_but_not_what_is_to_come(at_work: Office, state: str, count: int) -> None:
    at_work.registered()
    update(at_work, session_state=state)
    assert close_past_sessions(starts_of(at_work) + timedelta(days=9)) == count


def test_what_somebody_needs_on_the_day_is_kept_until_then(at_work: Office) -> None:
    """Private answers of others go a month after the decision was told."""
    dossier = at_work.registered(status_since=timezone.now() - timedelta(days=60))
    ends = at_work.call.session_ends_at
    assert ends
    assert not overdue(at_work.call, Clock.PRIVATE, ends + timedelta(days=29)).exists()
    assert overdue(at_work.call, Clock.PRIVATE, ends + timedelta(days=31)).get() == dossier


def test_those_concerned_are_told_of_what_has_changed(at_work: Office) -> None:
    key = str(at_work.call.session_key)
    dossiers = [at_work.registered(status) for status in (Status.ACCEPTED, Status.WAITING_LIST, Status.WITHDRAWN)]
    changed(at_work.event, seated(10, key=key, seats=None))
    assert not OutgoingEmail.objects.filter(occasion="session_changed").exists(), "nothing is another"
    changed(at_work.event, seated(10, key=key, seats=None, place="Lyon"))
    told = OutgoingEmail.objects.filter(occasion="session_changed")
    assert {email.application_id for email in told} == {each.pk for each in dossiers[:2]}
    assert [email.context["before"]["place"] for email in told] == ["Grenoble", "Grenoble"]
    assert Application.objects.get(pk=dossiers[1].pk).status == Status.SEAT_HELD, "there is room for all"
