"""Two people act on one dossier at the same moment: one wins, the other reads who was faster.

With threads on connections of their own, on whichever database the tests run on; what is written is deleted again.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connections
from django.utils import translation

from applications.dossiers.decisions import decide, release
from applications.dossiers.refusals import RefusedError
from applications.dossiers.workflow import move_by_hand, reopen, withdraw
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Call, Decision, OutgoingEmail
from applications.models.calls import Period
from applications.statuses import Status
from tests.builders import sent, staff
from users.models import User

pytestmark = pytest.mark.threads

ROUNDS = 6
CALL = {"code": "at-once", "kind": CallKind.GRANT}


@dataclass
class Office:
    page: FormPage
    call: Call
    first: User
    second: User

    def dossier(self, status: str = Status.READY) -> Application:
        return sent(self.page, call=self.call, status=status)

    def decided(self, verdict: str = "accepted", status: str = Status.READY) -> Application:
        dossier = self.dossier(status)
        decide(application=dossier, verdict=verdict, reason="Because.", by=self.first)
        return dossier


@pytest.fixture
def office(committed_demo: None) -> Iterator[Office]:
    page = FormPage.objects.live().order_by("path").first()
    assert page
    group = Group.objects.create(name="two at once")
    people = [staff(f"{name}@at-once.example.org", group, first_name=name.title()) for name in ("ann", "bob")]
    call = Call.objects.create(**CALL, moderators=group)
    yield Office(page, call, *people)
    Application.objects.filter(call=call).delete()
    call.delete()
    for person in people:
        person.delete()
    group.delete()


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Let each act in a thread of its own, and return what it was refused with; empty for who won."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            with translation.override("en"):
                barrier.wait(10)
                act()
        except RefusedError as error:
            return str(error)
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def mails(application: Application) -> list[str]:
    return list(OutgoingEmail.objects.filter(application=application).order_by("pk").values_list("key", flat=True))


def changes(application: Application) -> int:
    return application.status_changes.count()


def loser(refusals: list[str]) -> tuple[str, str]:
    """The name of who won, and what the other one read."""
    assert sorted(map(bool, refusals)) == [False, True], refusals
    return ("Ann", refusals[1]) if refusals[1] else ("Bob", refusals[0])


def test_deciding_twice(office: Office) -> None:
    for _round in range(ROUNDS):
        dossier = office.dossier()
        winner, words = loser(
            at_once(
                partial(decide, application=dossier, verdict="accepted", by=office.first, seen="ready"),
                partial(decide, application=dossier, verdict="declined", reason="No.", by=office.second, seen="ready"),
            )
        )
        assert words.startswith(f"{winner} decided on ")
        decision = Decision.objects.get(application=dossier)
        assert decision.decided_by == (office.first if winner == "Ann" else office.second)
        assert (changes(dossier), mails(dossier)) == (0, [])


def test_releasing_twice(office: Office) -> None:
    """One change of status, one mail, one Message-ID."""
    for _round in range(ROUNDS):
        dossier = office.decided()
        winner, words = loser(
            at_once(
                partial(release, application=dossier, by=office.first),
                partial(release, application=dossier, by=office.second),
            )
        )
        assert words.startswith(f"{winner} released the decision already")
        decision = Decision.objects.get(application=dossier)
        assert (changes(dossier), mails(dossier)) == (1, [f"decision:{decision.pk}"])


def test_moving_twice(office: Office) -> None:
    for _round in range(ROUNDS):
        dossier = office.dossier()
        given = {"application": dossier, "target": "in_review", "seen": "ready"}
        winner, words = loser(
            at_once(
                partial(move_by_hand, by=office.first, **given),
                partial(move_by_hand, by=office.second, **given),
            )
        )
        assert words.startswith(f"{winner} moved this dossier to “In review” (")
        assert (changes(dossier), mails(dossier)) == (1, [])


def test_reopening_twice(office: Office) -> None:
    for _round in range(ROUNDS):
        dossier = office.dossier(Status.DECLINED)
        given = {"application": dossier, "target": "in_review", "reason": "An error.", "seen": "declined"}
        winner, words = loser(
            at_once(partial(reopen, by=office.first, **given), partial(reopen, by=office.second, **given))
        )
        assert words.startswith(f"{winner} moved this dossier to “In review” (")
        assert (changes(dossier), len(mails(dossier))) == (1, 1)


def test_the_applicant_withdraws_while_the_decision_is_released(office: Office) -> None:
    """Either the applicant reads that something changed, or staff that the applicant withdrew: one mail, of the two."""
    for turn in range(ROUNDS * 2):
        dossier = office.decided("declined" if turn % 2 else "accepted")
        by_applicant, by_staff = at_once(
            partial(withdraw, application=dossier, seen="ready"), partial(release, application=dossier, by=office.first)
        )
        assert sorted(map(bool, (by_applicant, by_staff))) == [False, True]
        decision = Decision.objects.get(application=dossier)
        change = dossier.status_changes.get()
        if by_staff:
            assert by_staff.startswith("The applicant withdrew it (")
            assert mails(dossier) == [f"withdrawn:{change.pk}"]
            assert (change.to_status, decision.released_at) == (Status.WITHDRAWN, None)
        else:
            assert "Where it is now: “" in by_applicant
            assert "Ann" not in by_applicant
            assert mails(dossier) == [f"decision:{decision.pk}"]
            assert (change.to_status, decision.revoked_at) == (decision.verdict, None)


def test_the_applicant_clicks_twice(office: Office) -> None:
    dossier = office.dossier()
    assert at_once(*[partial(withdraw, application=dossier, seen="ready")] * 4) == [""] * 4
    assert (changes(dossier), len(mails(dossier))) == (1, 1)


def test_the_last_seat_goes_to_one(office: Office) -> None:
    office.call.capacity = 1
    office.call.save()
    for _round in range(ROUNDS):
        by_hand, decided = office.dossier(Status.WAITING_LIST), office.decided("accepted", Status.WAITING_LIST)
        refusals = at_once(
            partial(move_by_hand, application=by_hand, target="received", by=office.first),
            partial(release, application=decided, by=office.second),
        )
        _winner, words = loser(refusals)
        assert words.startswith("No seat is left")
        assert sorted(map(changes, (by_hand, decided))) == [0, 1]
        assert sorted(len(mails(each)) for each in (by_hand, decided)) == [0, 1]
        Application.objects.filter(call=office.call).update(status=Status.WITHDRAWN)


def test_the_seats_of_a_new_year_go_to_as_many_as_there_are(office: Office) -> None:
    """Six waited for one of three; staff give each of them a seat at the same moment."""
    office.call.capacity, office.call.capacity_period = 3, Period.YEAR
    office.call.save()
    december = datetime(2029, 12, 31, 20, tzinfo=UTC)
    with time_machine.travel(december):
        for _seat in range(3):
            office.dossier(Status.RECEIVED)
        waiting = [office.dossier(Status.WAITING_LIST) for _person in range(6)]
    with time_machine.travel(december + timedelta(days=1)):
        acts = [partial(move_by_hand, application=one, target="received", by=office.first) for one in waiting]
        refusals = at_once(*acts)
    assert sorted(words.startswith("No seat is left") for words in refusals) == [False] * 3 + [True] * 3
    given = Application.objects.filter(call=office.call).exclude(seat_year=None).order_by("seat_year")
    assert list(given.values_list("seat_year", flat=True)) == [2029] * 3 + [2030] * 3
