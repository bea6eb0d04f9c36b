"""Who hears of moves and arrivals: of which, with what, and inside which transaction."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.dossiers import moved
from applications.dossiers.corrections import Corrected, answer_corrections, ask_corrections
from applications.dossiers.decisions import decide, release
from applications.dossiers.workflow import move_by_hand, reopen, withdraw
from applications.models import Application, Call, Draft, StatusChange
from applications.registrations.session_notices import close_past_sessions
from applications.registrations.waiting_list import hold_seats, settle_held_seats, take_seat
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.session_calls import Office, office, seated
from tests.applications.submitting import draft_of, send
from tests.builders import KEYS, Portal

pytestmark = pytest.mark.django_db

Heard = list[tuple[str, str]]


class Listener:
    """Keeps where each dossier came from and went to, and looks that the move is written and not committed yet."""

    def __init__(self) -> None:
        self.heard: Heard = []

    def __call__(self, application: Application, change: StatusChange) -> None:
        assert connection.savepoint_ids, "inside the transaction"
        assert change.pk
        assert change.application == application
        stored = Application.objects.values_list("status", "status_since").get(pk=application.pk)
        assert stored == (change.to_status, change.at) == (application.status, application.status_since)
        self.heard.append((change.from_status, change.to_status))


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """The only one, registered twice."""
    monkeypatch.setattr(moved, "_listeners", [])
    one = Listener()
    moved.register(one)
    moved.register(one)
    return one


@pytest.fixture
def at(kept_desk: Desk) -> Desk:
    return kept_desk


@pytest.fixture
def sessions() -> Office:
    return office(Portal(), seated())


def test_a_move_by_hand_and_a_reopening(at: Desk, listener: Listener) -> None:
    dossier = at.dossier(Status.RECEIVED)
    move_by_hand(application=dossier, target=Status.IN_REVIEW, by=at.moderator)
    done = at.dossier(Status.DECLINED)
    reopen(application=done, target=Status.IN_REVIEW, by=at.moderator, reason="New facts.")
    assert listener.heard == [("received", "in_review"), ("declined", "in_review")]


def test_a_decision_once_it_is_released(at: Desk, listener: Listener) -> None:
    dossier = at.dossier(Status.READY)
    decide(application=dossier, verdict="accepted", by=at.moderator)
    assert listener.heard == []
    release(application=dossier, by=at.moderator)
    assert listener.heard == [("ready", "accepted")]


def test_a_withdrawal_once(at: Desk, listener: Listener) -> None:
    dossier = at.dossier(Status.RECEIVED)
    withdraw(application=dossier)
    withdraw(application=dossier)
    assert listener.heard == [("received", "withdrawn")]


def test_corrections_for_and_made(at: Desk, listener: Listener) -> None:
    dossier = at.dossier(Status.IN_REVIEW, answers={KEYS["name"]: "Ada"})
    tomorrow = timezone.localdate() + timedelta(days=1)
    ask_corrections(application=dossier, remarks={KEYS["name"]: "Your whole name."}, due_on=tomorrow, by=at.moderator)
    draft = Draft.objects.get(corrects=dossier)
    corrected = Corrected(revision=draft.revision, answers={KEYS["name"]: "Ada Lovelace"})
    answer_corrections(application=dossier, checked=corrected)
    assert listener.heard == [("in_review", "waiting_applicant"), ("waiting_applicant", "in_review")]


def test_a_seat_that_is_offered_taken_and_lost(sessions: Office, listener: Listener) -> None:
    sessions.registered(Status.WAITING_LIST)
    second = sessions.registered(Status.WAITING_LIST)
    with transaction.atomic():
        assert hold_seats(sessions.call) == 2
    take_seat(application=second)
    settle_held_seats(timezone.now() + timedelta(days=3))
    assert listener.heard == [
        ("waiting_list", "offered"),
        ("waiting_list", "offered"),
        ("offered", "accepted"),
        ("offered", "lapsed"),
    ]


def test_the_end_of_a_session(sessions: Office, listener: Listener) -> None:
    sessions.registered(Status.ACCEPTED)
    Call.objects.filter(pk=sessions.call.pk).update(session_ends_at=timezone.now() - timedelta(days=8))
    assert close_past_sessions(timezone.now()) == 1
    assert listener.heard == [("accepted", "closed")]


def test_an_arrival_comes_from_nowhere_and_once(listener: Listener) -> None:
    call = Call.objects.create(code="pic")
    draft, token = draft_of(call), uuid.uuid4()
    send(call, draft, token)
    send(call, draft, token)
    assert listener.heard == [("", "received")]


def test_what_a_listener_raises_takes_the_move_back(at: Desk, listener: Listener) -> None:
    def fails(_application: Application, _change: StatusChange) -> None:
        raise RuntimeError("no statistics today")

    moved.register(fails)
    dossier = at.dossier(Status.RECEIVED)
    with pytest.raises(RuntimeError):
        move_by_hand(application=dossier, target=Status.IN_REVIEW, by=at.moderator)
    assert Application.objects.get(pk=dossier.pk).status == Status.RECEIVED
    assert not dossier.status_changes.filter(to_status=Status.IN_REVIEW).exists()
    draft = draft_of(at.call)
    with pytest.raises(RuntimeError):
        send(at.call, draft)
    assert not Application.objects.filter(draft=draft).exists()
    draft.refresh_from_db()
    assert draft.application is None


@pytest.mark.postgresql
@pytest.mark.parametrize("act", ["move", "arrival"])
def test_the_call_is_locked_first(at: Desk, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    dossier, locks = at.dossier(Status.RECEIVED), []

    def listener(_application: Application, _change: StatusChange) -> None:
        statements = [query["sql"] for query in captured.captured_queries]
        locks.extend(sql.split('FROM "')[1].split('"')[0] for sql in statements if "FOR UPDATE" in sql)

    acts: dict[str, Callable[[], Any]] = {
        "move": lambda: move_by_hand(application=dossier, target=Status.IN_REVIEW, by=at.moderator),
        "arrival": lambda: send(at.call),
    }
    monkeypatch.setattr(moved, "_listeners", [listener])
    with CaptureQueriesContext(connection) as captured:
        acts[act]()
    of_dossier = ["applications_application"] if act == "move" else []
    assert locks == ["applications_call", *of_dossier]
