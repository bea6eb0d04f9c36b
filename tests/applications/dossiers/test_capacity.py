"""Seats of each year count in the year in which they were given, over turns of the year that the clock goes through."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone, translation

from applications.dossiers.capacity import capacities, capacity_of, is_full_for_newcomers, seat_year
from applications.dossiers.decisions import decide, release
from applications.dossiers.refusals import RefusedError
from applications.dossiers.workflow import move_by_hand, reopen, withdraw
from applications.kinds import CallKind
from applications.models import Application, Call, StatusChange
from applications.models.calls import Period
from applications.registrations.availability import seats_of
from applications.registrations.session_rows import session_rows
from applications.registrations.waiting_list import hold_seats, settle_held_seats, take_seat
from applications.statuses import WITHOUT_SEAT, Status
from tests.applications.dossier_desk import Desk, kept_desk
from tests.applications.submitting import send
from tests.builders import Portal, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk")]
DECEMBER = datetime(2026, 12, 15, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 12, 31, 23, tzinfo=UTC)
"""Where 2027 begins in Paris."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with translation.override("en"), time_machine.travel(DECEMBER) as traveller:
        yield traveller


def yearly(kind: str = CallKind.COACHING, seats: int = 9, **fields: Any) -> Desk:
    return kept_desk().changed(kind=kind, capacity=seats, capacity_period=Period.YEAR, **fields)


def years(*applications: Application) -> list[int | None]:
    found = dict(Application.objects.values_list("pk", "seat_year"))
    return [found[one.pk] for one in applications]


def statuses(*applications: Application) -> list[str]:
    found = dict(Application.objects.values_list("pk", "status"))
    return [found[one.pk] for one in applications]


def taken_in(*calls: Call) -> list[int]:
    """Counted all at once."""
    found = capacities(calls, timezone.now())
    return [found[call.pk].taken for call in calls]


def give(at_work: Desk, application: Application) -> None:
    """A member of staff gives a seat to somebody who waits."""
    move_by_hand(application=application, target=Status.RECEIVED, by=at_work.moderator)


def test_nobody_is_the_tenth_over_two_turns_of_the_year(clock: Any) -> None:
    at_work = yearly()
    call = at_work.call
    first, *others = [send(call) for _ in range(9)]
    waits = [send(call) for _ in range(3)]
    assert statuses(*waits) == [Status.WAITING_LIST] * 3
    assert years(first, *others) == [2026] * 9
    assert years(*waits) == [None] * 3
    with pytest.raises(RefusedError, match="No seat is left"):
        give(at_work, waits[0])

    clock.move_to(MIDNIGHT)
    assert (capacity_of(call, timezone.now()).taken, capacity_of(call, timezone.now()).free) == (0, 9)
    assert is_full_for_newcomers(call, timezone.now()), "those who wait come first"
    for one in waits:
        give(at_work, one)
    assert years(*waits) == [2027] * 3
    newcomers = [send(call) for _ in range(7)]
    assert statuses(*newcomers) == [Status.RECEIVED] * 6 + [Status.WAITING_LIST], "three of the nine waited"
    tenth = newcomers.pop()
    withdraw(application=first)
    assert years(first) == [None]
    with pytest.raises(RefusedError, match="No seat is left"):
        give(at_work, tenth)  # the seat that came free was one of last year's
    withdraw(application=waits[0])
    give(at_work, tenth)
    assert (capacity_of(call, timezone.now()).taken, years(waits[0], tenth)) == (9, [None, 2027])
    last = send(call)

    clock.move_to(MIDNIGHT.replace(year=2027) - timedelta(seconds=1))
    with pytest.raises(RefusedError, match="No seat is left"):
        give(at_work, last)
    clock.move_to(MIDNIGHT.replace(year=2027))
    give(at_work, last)
    assert [send(call).status for _ in range(9)] == [Status.RECEIVED] * 8 + [Status.WAITING_LIST]
    assert years(last, tenth, *others) == [2028, 2027, *[2026] * 8]
    assert capacity_of(call, timezone.now()).taken == 9


def test_a_year_turns_where_the_call_is(clock: Any) -> None:
    """Between the two midnights both years run at once."""
    montreal = yearly(seats=1, time_zone="America/Toronto")
    paris = Call.objects.create(code="par", kind=CallKind.COACHING, capacity=1, capacity_period=Period.YEAR)
    given, waits = send(montreal.call), send(montreal.call)
    send(paris)
    clock.move_to(datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC), tick=False)
    with pytest.raises(RefusedError, match="No seat is left"):
        give(montreal, waits)
    assert send(paris).seat_year == 2027
    assert taken_in(montreal.call, paris) == [1, 1]
    clock.move_to(datetime(2027, 1, 1, 5, tzinfo=UTC), tick=False)
    assert taken_in(montreal.call, paris) == [0, 1]
    give(montreal, waits)
    assert years(given, waits) == [2026, 2027]


def test_what_is_decided_in_another_year_keeps_its_seat(clock: Any) -> None:
    """A seat is given once: reading, deciding, opening and closing the dossier later take none."""
    at_work = yearly(seats=1)
    dossier = send(at_work.call)
    clock.move_to(MIDNIGHT)
    for target in ("in_review", "ready"):
        move_by_hand(application=dossier, target=target, by=at_work.moderator)
    decide(application=dossier, verdict="accepted", by=at_work.administrator)
    release(application=dossier, by=at_work.administrator)
    for target in ("under_way", "closed"):
        move_by_hand(application=dossier, target=target, by=at_work.moderator)
    reopen(application=dossier, target="under_way", by=at_work.moderator, reason="Not done yet")
    assert years(dossier) == [2026]
    assert send(at_work.call).status == Status.RECEIVED


def test_a_seat_that_was_given_back_is_another_one_when_it_is_given_again(clock: Any) -> None:
    at_work = yearly(seats=1)
    dossier = send(at_work.call)
    move_by_hand(application=dossier, target="in_review", by=at_work.moderator)
    decide(application=dossier, verdict="waiting_list", by=at_work.colleague)
    release(application=dossier, by=at_work.colleague)
    assert years(dossier) == [None]
    decide(application=dossier, verdict="accepted", by=at_work.colleague)
    clock.move_to(MIDNIGHT)
    release(application=dossier, by=at_work.colleague)
    assert years(dossier) == [2027]
    withdraw(application=dossier)
    other = send(at_work.call)
    assert other.seat_year == 2027
    with pytest.raises(RefusedError, match="No seat is left"):
        reopen(application=dossier, target="in_review", by=at_work.moderator, reason="A mistake")
    clock.move_to(MIDNIGHT.replace(year=2027))
    reopen(application=dossier, target="in_review", by=at_work.moderator, reason="A mistake")
    assert years(dossier, other) == [2028, 2027]


def registering(seats: int) -> Call:
    return yearly(CallKind.REGISTRATION, seats, confirms_at_once=True).call


def test_a_seat_that_is_held_counts_from_when_it_was_offered(clock: Any) -> None:
    """Taken in January, it is one of December's; what nobody takes comes back to the year that it was from."""
    call = registering(1)
    leaves, takes, lets, last = (send(call) for _ in range(4))
    clock.move_to(MIDNIGHT - timedelta(minutes=1))
    withdraw(application=leaves)
    assert (statuses(takes), years(takes)) == ([Status.SEAT_HELD], [2026])
    assert settle_held_seats(timezone.now()) == 0
    assert statuses(lets) == [Status.WAITING_LIST]

    clock.move_to(MIDNIGHT)
    settle_held_seats(timezone.now())
    take_seat(application=takes)
    assert statuses(takes, lets, last) == [Status.ACCEPTED, Status.SEAT_HELD, Status.WAITING_LIST]
    assert years(takes, lets, last) == [2026, 2027, None]
    clock.shift(timedelta(hours=49))
    assert settle_held_seats(timezone.now()) == 1
    assert statuses(lets, last) == [Status.LAPSED, Status.SEAT_HELD]
    assert years(lets, last) == [None, 2027]
    assert send(call).status == Status.WAITING_LIST


def test_held_seats_that_waited_for_the_lock_over_midnight_count_the_new_year(clock: Any) -> None:
    call = registering(2)
    leaves, _stays, waits = (send(call) for _ in range(3))
    Call.objects.filter(pk=call.pk).update(has_waiting_list=False)
    clock.move_to(MIDNIGHT - timedelta(seconds=1))
    before = timezone.now()
    clock.move_to(MIDNIGHT)
    assert [send(call).seat_year for _ in range(2)] == [2027] * 2
    Application.objects.filter(pk=leaves.pk).update(status=Status.WITHDRAWN, seat_year=None)
    settle_held_seats(before)
    assert statuses(waits) == [Status.WAITING_LIST]


def test_every_page_counts_the_same_seats(clock: Any) -> None:
    """A call's list, its panel, its session's pages: of the whole call or of the year, one function is asked."""
    call = Call.objects.create(
        code="one",
        kind=CallKind.REGISTRATION,
        capacity=9,
        session_key="5ea75ea7-0000-4000-8000-000000000001",
        session_starts_at=DECEMBER + timedelta(days=400),
        session_state="confirmed",
    )
    page = Portal().forms(call)["fr"]
    for status in Status:
        sent(page, status=status)
    clock.move_to(MIDNIGHT)
    sent(page)
    seats = len(set(Status) - WITHOUT_SEAT)
    for period, expected in ((Period.CALL, seats + 1), (Period.YEAR, 1)):
        call.capacity_period = period
        call.save()
        now = timezone.now()
        [row] = session_rows([call], "fr", now)
        [shown] = seats_of([call.session_key]).values()
        assert {capacity_of(call, now).taken, row.seats.taken, shown.taken} == {expected}
        held = 1 if period == Period.CALL else 0
        assert (row.seats.held, row.seats.waiting, shown.waiting) == (held, 1, 1)


def test_offering_more_than_is_left_is_not_possible_in_the_year_that_begins(clock: Any) -> None:
    call = registering(3)
    waits = [send(call) for _ in range(8)][3:]
    clock.move_to(MIDNIGHT)
    assert hold_seats(call) == 3
    assert hold_seats(call) == 0
    assert years(*waits) == [2027] * 3 + [None] * 2


def test_the_migration_gives_dossiers_the_year_of_their_seat() -> None:
    """From the last time that they were given one; from their arrival, where the history does not say it."""
    call = Call.objects.create(code="old", time_zone="America/Toronto")
    portal = Portal()
    page = portal.forms(call)["fr"]
    new_year = datetime(2025, 1, 1, 5, tzinfo=UTC)
    before, after, later = new_year - timedelta(seconds=1), new_year, new_year.replace(year=2026)

    def dossier(*changes: tuple[str, datetime], status: str = "", at: datetime = before) -> Application:
        made = sent(page, status=status or changes[-1][0], submitted_at=at)
        source = ""
        for target, moment in changes:
            StatusChange.objects.create(application=made, from_status=source, to_status=target, at=moment)
            source = target
        return made

    expected = {
        dossier(("received", before), ("in_review", after)): 2024,
        dossier(("waiting_list", before), ("received", after), ("in_review", later)): 2025,
        dossier(("waiting_list", before), ("offered", before), ("accepted", after)): 2024,
        dossier(("received", before), ("withdrawn", after), ("in_review", later), ("ready", later)): 2026,
        dossier(("received", before), ("waiting_list", after)): None,
        dossier(("received", before), ("declined", after)): None,
        dossier(status="received"): 2024,
        dossier(status="closed", at=after): 2025,
        dossier(status="lapsed"): None,
    }
    paris = sent(portal.forms(Call.objects.create(code="elsewhere"), slug="b")["fr"], submitted_at=before)
    Application.objects.update(seat_year=None)
    migration = import_module("applications.migrations.0005_house")
    migration.fill_seat_year(apps, connection.schema_editor())
    assert years(*expected, paris) == [*expected.values(), 2025]
    assert {seat_year(call, status, later) for status in migration.WITHOUT_A_SEAT} == {None}
    assert set(migration.WITHOUT_A_SEAT) == set(WITHOUT_SEAT)
