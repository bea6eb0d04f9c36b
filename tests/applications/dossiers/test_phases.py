"""Who sends an application, the public and staff are told the same of a call's seats, in every phase of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone, translation

from applications.dossiers.capacity import capacities, counting_seats
from applications.dossiers.submission import CallClosedError, CallFullError
from applications.kinds import CallKind
from applications.models import Application, Call
from applications.models.call_sessions import CallSession
from applications.models.calls import Period
from applications.registrations.availability import seats_of
from applications.registrations.session_choices import SessionChoices
from applications.registrations.session_rows import session_rows
from applications.staff.calls import seats_in_list
from applications.staff.home_panels import QueuePanel
from applications.statuses import Status
from events.registering import Way, registering
from events.sessions import Session
from offers.registering import Phase
from offers.sessions import Registration, SessionState
from tests.applications.submitting import send
from tests.builders import Portal, sent, staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WAITS = Status.WAITING_LIST


@dataclass(frozen=True)
class Case:
    """A session with two seats, and what everybody is to say of it. ``arrives``: where who sends the form comes."""

    phase: Phase
    way: Way
    arrives: Status | None
    dossiers: tuple[Status, ...] = ()
    fields: tuple[tuple[str, Any], ...] = ()
    starts: timedelta = 9 * DAY
    state: SessionState = SessionState.CONFIRMED
    from_last_year: bool = False


IN, HELD, OUT = Status.ACCEPTED, Status.SEAT_HELD, Status.WITHDRAWN
NOW = timezone.now()
NO_LIST = ("has_waiting_list", False)
CASES = {
    "before it opens": Case(Phase.LATER, Way.LATER, None, fields=(("opens_at", NOW + DAY),)),
    "open": Case(Phase.OPEN, Way.OPEN, IN, (IN, OUT)),
    "without a limit": Case(Phase.OPEN, Way.OPEN, IN, (IN, IN, IN), (("capacity", None),)),
    "full, nobody waits": Case(Phase.FULL, Way.WAIT, WAITS, (IN, HELD)),
    "a seat came free, and somebody waits": Case(Phase.FULL, Way.WAIT, WAITS, (IN, WAITS)),
    "full, without a waiting list": Case(Phase.FULL, Way.FULL, None, (IN, IN), (NO_LIST,)),
    "somebody waits on a list that is no more": Case(Phase.OPEN, Way.OPEN, IN, (IN, WAITS), (NO_LIST,)),
    "closed": Case(Phase.CLOSED, Way.CLOSED, None, (IN,), (("closes_at", NOW - DAY),)),
    "cancelled": Case(Phase.CANCELLED, Way.NONE, None, (IN,), state=SessionState.CANCELLED),
    "postponed": Case(Phase.POSTPONED, Way.NONE, None, (IN,), state=SessionState.POSTPONED),
    "over": Case(Phase.OVER, Way.NONE, None, (IN,), (("closes_at", NOW - 9 * DAY),), starts=-9 * DAY),
    "seats of each year": Case(
        Phase.OPEN, Way.OPEN, IN, (IN, IN), (("capacity_period", Period.YEAR),), from_last_year=True
    ),
}


def made(case: Case, group: Group, page: Any) -> Call:
    key = uuid4()
    call = Call(code=f"s-{key.hex[:9]}", kind=CallKind.REGISTRATION, session_key=key, capacity=2, moderators=group)
    call.confirms_at_once = True
    for name, value in case.fields:
        setattr(call, name, value)
    starts = timezone.now() + case.starts
    times = {"starts": starts, "ends": starts + timedelta(hours=2), "first_day": starts.date()}
    call.set_session(
        CallSession(**times, last_day=starts.date(), has_time=True, has_end_time=True, state=case.state),
        time_zone="Europe/Paris",
    )
    call.save()
    for status in case.dossiers:
        sent(page, call=call, status=status)
    if case.from_last_year:
        call.applications.update(seat_year=timezone.now().year - 1)
    return call


def on_event_page(calls: list[Call], opens_at: datetime | None) -> list[Way]:
    """What the page of the event that has all these sessions says of each."""
    sessions = [_session(call) for call in calls]
    event = SimpleNamespace(registered_sessions=sessions, shown_sessions=sessions)
    page = SimpleNamespace(get_url=lambda _request: "/form/")
    form = SimpleNamespace(page=page, is_registration=True, is_open=True, is_upcoming=False, opens_at=opens_at)
    found = registering(event, {uuid4(): form}, seats_of(call.session_key for call in calls), None)
    ways = {row.session.key: row.way for row in (*found.to_come, *found.past)}
    return [ways[UUID(str(call.session_key))] for call in calls]


def _session(call: Call) -> Session:
    known = call.session
    assert known is not None
    times = ("starts", "ends", "has_time", "has_end_time", "first_day", "last_day", "state")
    empty = dict.fromkeys(("note", "place", "address", "access", "online_url", "access_url"), "")
    rules = Registration(seats=call.capacity, has_waiting_list=True, closes_at=None, is_by_hand=False)
    values = {name: getattr(known, name) for name in times}
    return Session(**values, **empty, key=UUID(str(call.session_key)), registration=rules)


def sent_now(call: Call) -> Status | None:
    try:
        return Status(send(call).status)
    except (CallClosedError, CallFullError):
        return None


def test_all_say_the_same_of_a_call_in_each_phase(django_assert_num_queries: Any) -> None:
    """Submitting, the form, the page of the event, staff's list, the home panel and the list of calls."""
    group = Group.objects.create(name="moderators")
    page = Portal().forms(Call.objects.create(code="series", moderators=group))["fr"]
    calls = [made(case, group, page) for case in CASES.values()]
    keys, now = [str(call.session_key) for call in calls], timezone.now()

    with django_assert_num_queries(1):
        counted = capacities(calls, now)
    listed = {call.pk: seats_in_list(call) for call in counting_seats(Call.objects.all(), now)}
    panel = QueuePanel(staff("mo@example.org", group))
    shown = {row.call.pk: row.phase for row in session_rows(panel.handled_sessions(), "en", now)}
    ways = on_event_page(calls, now + DAY)
    with translation.override("en"):
        rows = {row.call.pk: row.phase for row in session_rows(calls, "en", now)}
        question = {"key": "session", "options": [{"key": key} for key in keys]}
        form = SimpleNamespace(with_role=lambda _role: [question])
        standings = SessionChoices(form).standings
    for (name, case), call, key, way in zip(CASES.items(), calls, keys, ways, strict=True):
        phases = {counted[call.pk].phase, listed[call.pk].phase, rows[call.pk], shown.get(call.pk, Phase.OVER)}
        assert phases == {case.phase}, name
        assert way == case.way, name
        assert (not standings[key].refusal, standings[key].waits) == (bool(case.arrives), case.arrives == WAITS), name
        assert counted[call.pk].can_register is bool(case.arrives), name
        assert (counted[call.pk].taken, listed[call.pk].held) == (listed[call.pk].taken, counted[call.pk].held), name
        assert sent_now(call) == case.arrives, name


def test_the_home_panel_says_that_free_seats_are_waited_for() -> None:
    """Staff have them to give; whoever comes now gets none."""
    group = Group.objects.create(name="moderators")
    call = Call.objects.create(code="c", moderators=group, capacity=3, capacity_period=Period.YEAR)
    page = Portal().forms(call)["fr"]
    for status in (Status.RECEIVED, WAITS):
        sent(page, status=status)
    person = staff("mo@example.org", group)
    [seats] = [row["seats"] for row in QueuePanel(person).seats()]
    assert (seats.to_give, seats.waiting, seats.left, seats.phase) == (2, 1, 0, Phase.FULL)
    assert sent_now(call) == WAITS
    Application.objects.filter(status=WAITS).delete()
    [seats] = [row["seats"] for row in QueuePanel(person).seats()]
    assert (seats.to_give, seats.waiting, seats.left, seats.phase) == (2, 0, 2, Phase.OPEN)


def test_seats_that_are_held_are_counted_in_the_period_that_they_count_in() -> None:
    """One that was held last year and lapses this year takes none of this year's."""
    call = Call.objects.create(code="c", capacity=3, capacity_period=Period.YEAR)
    page = Portal().forms(call)["fr"]
    for year, status in ((2030, HELD), (2031, HELD), (2031, IN)):
        Application.objects.filter(pk=sent(page, status=status).pk).update(seat_year=year)
    seats = capacities([call], datetime(2031, 3, 1, tzinfo=UTC))[call.pk]
    assert (seats.taken, seats.held, seats.left) == (2, 1, 1)
