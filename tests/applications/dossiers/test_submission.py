import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from applications.dossiers.capacity import capacity_of, next_number
from applications.dossiers.submission import CallClosedError, CallFullError, DraftChangedError
from applications.models import Application, Call, Draft, OutgoingEmail, StatusChange
from applications.models.calls import CallState
from applications.references import is_reference
from applications.statuses import Status
from tests.applications.submitting import draft_of, send

pytestmark = pytest.mark.django_db


def test_an_application_has_a_reference_and_a_history(call: Call) -> None:
    application = send(call, contact_name="Ada")
    assert is_reference(application.reference)
    assert application.contact_email == "ada@example.org"
    change = StatusChange.objects.get(application=application)
    assert (change.from_status, change.to_status, change.by) == ("", "received", None)


def test_the_receipt_waits_in_the_outbox(call: Call) -> None:
    application = send(call)
    receipt = OutgoingEmail.objects.get()
    assert (receipt.to, receipt.language, receipt.application) == ("ada@example.org", "fr", application)


def test_without_an_address_there_is_no_receipt(call: Call) -> None:
    send(call, contact_email="")
    assert not OutgoingEmail.objects.exists()


def test_a_draft_becomes_one_application_whatever_the_tokens(call: Call) -> None:
    draft = draft_of(call)
    assert send(call, draft).pk == send(call, draft).pk
    assert Application.objects.count() == StatusChange.objects.count() == OutgoingEmail.objects.count() == 1


def test_a_page_becomes_one_application_even_if_its_draft_is_gone(call: Call) -> None:
    token = uuid.uuid4()
    first = send(call, token=token)
    Draft.objects.all().delete()
    assert send(call, token=token).pk == first.pk


def test_the_token_of_another_call_counts_as_none(call: Call) -> None:
    token = uuid.uuid4()
    send(call, token=token)
    other = send(Call.objects.create(code="other"), token=token)
    assert other.submit_token != token
    assert Application.objects.count() == 2


def test_a_sent_draft_keeps_nothing_but_its_application(call: Call) -> None:
    draft = draft_of(call)
    Draft.objects.filter(pk=draft.pk).update(
        data={"a": ["1"]}, removed={"b": {}}, changes={"added": []}, email="ada@example.org", suspicions=["quick"]
    )
    application = send(call, draft)
    draft.refresh_from_db()
    assert (draft.data, draft.removed, draft.changes, draft.application) == ({}, {}, {}, application)
    assert (draft.email, draft.suspicions) == ("", [])


def test_what_was_written_after_the_check_is_checked_again(call: Call) -> None:
    draft = draft_of(call)
    Draft.objects.filter(pk=draft.pk).update(revision=7)
    with pytest.raises(DraftChangedError):
        send(call, draft)
    assert not Application.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_nobody_applies_outside_the_dates(call: Call) -> None:
    now = timezone.now()
    call.opens_at, call.closes_at = now + timedelta(hours=1), now + timedelta(hours=2)
    call.save()
    with pytest.raises(CallClosedError):
        send(call)
    call.opens_at, call.closes_at = now - timedelta(hours=2), now - timedelta(hours=1)
    call.save()
    with pytest.raises(CallClosedError):
        send(call)


def test_what_was_sent_in_time_is_confirmed_after_closing(call: Call) -> None:
    draft = draft_of(call)
    first = send(call, draft)
    call.closes_at = timezone.now() - timedelta(seconds=1)
    call.save()
    assert send(call, draft).pk == first.pk


def test_seats_then_the_waiting_list(call: Call) -> None:
    call.capacity = 2
    call.save()
    sent = [send(call) for _ in range(4)]
    assert [one.status for one in sent] == [*[Status.RECEIVED] * 2, *[Status.WAITING_LIST] * 2]
    assert [one.number for one in sent] == [1, 2, 3, 4]
    assert StatusChange.objects.filter(to_status=Status.WAITING_LIST).count() == 2


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
def test_what_was_declined_or_withdrawn_gives_its_seat_back(call: Call, status: Status) -> None:
    call.capacity, call.has_waiting_list = 1, False
    call.save()
    first = send(call)
    assert capacity_of(call, timezone.now()).free == 0
    Application.objects.filter(pk=first.pk).update(status=status)
    assert capacity_of(call, timezone.now()).taken == 0
    assert capacity_of(call, timezone.now()).taken == 0
    assert send(call).status == Status.RECEIVED
    assert capacity_of(call, timezone.now()).taken == 1
    with pytest.raises(CallFullError):
        send(call)


def test_without_a_waiting_list_a_full_call_takes_nobody(call: Call) -> None:
    call.capacity, call.has_waiting_list = 1, False
    call.save()
    send(call)
    with pytest.raises(CallFullError):
        send(call)
    assert Application.objects.count() == 1


def test_seats_and_numbers_of_a_year_are_counted_in_the_zone_of_the_call() -> None:
    """At half past five in the morning in Paris, it is still last year in Montréal."""
    call = Call.objects.create(
        code="more", capacity=1, capacity_period="year", numbering="year", time_zone="America/Toronto"
    )
    before, after = datetime(2031, 1, 1, 4, 30, tzinfo=UTC), datetime(2031, 1, 1, 5, 30, tzinfo=UTC)
    with time_machine.travel(before, tick=False):
        application = send(call)
    assert (application.seat_year, application.number) == (2030, 1)
    assert capacity_of(call, before).taken == 1
    assert capacity_of(call, datetime(2030, 12, 31, tzinfo=UTC)).free == 0
    assert capacity_of(call, after).free > 0
    assert (next_number(call, before), next_number(call, after)) == (2, 1)


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (None, None, CallState.OPEN),
        (1, None, CallState.UPCOMING),
        (-2, -1, CallState.CLOSED),
        (-1, 1, CallState.OPEN),
        (None, 0, CallState.CLOSED),
        (0, None, CallState.OPEN),
    ],
)
def test_states(call: Call, opens: int | None, closes: int | None, state: CallState) -> None:
    now = timezone.now()
    call.opens_at = None if opens is None else now + timedelta(days=opens)
    call.closes_at = None if closes is None else now + timedelta(days=closes)
    assert call.state(now) == state
    call.save()
    assert Call.objects.open(now).exists() == (state == CallState.OPEN)
