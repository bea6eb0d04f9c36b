"""Reminders of corrections: three days before, one day after, each once, in the days of the call's zone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from applications.dossiers.correction_reminders import send_correction_reminders
from applications.dossiers.corrections import ask_corrections, cancel_correction
from applications.models import Application, Call, CorrectionRequest, OutgoingEmail
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS

pytestmark = pytest.mark.django_db


def waiting(office: Desk, *names: str, due_on: str, asked: str) -> Application:
    application = office.dossier(Status.IN_REVIEW)
    day = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    ask_corrections(
        application=application,
        remarks={KEYS[name]: "Look again" for name in names},
        due_on=(datetime.now(UTC) + timedelta(days=10)).date(),
        by=office.moderator,
    )
    application.corrections.update(asked_at=day, due_on=due_on)
    return application


def written(at: str) -> list[str]:
    """The keys of the reminders that are written at a moment, behind the number of the dossier."""
    before = set(OutgoingEmail.objects.values_list("key", flat=True))
    number = send_correction_reminders(datetime.fromisoformat(at).replace(tzinfo=UTC))
    new = OutgoingEmail.objects.exclude(key__in=before)
    assert number == len(new)
    assert all(email.occasion == "correction_reminder" for email in new)
    return sorted(email.key.split(":", 2)[2] for email in new)


def test_one_before_and_one_after(office: Desk) -> None:
    waiting(office, "why", "what", due_on="2027-03-20", asked="2027-03-01")
    assert written("2027-03-16 12:00") == []
    assert written("2027-03-17 12:00") == ["2027-03-20:1"]
    assert written("2027-03-17 18:00") == []
    assert written("2027-03-20 12:00") == []
    assert written("2027-03-21 12:00") == ["2027-03-20:2"]
    assert written("2027-03-25 12:00") == []


def test_days_that_went_by_are_made_up_for_but_not_for_ever(office: Desk) -> None:
    waiting(office, "why", due_on="2027-03-20", asked="2027-03-01")
    waiting(office, "why", due_on="2027-03-05", asked="2027-03-01")
    assert written("2027-03-19 12:00") == ["2027-03-20:1"]
    assert written("2027-03-27 12:00") == ["2027-03-20:2"]


def test_what_has_just_been_asked_is_not_reminded_of(office: Desk) -> None:
    waiting(office, "why", due_on="2027-03-20", asked="2027-03-17")
    assert written("2027-03-18 12:00") == []
    assert written("2027-03-21 12:00") == ["2027-03-20:2"]


def test_only_what_is_open(office: Desk) -> None:
    taken_back = waiting(office, "why", due_on="2027-03-20", asked="2027-03-01")
    cancel_correction(correction=taken_back.corrections.get(), by=office.moderator)
    elsewhere = waiting(office, "why", due_on="2027-03-20", asked="2027-03-01")
    silent = waiting(office, "why", due_on="2027-03-20", asked="2027-03-01")
    Application.objects.filter(pk=elsewhere.pk).update(status=Status.WITHDRAWN)
    Application.objects.filter(pk=silent.pk).update(contact_email="")
    assert written("2027-03-18 12:00") == []


def test_the_day_is_that_of_the_call(office: Desk) -> None:
    Call.objects.filter(pk=office.call.pk).update(time_zone="Pacific/Noumea")
    waiting(office, "why", due_on="2027-03-20", asked="2027-03-01")
    assert written("2027-03-16 12:00") == []
    assert written("2027-03-16 14:00") == ["2027-03-20:1"], "it is the next day there"


def test_the_queries_do_not_grow_with_what_was_told(office: Desk, django_assert_num_queries: Any) -> None:
    for _number in range(3):
        waiting(office, "why", "what", due_on="2027-03-20", asked="2027-03-01")
    assert len(written("2027-03-18 12:00")) == 3
    with django_assert_num_queries(2):
        send_correction_reminders(datetime(2027, 3, 18, 13, tzinfo=UTC))
    assert CorrectionRequest.objects.open().count() == 6
