"""The workflow's table: every pair of statuses, by every trigger, for every kind of call."""

from collections.abc import Iterable
from itertools import pairwise, product

import pytest

from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import move
from applications.kinds import CallKind
from applications.models import StatusChange
from applications.statuses import (
    ACTIVE,
    FINAL,
    PATHS,
    PUBLIC_NAMES,
    PUBLIC_NAMES_OF_REGISTRATIONS,
    TRANSITIONS,
    Status,
    Trigger,
    may_move,
    public_name,
    targets,
)
from tests.applications.dossier_desk import Desk

TRIGGERS = {
    "H": Trigger.HAND,
    "C": Trigger.CORRECTION,
    "D": Trigger.DECISION,
    "R": Trigger.REOPENING,
    "A": Trigger.APPLICANT,
    "O": Trigger.HOLDING,
    "T": Trigger.TAKING,
    "X": Trigger.TIME,
}
COLUMNS = (
    Status.RECEIVED,
    Status.IN_REVIEW,
    Status.WAITING_APPLICANT,
    Status.WAITING_LIST,
    Status.SEAT_HELD,
    Status.READY,
    Status.ACCEPTED,
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.UNDER_WAY,
    Status.CLOSED,
    Status.LAPSED,
)
TABLES = {
    CallKind.COACHING: """
        received           . H C . . . . . A . . .
        in_review          . . C D . H D D A . . .
        waiting_applicant  . C . . . . . . A . . .
        waiting_list       H . . . . . D D A . . .
        offered            . . . . . . . . . . . .
        ready              . H . D . . D D A . . .
        accepted           . R . . . . . . A H H .
        declined           . R . R . . . . . . . .
        withdrawn          . R . R . . . . . . . .
        under_way          . . . . . . H . . . H .
        closed             . . . . . . . . . R . .
        lapsed             . . . . . . . . . . . .
    """,
    CallKind.GRANT: """
        received           . H C . . . . . A . . .
        in_review          . . C . . H . . A . . .
        waiting_applicant  . C . . . . . . A . . .
        waiting_list       H . . . . . D D A . . .
        offered            . . . . . . . . . . . .
        ready              . H . D . . D D A . . .
        accepted           . R . . . . . . A H H .
        declined           . R . R . . . . . . . .
        withdrawn          . R . R . . . . . . . .
        under_way          . . . . . . H . . . H .
        closed             . . . . . . . . . R . .
        lapsed             . . . . . . . . . . . .
    """,
    CallKind.REGISTRATION: """
        received           . H C . . . D D A . . X
        in_review          . . C D . . D D A . . X
        waiting_applicant  . C . . . . . . A . . X
        waiting_list       H . . . O . D D A . . X
        offered            T . . . . . T . A . . X
        ready              . . . . . . . . A . . .
        accepted           . R . . . . . . A . HX X
        declined           . R . R . . . . . . . .
        withdrawn          . R . R . . . . . . . .
        under_way          . . . . . . . . . . . .
        closed             . . . . . . R . . . . .
        lapsed             T . . RT . . T . . . . .
    """,
    CallKind.ENQUIRY: """
        received           . H C . . . . . A . H .
        in_review          . . C . . . . . A . H .
        waiting_applicant  . C . . . . . . A . . .
        waiting_list       H . . . . . . . A . . .
        offered            . . . . . . . . . . . .
        ready              . . . . . . . . A . . .
        accepted           . . . . . . . . . . . .
        declined           . . . . . . . . . . . .
        withdrawn          . R . . . . . . . . . .
        under_way          . . . . . . . . . . . .
        closed             . R . . . . . . . . . .
        lapsed             . . . . . . . . . . . .
    """,
}
WITHOUT_DECISIONS = {Status.READY, Status.ACCEPTED, Status.DECLINED, Status.UNDER_WAY}
OF_HELD_SEATS = {Status.SEAT_HELD, Status.LAPSED}
STATUSES_OF = {
    CallKind.COACHING: set(Status) - OF_HELD_SEATS,
    CallKind.GRANT: set(Status) - OF_HELD_SEATS,
    CallKind.REGISTRATION: set(Status) - {Status.READY, Status.UNDER_WAY},
    CallKind.ENQUIRY: set(Status) - WITHOUT_DECISIONS - OF_HELD_SEATS,
}
KINDS = list(TABLES)


def expected(kind: CallKind) -> set[tuple[Status, Status, Trigger]]:
    rows = [line.split() for line in TABLES[kind].strip().splitlines()]
    assert [row[0] for row in rows] == [str(status) for status in COLUMNS]
    return {
        (Status(source), target, TRIGGERS[letter])
        for source, *letters in rows
        for target, cell in zip(COLUMNS, letters, strict=True)
        for letter in cell.replace(".", "")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_pair_by_every_means(office: Desk, kind: CallKind) -> None:
    """Whatever the table does not have is refused by the only writer of a status, and leaves no trace."""
    dossier = office.changed(kind=kind).dossier()
    ways, written = expected(kind), dossier.status_changes.count()
    for source, target, trigger in product(Status, Status, Trigger):
        dossier.status = source
        assert may_move(kind, source, target, trigger) == ((source, target, trigger) in ways), (source, target, trigger)
        if (source, target, trigger) in ways:
            change = move(dossier, target, trigger)
            assert (change.from_status, change.to_status, dossier.status) == (source, target, target)
        else:
            with pytest.raises(RefusedError):
                move(dossier, target, trigger)
            assert dossier.status == source
    assert StatusChange.objects.filter(application=dossier).count() == written + len(ways)


@pytest.mark.parametrize("kind", KINDS)
def test_every_status_that_a_kind_has_is_reached_and_no_other(kind: CallKind) -> None:
    assert reached(kind, {Status.RECEIVED, Status.WAITING_LIST}, Trigger) == STATUSES_OF[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_staff_or_time_bring_everything_to_an_end(kind: CallKind) -> None:
    """Nothing hangs on the applicant: corrections are taken back, and offers are over by themselves."""
    trigger = {Trigger.HAND, Trigger.CORRECTION, Trigger.DECISION, Trigger.TIME}
    for status in STATUSES_OF[kind]:
        assert reached(kind, {status}, trigger) & FINAL, status


@pytest.mark.parametrize("kind", KINDS)
def test_every_end_can_be_taken_back(kind: CallKind) -> None:
    for status in (FINAL | {Status.ACCEPTED}) & STATUSES_OF[kind]:
        assert targets(kind, status, Trigger.REOPENING), status
    for status in ACTIVE:
        assert not targets(kind, status, Trigger.REOPENING), status


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_that_applicants_are_shown_is_a_way(kind: CallKind) -> None:
    path = PATHS[kind]
    assert path[0] == Status.RECEIVED
    assert path[-1] == Status.CLOSED
    for source, target in pairwise(path):
        assert any(may_move(kind, source, target, trigger) for trigger in (Trigger.HAND, Trigger.DECISION)), (
            source,
            target,
        )


def test_no_way_is_written_twice_and_every_status_has_two_names() -> None:
    rows = [(row.source, row.target, row.trigger, kind) for row in TRANSITIONS for kind in row.kinds]
    assert len(rows) == len(set(rows))
    assert set(PUBLIC_NAMES) == set(PUBLIC_NAMES_OF_REGISTRATIONS) == set(Status)
    assert public_name(CallKind.REGISTRATION, Status.ACCEPTED) != public_name(CallKind.GRANT, Status.ACCEPTED)
    assert set(COLUMNS) == set(Status)


def reached(kind: CallKind, start: set[Status], by: Iterable[Trigger]) -> set[Status]:
    triggers, found, edge = set(by), set(start), set(start)
    while edge:
        edge = {target for source in edge for each in triggers for target in targets(kind, source, each)} - found
        found |= edge
    return found
