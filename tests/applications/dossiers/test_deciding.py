"""Who has a say in decisions and moves: when they are asked, where what they write goes, and what a refusal leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers import deciding
from applications.dossiers.acts import Act
from applications.dossiers.corrections import Corrected, answer_corrections, ask_corrections
from applications.dossiers.decisions import decide, release, take_back
from applications.dossiers.four_eyes import FourEyes
from applications.dossiers.permissions import may_withdraw, why_not
from applications.dossiers.refusals import RefusedError
from applications.dossiers.tracking_tokens import tracking_token
from applications.dossiers.workflow import move_by_hand, reopen, withdraw
from applications.models import Application, Call, Decision, Draft, Label, OutgoingEmail
from applications.registrations.seats import Seats
from applications.registrations.session_notices import close_past_sessions
from applications.registrations.waiting_list import hold_seats, settle_held_seats, take_seat
from applications.statuses import Status
from tests.applications import session_calls
from tests.applications.dossier_desk import Desk, desk
from tests.applications.session_calls import Office, seated
from tests.builders import KEYS, Portal

pytestmark = pytest.mark.django_db

AGAINST = "The committee’s books are closed."
Said = list[tuple[str, ...]]


class Witness(deciding.Rule):
    """Writes down what it is asked, here and as a row, and refuses what is named."""

    def __init__(self) -> None:
        self.said: Said = []
        self.refused: set[str] = set()
        self.spared: Application | None = None
        """The only one that is not refused."""

    def _note(self, *words: str, application: Application) -> None:
        assert connection.savepoint_ids, "inside the transaction"
        self.said.append(words)
        Label.objects.create(name=f"{words[0]} {len(self.said)}")
        if words[0] in self.refused and application != self.spared:
            raise RefusedError(AGAINST)

    def why_not(self, act: Act, user: Any, application: Application) -> str:
        return AGAINST if act in self.refused else ""

    def decided(self, decision: Decision) -> None:
        assert Decision.objects.filter(pk=decision.pk, revoked_at=None, released_at=None).exists()
        self._note("decided", decision.verdict, decision.application.status, application=decision.application)

    def released(self, decision: Decision) -> None:
        assert Decision.objects.filter(pk=decision.pk, released_at__isnull=False).exists()
        self._note("released", decision.verdict, decision.application.status, application=decision.application)

    def taken_back(self, decision: Decision) -> None:
        assert Decision.objects.filter(pk=decision.pk, revoked_at__isnull=False).exists()
        self._note("taken_back", decision.verdict, application=decision.application)

    def moving(self, move: deciding.Move) -> None:
        stored = Application.objects.values_list("status", flat=True).get(pk=move.application.pk)
        assert stored == move.application.status, "nothing is written yet"
        way = (move.application.status, move.target, str(move.by or ""))
        self._note("moving", move.trigger, *way, application=move.application)


@pytest.fixture
def witness(monkeypatch: pytest.MonkeyPatch) -> Witness:
    """The only rule there is."""
    monkeypatch.setattr(deciding, "_rules", {})
    one = Witness()
    deciding.register(one)
    return one


@pytest.fixture
def sessions(portal: Portal) -> Office:
    return session_calls.office(portal, seated())


def correct(office: Desk, dossier: Application) -> None:
    """Ask for one correction, and answer it."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    ask_corrections(application=dossier, remarks={KEYS["name"]: "Whole name."}, due_on=tomorrow, by=office.moderator)
    answer(dossier)


def answer(dossier: Application) -> None:
    checked = Corrected(revision=Draft.objects.get(corrects=dossier).revision, answers={KEYS["name"]: "Ada Lovelace"})
    answer_corrections(application=dossier, checked=checked)


def status_of(dossier: Application) -> str:
    return Application.objects.values_list("status", flat=True).get(pk=dossier.pk)


def test_decisions_are_heard_of_once_they_are_written(office: Desk, witness: Witness) -> None:
    dossier = office.dossier(Status.READY)
    decide(application=dossier, verdict="declined", reason="Not this time.", by=office.moderator)
    take_back(application=dossier, by=office.moderator)
    decide(application=dossier, verdict="accepted", by=office.moderator)
    release(application=dossier, by=office.moderator)
    assert witness.said == [
        ("decided", "declined", "ready"),
        ("taken_back", "declined"),
        ("decided", "accepted", "ready"),
        ("moving", "decision", "ready", "accepted", "Mo"),
        ("released", "accepted", "accepted"),
    ]
    assert Label.objects.count() == 5, "what a rule writes is written with the act"


def test_every_way_to_move_asks(office: Desk, sessions: Office, witness: Witness) -> None:
    move_by_hand(application=office.dossier(Status.RECEIVED), target=Status.IN_REVIEW, by=office.moderator)
    reopen(
        application=office.dossier(Status.DECLINED), target=Status.IN_REVIEW, by=office.moderator, reason="New facts."
    )
    correct(office, office.dossier(Status.IN_REVIEW, answers={KEYS["name"]: "Ada"}))
    withdraw(application=office.dossier(Status.RECEIVED))
    waits = [sessions.registered(Status.WAITING_LIST) for _each in range(2)]
    with transaction.atomic():
        hold_seats(sessions.call)
    take_seat(application=waits[0])
    settle_held_seats(timezone.now() + timedelta(days=3))
    Call.objects.filter(pk=sessions.call.pk).update(session_ends_at=timezone.now() - timedelta(days=8))
    close_past_sessions(timezone.now())
    assert witness.said == [
        ("moving", "hand", "received", "in_review", "Mo"),
        ("moving", "reopening", "declined", "in_review", "Mo"),
        ("moving", "correction", "in_review", "waiting_applicant", "Mo"),
        ("moving", "correction", "waiting_applicant", "in_review", ""),
        ("moving", "applicant", "received", "withdrawn", ""),
        ("moving", "offer", "waiting_list", "offered", ""),
        ("moving", "offer", "waiting_list", "offered", ""),
        ("moving", "taking", "offered", "accepted", ""),
        ("moving", "time", "offered", "lapsed", ""),
        ("moving", "time", "accepted", "closed", ""),
    ]


ACTS: dict[str, Callable[[Desk, Application], Any]] = {
    "move": lambda office, dossier: move_by_hand(application=dossier, target=Status.IN_REVIEW, by=office.moderator),
    "decide": lambda office, dossier: decide(application=dossier, verdict="accepted", by=office.moderator),
    "release": lambda office, dossier: release(application=dossier, by=office.moderator),
    "take_back": lambda office, dossier: take_back(application=dossier, by=office.moderator),
    "reopen": lambda office, dossier: reopen(
        application=dossier, target=Status.IN_REVIEW, by=office.moderator, reason="New facts."
    ),
    "ask_corrections": correct,
}
BEFORE = {"reopen": Status.DECLINED, "move": Status.RECEIVED, "ask_corrections": Status.IN_REVIEW}


def ready_for(act: str, office: Desk) -> Application:
    dossier = office.dossier(BEFORE.get(act, Status.READY), answers={KEYS["name"]: "Ada"})
    if act in ("release", "take_back"):
        dossier.decisions.create(verdict="accepted", decided_by=office.colleague)
    return dossier


@pytest.mark.parametrize("act", ACTS)
def test_the_button_and_the_act_are_refused_in_the_same_words(office: Desk, witness: Witness, act: str) -> None:
    dossier = ready_for(act, office)
    assert why_not(Act(act), office.moderator, dossier) == ""
    witness.refused = {act}
    assert why_not(Act(act), office.moderator, dossier) == AGAINST
    with pytest.raises(RefusedError, match=AGAINST):
        ACTS[act](office, dossier)
    assert witness.said == []
    assert status_of(dossier) == dossier.status


@pytest.mark.parametrize(
    ("act", "heard"),
    [
        ("move", "moving"),
        ("decide", "decided"),
        ("release", "moving"),
        ("release", "released"),
        ("take_back", "taken_back"),
        ("reopen", "moving"),
        ("ask_corrections", "moving"),
    ],
)
def test_a_refusal_under_the_lock_leaves_nothing(office: Desk, witness: Witness, act: str, heard: str) -> None:
    dossier = ready_for(act, office)
    decisions, changes = list(dossier.decisions.values()), dossier.status_changes.count()
    witness.refused = {heard}
    with pytest.raises(RefusedError, match=AGAINST):
        ACTS[act](office, dossier)
    assert witness.said[-1][0] == heard
    assert not Label.objects.exists(), "what rules wrote is taken back as well"
    assert list(dossier.decisions.values()) == decisions
    assert (status_of(dossier), dossier.status_changes.count()) == (dossier.status, changes)
    assert not OutgoingEmail.objects.filter(application=dossier).exists()


def test_those_who_have_no_right_are_told_so_first(office: Desk, witness: Witness) -> None:
    witness.refused = {"decide"}
    ready, received = office.dossier(Status.READY), office.dossier(Status.RECEIVED)
    with translation.override("en"):
        assert why_not(Act.DECIDE, office.committee, ready).startswith("You may read this dossier")
        assert why_not(Act.DECIDE, office.moderator, received) == "No decision is taken while it is “Received”."
        assert why_not(Act.DECIDE, office.moderator, ready) == AGAINST


def test_a_withdrawal_that_is_refused_is_not_offered(office: Desk, witness: Witness, client: Client) -> None:
    dossier = office.dossier(Status.RECEIVED)
    with translation.override("en"):
        address = reverse("tracking_application", args=[tracking_token(dossier)])
        leaving = reverse("tracking_withdraw", args=[tracking_token(dossier)])
    assert leaving in client.get(address).content.decode()
    witness.refused = {"withdraw"}
    assert not may_withdraw(dossier)
    assert leaving not in client.get(address).content.decode()
    assert client.post(leaving, {"seen": "received"}).status_code == 303
    with pytest.raises(RefusedError):
        withdraw(application=dossier)
    assert status_of(dossier) == Status.RECEIVED
    witness.refused = {"moving"}
    answered = client.post(leaving, {"seen": "received"})
    assert answered.status_code == 409
    assert AGAINST in answered.content.decode()
    assert status_of(dossier) == Status.RECEIVED


def test_corrections_that_are_refused_stay_as_they_were_typed(office: Desk, witness: Witness, client: Client) -> None:
    dossier = office.dossier(Status.IN_REVIEW, answers={KEYS["why"]: "Because"})
    tomorrow = timezone.localdate() + timedelta(days=1)
    ask_corrections(application=dossier, remarks={KEYS["why"]: "Longer."}, due_on=tomorrow, by=office.moderator)
    witness.refused = {"moving"}
    with translation.override("en"):
        address = reverse("tracking_correct", args=[tracking_token(dossier)])
    answered = client.post(address, {"asked": KEYS["why"], "go": "send", KEYS["why"]: "Because it is needed"})
    assert answered.status_code == 409
    assert "Nothing was sent" in answered.content.decode()
    assert AGAINST in answered.content.decode()
    assert "Because it is needed" in answered.content.decode()
    assert status_of(dossier) == Status.WAITING_APPLICANT


def test_a_seat_that_is_refused_goes_to_the_next_in_line(sessions: Office, witness: Witness) -> None:
    waits = [sessions.registered(Status.WAITING_LIST, number=place) for place in range(3)]
    sessions.registered(Status.ACCEPTED)
    witness.refused, witness.spared = {"moving"}, waits[1]
    with transaction.atomic():
        assert hold_seats(sessions.call) == 1
    assert [status_of(each) for each in waits] == ["waiting_list", "offered", "waiting_list"]
    waits[0].refresh_from_db()
    assert waits[0].held_until is None
    assert [label.name for label in Label.objects.all()] == ["moving 2"]


def test_a_seat_is_taken_unless_it_is_refused(sessions: Office, witness: Witness, client: Client) -> None:
    dossier = sessions.registered(Status.WAITING_LIST)
    with transaction.atomic():
        hold_seats(sessions.call)
    witness.refused = {"moving"}
    with translation.override("en"):
        address = reverse("tracking_seat", args=[tracking_token(dossier)])
    refused = client.post(address)
    assert refused.status_code == 409
    assert AGAINST in refused.content.decode()
    assert status_of(dossier) == Status.SEAT_HELD


def test_what_time_may_not_move_is_tried_again(sessions: Office, witness: Witness) -> None:
    first, second = sessions.registered(Status.ACCEPTED), sessions.registered(Status.WAITING_LIST)
    with transaction.atomic():
        hold_seats(sessions.call)
    later = timezone.now() + timedelta(days=3)
    witness.refused = {"moving"}
    assert settle_held_seats(later) == 0
    assert status_of(second) == Status.SEAT_HELD
    witness.refused = set()
    assert settle_held_seats(later) == 1
    Call.objects.filter(pk=sessions.call.pk).update(session_ends_at=timezone.now() - timedelta(days=8))
    third = sessions.registered(Status.ACCEPTED)
    witness.refused, witness.spared = {"moving"}, third
    assert close_past_sessions(timezone.now()) == 1
    assert [status_of(first), status_of(third)] == ["accepted", "closed"]


@pytest.mark.postgresql
@pytest.mark.parametrize("act", ACTS)
def test_the_call_is_locked_before_its_dossier(office: Desk, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    dossier, locks = ready_for(act, office), []

    class Looker(Witness):
        def _note(self, *words: str, application: Application) -> None:
            statements = [query["sql"] for query in captured.captured_queries if "FOR UPDATE" in query["sql"]]
            locks.append([sql.split('FROM "')[1].split('"')[0] for sql in statements][:2])

    monkeypatch.setattr(deciding, "_rules", {Looker: Looker()})
    with CaptureQueriesContext(connection) as captured:
        ACTS[act](office, dossier)
    assert locks
    assert all(found == ["applications_call", "applications_application"] for found in locks)


def test_one_rule_of_a_class_has_a_say(witness: Witness) -> None:
    other = Witness()
    deciding.register(other)
    assert list(deciding._rules.values()) == [other]


def test_the_portal_has_two_rules_of_its_own() -> None:
    assert {FourEyes, Seats} <= set(deciding._rules)


def test_four_eyes_cost_nothing_but_the_history(django_assert_num_queries: Any) -> None:
    strict = desk(Portal(), code="strict", four_eyes=True)
    dossier = strict.dossier(Status.RECEIVED)
    move_by_hand(application=dossier, target=Status.IN_REVIEW, by=strict.moderator)
    dossier = Application.objects.select_related("call").get(pk=dossier.pk)
    rule = FourEyes()
    with django_assert_num_queries(0):
        assert rule.why_not(Act.RELEASE, strict.moderator, dossier) == ""
    with django_assert_num_queries(1):
        assert rule.why_not(Act.DECIDE, strict.moderator, dossier)
    with django_assert_num_queries(1):
        assert rule.why_not(Act.DECIDE, strict.colleague, dossier) == ""
