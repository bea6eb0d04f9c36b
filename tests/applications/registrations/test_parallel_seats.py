"""Many people for few seats at the same moment: threads with connections of their own, on committed data.

What is written is deleted again, for the demo is shared.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from applications.dossiers.workflow import withdraw
from applications.kinds import CallKind
from applications.models import Application, Call, Draft, FormVersion, OutgoingEmail
from applications.registrations.waiting_list import settle_held_seats, take_seat
from applications.statuses import Status
from tests.applications.registering import KEYS, Workshop
from tests.builders import moderators

pytestmark = pytest.mark.threads

SEATS = 20
PEOPLE = 100
LEAVING = 5
AT_ONCE = 10
SESSIONS = [{"id": f"{number}7a1c0de-0000-4000-8000-00000000000{number}"} for number in (1, 2)]


class Seats(Workshop):
    """Two sessions of one form, without the pages: ``submit`` asks for none."""

    def __init__(self, series: Call, version: FormVersion) -> None:
        super().__init__({}, {}, series)
        self._version = version

    @property
    def version(self) -> FormVersion:
        return self._version


def content() -> dict[str, Any]:
    plain = {"hint": "", "required": True, "private": False, "conditions": []}
    options = [{"key": block["id"], "label": block["id"]} for block in SESSIONS]
    questions = [
        plain | {"key": KEYS["session"], "kind": "session", "label": "Session", "options": options},
        plain | {"key": KEYS["name"], "kind": "short_text", "label": "Name", "autocomplete": "name"},
        plain | {"key": KEYS["mail"], "kind": "email", "label": "E-mail"},
    ]
    step = {"key": KEYS["a"], "kind": "step", "title": "", "introduction": "", "conditions": [], "rules": []}
    return {"fr": {"title": "", "steps": [step | {"questions": questions}]}}


@pytest.fixture
def seats(committed_demo: None) -> Iterator[Seats]:
    group, starts = moderators(), timezone.now() + timedelta(days=30)
    series = Call.objects.create(code="parallel-seats", kind=CallKind.REGISTRATION, moderators=group)
    shared: dict[str, Any] = {"kind": CallKind.REGISTRATION, "series": series, "session_state": "confirmed"}
    shared |= {"session_starts_at": starts, "session_ends_at": starts, "closes_at": starts, "confirms_at_once": True}
    calls = [
        Call.objects.create(code=f"seats-{block['id'][0]}", session_key=block["id"], capacity=SEATS, **shared)
        for block in SESSIONS
    ]
    version = FormVersion.objects.create(call=series, content=content(), content_hash="parallel-seats")
    yield Seats(series, version)
    connections.close_all()
    OutgoingEmail.objects.filter(application__call__in=calls).delete()
    Draft.objects.filter(call=series).delete()
    Application.objects.filter(call__in=calls).delete()
    version.delete()
    Call.objects.filter(pk__in=[series.pk, *(call.pk for call in calls)]).delete()


def at_once(act: Callable[[Any], Any], what: list[Any]) -> list[Any]:
    def one(each: Any) -> Any:
        try:
            return act(each)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, what))


def test_a_hundred_for_twenty_seats_then_five_leave(seats: Seats) -> None:
    """Twenty are registered, eighty wait in order; the five that come free are offered to those who wait first."""
    drafts = [seats.draft(SESSIONS[0], number) for number in range(PEOPLE)]
    at_once(seats.send, drafts)
    call = seats.call(SESSIONS[0])
    sent = list(call.applications.order_by("number"))
    assert [one.number for one in sent] == list(range(1, PEOPLE + 1))
    assert [one.status for one in sent] == [Status.ACCEPTED] * SEATS + [Status.WAITING_LIST] * (PEOPLE - SEATS)
    assert [one.submitted_at for one in sent] == sorted(one.submitted_at for one in sent)
    assert len({one.reference for one in sent}) == PEOPLE
    mails = OutgoingEmail.objects.filter(application__call=call)
    assert mails.filter(occasion="registered").count() == SEATS
    assert mails.filter(occasion="receipt").count() == PEOPLE - SEATS

    at_once(lambda one: withdraw(application=one), sent[3 : 3 + LEAVING])
    assert list(call.applications.filter(status=Status.SEAT_HELD).order_by("number")) == sent[SEATS : SEATS + LEAVING]
    assert call.applications.filter(status=Status.WAITING_LIST).count() == PEOPLE - SEATS - LEAVING
    offers = mails.filter(occasion="place_offered").values_list("application", flat=True)
    assert sorted(offers) == sorted(one.pk for one in sent[SEATS : SEATS + LEAVING])

    assert seats.send(seats.draft(SESSIONS[0], PEOPLE)).status == Status.WAITING_LIST, "nobody overtakes"


def test_a_seat_that_is_taken_twice_at_once_is_taken_once(seats: Seats) -> None:
    call = seats.call(SESSIONS[0])
    Call.objects.filter(pk=call.pk).update(capacity=1)
    first, second, third = (seats.register(SESSIONS[0], number) for number in range(3))
    withdraw(application=first)
    changes = at_once(lambda one: take_seat(application=one), [second] * AT_ONCE)
    assert len([change for change in changes if change]) == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == (Status.ACCEPTED, Status.WAITING_LIST)
    assert OutgoingEmail.objects.filter(application=second, occasion="registered").count() == 1


def test_a_held_seat_that_lapses_goes_to_the_next_however_often_it_is_settled(seats: Seats) -> None:
    call = seats.call(SESSIONS[0])
    Call.objects.filter(pk=call.pk).update(capacity=1)
    first, second, third = (seats.register(SESSIONS[0], number) for number in range(3))
    withdraw(application=first)
    later = timezone.now() + timedelta(hours=49)
    ended = at_once(lambda _one: settle_held_seats(later), [None] * 3)
    assert sum(ended) == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == (Status.LAPSED, Status.SEAT_HELD)
    assert OutgoingEmail.objects.filter(application=third, occasion="place_offered").count() == 1


def test_one_draft_with_two_sessions_at_once_is_one_registration(seats: Seats) -> None:
    """Two windows that show the same draft, each with another session: whoever comes first is taken."""
    draft = seats.draft(SESSIONS[0])
    other = Draft.objects.get(pk=draft.pk)
    other.data = draft.data | {KEYS["session"]: [SESSIONS[1]["id"]]}
    sent = at_once(seats.send, [draft, other] * AT_ONCE)
    assert len({one.pk for one in sent}) == 1
    assert Application.objects.filter(call__series=seats.series).count() == 1
    assert OutgoingEmail.objects.filter(application=sent[0]).count() == 1
