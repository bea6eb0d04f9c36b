"""Seats that become free: to whom they are offered, until when, and what becomes of the offer."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from applications.dossiers.capacity import can_be_taken, number_in_line
from applications.dossiers.decisions import decide, release
from applications.dossiers.refusals import RefusedError
from applications.dossiers.workflow import move_by_hand, withdraw
from applications.models import Application, Call, OutgoingEmail
from applications.registrations.waiting_list import GOOD_FOR, hold_seats, settle_held_seats, take_seat
from applications.statuses import Status
from tests.applications.session_calls import Office, changed, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(kept_office: Office) -> Office:
    return kept_office


def queue(at_work: Office, number: int) -> list[Application]:
    """So many who wait, in the order in which they came, as their numbers say: two came at the same moment."""
    began = timezone.now() - timedelta(days=3)
    return [
        at_work.registered(
            Status.WAITING_LIST,
            submitted_at=began + timedelta(minutes=place // 2),
            number=place,
            contact_email=f"waits{place}@example.org",
        )
        for place in range(number)
    ]


def statuses(*applications: Application) -> list[str]:
    found = dict(Application.objects.values_list("pk", "status"))
    return [found[each.pk] for each in applications]


def mails(application: Application) -> list[str]:
    return list(OutgoingEmail.objects.filter(application=application).order_by("pk").values_list("occasion", flat=True))


def move_session(at_work: Office, **fields: Any) -> None:
    Call.objects.filter(pk=at_work.call.pk).update(**fields)


def test_a_cancelled_seat_goes_to_who_came_first(at_work: Office) -> None:
    first, second = at_work.registered(), at_work.registered()
    waits = queue(at_work, 3)
    assert [number_in_line(each) for each in waits] == [1, 2, 3]
    before = timezone.now()
    withdraw(application=first)
    assert statuses(*waits) == ["offered", "waiting_list", "waiting_list"]
    offered = Application.objects.get(pk=waits[0].pk)
    assert offered.held_until
    assert before + GOOD_FOR <= offered.held_until <= timezone.now() + GOOD_FOR
    assert mails(offered) == ["place_offered"]
    assert number_in_line(waits[1]) == 1
    withdraw(application=waits[2])
    assert statuses(*waits) == ["offered", "waiting_list", "withdrawn"], "who waits gives no seat back"
    withdraw(application=offered)
    assert statuses(*waits) == ["withdrawn", "offered", "withdrawn"], "a held seat that is given back goes on"
    assert statuses(second) == ["accepted"]
    assert offered.status_changes.get(to_status=Status.SEAT_HELD).by is None


def test_a_declined_registration_frees_its_seat(at_work: Office) -> None:
    asked, _other = at_work.registered(Status.RECEIVED), at_work.registered()
    waits = queue(at_work, 1)
    decide(application=asked, verdict="declined", reason="Not this time.", by=at_work.moderator)
    assert statuses(*waits) == ["waiting_list"]
    release(application=asked, by=at_work.moderator)
    assert statuses(asked, *waits) == ["declined", "offered"]


def test_who_is_put_on_the_waiting_list_does_not_get_their_own_seat_back_at_once(at_work: Office) -> None:
    early = at_work.registered(Status.IN_REVIEW, submitted_at=timezone.now() - timedelta(days=9))
    at_work.registered()
    waits = queue(at_work, 1)
    decide(application=early, verdict="waiting_list", by=at_work.moderator)
    release(application=early, by=at_work.moderator)
    assert statuses(early, *waits) == ["waiting_list", "offered"]
    assert mails(early) == ["waiting_list"]


def test_staff_still_give_a_seat_by_hand(at_work: Office) -> None:
    waits = queue(at_work, 1)
    move_by_hand(application=waits[0], target="received", by=at_work.moderator)
    assert (statuses(*waits), mails(waits[0])) == (["received"], ["place_free"])


def test_who_takes_the_seat_is_registered_once(at_work: Office) -> None:
    [waits] = queue(at_work, 1)
    with pytest.raises(RefusedError):
        take_seat(application=waits)
    hold_seats(at_work.call)
    change = take_seat(application=waits)
    assert change
    assert (change.from_status, change.to_status, change.by) == ("offered", "accepted", None)
    assert take_seat(application=waits) is None
    assert mails(waits) == ["place_offered", "registered"]
    assert Application.objects.get(pk=waits.pk).held_until is None


def test_where_staff_confirm_each_registration_a_taken_seat_waits_for_them(at_work: Office) -> None:
    move_session(at_work, confirms_at_once=False)
    [waits] = queue(at_work, 1)
    hold_seats(at_work.call)
    assert take_seat(application=waits)
    assert take_seat(application=waits) is None
    assert (statuses(waits), mails(waits)) == (["received"], ["place_offered", "receipt"])


def test_a_held_seat_that_lapsed_goes_to_the_next(at_work: Office) -> None:
    at_work.registered()
    waits = queue(at_work, 3)
    assert settle_held_seats(timezone.now()) == 0
    assert statuses(*waits) == ["offered", "waiting_list", "waiting_list"], "a seat that is free for whatever reason"
    late = timezone.now() + GOOD_FOR + timedelta(minutes=1)
    assert [settle_held_seats(late), settle_held_seats(late), settle_held_seats(late)] == [1, 0, 0]
    assert statuses(*waits) == ["lapsed", "offered", "waiting_list"]
    assert mails(waits[0]) == ["place_offered", "offer_lapsed"]
    assert mails(waits[1]) == ["place_offered"]
    with translation.override("en"), pytest.raises(RefusedError, match="too late"):
        take_seat(application=waits[0])
    Application.objects.filter(pk=waits[1].pk).update(held_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RefusedError):
        take_seat(application=waits[1])
    assert statuses(waits[1]) == ["offered"], "nothing has settled it yet"


def test_a_seat_is_held_until_the_session_begins_at_most(at_work: Office) -> None:
    starts = timezone.now() + timedelta(hours=5)
    move_session(at_work, session_starts_at=starts)
    [waits] = queue(at_work, 1)
    hold_seats(at_work.call)
    waits.refresh_from_db()
    assert waits.held_until == starts
    assert can_be_taken(waits)
    assert not can_be_taken(waits, starts)
    move_session(at_work, session_starts_at=timezone.now() - timedelta(minutes=1))
    waits = Application.objects.get(pk=waits.pk)
    assert not can_be_taken(waits), "it was brought forward"
    assert settle_held_seats(timezone.now()) == 1
    assert statuses(waits) == ["lapsed"]


OFF: list[dict[str, Any]] = [
    {"session_state": "cancelled"},
    {"session_state": "postponed"},
    {"session_state": "removed"},
    {"session_starts_at": datetime.fromisoformat("2020-01-01T00:00+00:00")},
    {"kind": "coaching"},
]


def test_nothing_is_offered_of_what_has_begun_or_is_off(at_work: Office) -> None:
    [waits] = queue(at_work, 1)
    as_it_is = Call.objects.filter(pk=at_work.call.pk).values("session_state", "session_starts_at", "kind").get()
    for fields in OFF:
        move_session(at_work, **as_it_is | fields)
        assert hold_seats(at_work.call) == 0, fields
        settle_held_seats(timezone.now())
        assert statuses(waits) == ["waiting_list"], fields


@pytest.mark.parametrize(("state", "can_take"), [("cancelled", False), ("removed", False), ("postponed", True)])
def test_what_becomes_of_a_held_seat_when_the_session_is_off(at_work: Office, state: str, can_take: bool) -> None:
    [waits] = queue(at_work, 1)
    hold_seats(at_work.call)
    move_session(at_work, session_state=state)
    if can_take:
        assert take_seat(application=waits)
        return
    with pytest.raises(RefusedError):
        take_seat(application=waits)
    settle_held_seats(timezone.now() + GOOD_FOR)
    assert statuses(waits) == ["lapsed"]


def test_more_seats_are_offered_when_the_event_says_so(at_work: Office) -> None:
    at_work.registered()
    at_work.registered()
    waits = queue(at_work, 4)
    key = str(at_work.call.session_key)
    changed(at_work.event, seated(key=key, seats=3))
    assert statuses(*waits) == ["offered", "waiting_list", "waiting_list", "waiting_list"]
    changed(at_work.event, seated(key=key, seats=1))
    withdraw(application=waits[0])
    assert statuses(*waits[1:]) == ["waiting_list"] * 3, "there are fewer seats than were given"
    changed(at_work.event, seated(key=key, seats=None))
    assert statuses(*waits[1:]) == ["offered"] * 3


def test_settling_asks_little_where_nothing_is_to_do(at_work: Office, django_assert_num_queries: Any) -> None:
    at_work.registered()
    with django_assert_num_queries(2):
        settle_held_seats(timezone.now())
