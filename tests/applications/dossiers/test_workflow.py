"""Moving by hand, reopening, withdrawing: the actions, and the staff's pages for them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.dossiers.acts import Act
from applications.dossiers.decisions import decide, release
from applications.dossiers.four_eyes import reviewers
from applications.dossiers.permissions import why_not
from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import OvertakenError
from applications.dossiers.workflow import move_by_hand, reopen, withdraw
from applications.kinds import CallKind
from applications.models import Application, Attachment, CorrectionRequest, Decision, Draft, OutgoingEmail, StatusChange
from applications.statuses import Status
from tests.applications.attaching import upload
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS
from tests.signing_in import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def mails(application: Application) -> list[tuple[str, str]]:
    rows = OutgoingEmail.objects.filter(application=application).order_by("pk")
    return [(row.occasion, row.to) for row in rows]


def status_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).status


def test_a_move_says_who_when_from_where_to_where_and_why(office: Desk) -> None:
    dossier = office.dossier()
    before = timezone.now()
    change = move_by_hand(
        application=dossier, target="in_review", by=office.moderator, note=" I take it. ", seen="received"
    )
    dossier.refresh_from_db()
    assert (dossier.status, dossier.status_since) == (Status.IN_REVIEW, change.at)
    assert (change.from_status, change.to_status, change.by) == ("received", "in_review", office.moderator)
    assert change.note == "I take it."
    assert before <= change.at <= timezone.now()
    assert mails(dossier) == []


def test_a_move_is_refused_with_the_reason_and_writes_nothing(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    StatusChange.objects.filter(application=dossier, to_status=Status.IN_REVIEW).update(by=office.colleague)
    decided = office.dossier(Status.READY)
    decide(application=decided, verdict="accepted", by=office.colleague)
    waiting = office.dossier(Status.WAITING_APPLICANT)
    gone = office.dossier(anonymised_at=timezone.now())
    count = StatusChange.objects.count()
    cases: list[tuple[Application, str, Any, str, str]] = [
        (dossier, "accepted", office.moderator, "", "cannot go from “In review” to “Accepted”"),
        (dossier, "waiting_applicant", office.moderator, "", "cannot go from"),
        (dossier, "ready", office.committee, "", "the moderators of its call act on it"),
        (dossier, "ready", office.stranger, "", "the moderators of its call act on it"),
        (decided, "in_review", office.moderator, "", "Coll decided on"),
        (waiting, "in_review", office.moderator, "", "goes on by itself"),
        (gone, "in_review", office.moderator, "", "was anonymised"),
    ]
    for application, target, by, seen, words in cases:
        with pytest.raises(RefusedError, match=words):
            move_by_hand(application=application, target=target, by=by, seen=seen)
    with pytest.raises(OvertakenError, match="Coll moved this dossier to “In review”"):
        move_by_hand(application=dossier, target="in_review", by=office.moderator, seen="received")
    assert StatusChange.objects.count() == count


def test_one_seat_two_who_wait(office: Desk) -> None:
    """The seat goes to one, who is told; the other goes on waiting until somebody withdraws."""
    office.call.capacity = 1
    office.call.save()
    holder = office.dossier()
    first, second = office.dossier(Status.WAITING_LIST), office.dossier(Status.WAITING_LIST, contact_email="")
    with pytest.raises(RefusedError, match="No seat is left"):
        move_by_hand(application=first, target="received", by=office.moderator)
    withdraw(application=holder)
    change = move_by_hand(application=first, target="received", by=office.moderator)
    assert status_of(first) == Status.RECEIVED
    assert OutgoingEmail.objects.get(application=first).key == f"place:{change.pk}"
    with pytest.raises(RefusedError, match="No seat is left"):
        reopen(application=holder, target="in_review", by=office.moderator, reason="They want to come back.")
    reopen(application=holder, target="waiting_list", by=office.moderator, reason="They want to come back.")
    with pytest.raises(RefusedError, match="No seat is left"):
        move_by_hand(application=second, target="received", by=office.moderator)
    withdraw(application=first)
    move_by_hand(application=second, target="received", by=office.moderator)
    assert mails(second) == []


def test_reopening_takes_the_decision_back_and_tells_the_applicant(office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    decide(application=dossier, verdict="declined", reason="Too late.", by=office.moderator)
    release(application=dossier, by=office.moderator)
    for reason in ("", "  "):
        with pytest.raises(RefusedError, match="why it is reopened"):
            reopen(application=dossier, target="in_review", by=office.colleague, reason=reason)
    with pytest.raises(RefusedError, match="the moderators"):
        reopen(application=dossier, target="in_review", by=office.stranger, reason="I wish it.")
    change = reopen(
        application=dossier, target="in_review", by=office.colleague, reason="It was in time.", seen="declined"
    )
    decision = Decision.objects.get()
    assert (change.note, change.by, status_of(dossier)) == ("It was in time.", office.colleague, "in_review")
    assert (decision.revoked_by, decision.revoked_at) == (office.colleague, change.at)
    assert OutgoingEmail.objects.get(occasion="reopened").key == f"reopened:{change.pk}"
    with pytest.raises(RefusedError, match="not come to an end"):
        reopen(application=dossier, target="in_review", by=office.colleague, reason="Again.")


def test_what_was_closed_too_early_keeps_its_decision(office: Desk) -> None:
    dossier = office.dossier(Status.READY, contact_email="")
    decide(application=dossier, verdict="accepted", by=office.moderator)
    release(application=dossier, by=office.moderator)
    for target in ("under_way", "closed"):
        move_by_hand(application=dossier, target=target, by=office.moderator)
    reopen(application=dossier, target="under_way", by=office.moderator, reason="A report is missing.")
    assert Decision.objects.standing().count() == 1
    assert mails(dossier) == []


WITHDRAWN_FROM = {
    CallKind.GRANT: {"received", "in_review", "waiting_applicant", "waiting_list", "ready", "accepted"},
    CallKind.ENQUIRY: {"received", "in_review", "waiting_applicant", "waiting_list", "ready"},
}


@pytest.mark.parametrize("kind", list(WITHDRAWN_FROM))
def test_withdrawing_from_each_status(office: Desk, kind: CallKind) -> None:
    office.changed(kind=kind)
    for status in set(Status) - {Status.WITHDRAWN}:
        dossier = office.dossier(status, assignee=office.moderator)
        dossier.watchers.add(office.colleague, office.moderator)
        if status not in WITHDRAWN_FROM[kind]:
            with pytest.raises(RefusedError, match="cannot be withdrawn any more"):
                withdraw(application=dossier)
            assert (status_of(dossier), mails(dossier)) == (status, [])
            continue
        change = withdraw(application=dossier, reason=" We found another way. ", seen=status)
        assert change
        assert (change.from_status, change.by, change.note) == (status, None, "We found another way.")
        assert withdraw(application=dossier, seen=status) is None
        assert status_of(dossier) == Status.WITHDRAWN
        assert mails(dossier) == [
            ("withdrawn", "ada@example.org"),
            ("staff_notice", office.moderator.email),
            ("staff_notice", office.colleague.email),
        ]
        assert OutgoingEmail.objects.filter(key=f"withdrawn:{change.pk}").exists()


def test_withdrawing_cancels_what_was_asked_and_what_was_decided(
    office: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    dossier = office.dossier(Status.READY, contact_email="")
    decide(application=dossier, verdict="accepted", by=office.moderator)
    today = timezone.now().date()
    asked = CorrectionRequest.objects.create(application=dossier, question=KEYS["why"], remark="?", due_on=today)
    done = CorrectionRequest.objects.create(
        application=dossier, question=KEYS["why"], remark="?", due_on=today, answered_at=timezone.now()
    )
    expiry = timezone.now() + timedelta(days=1)
    draft = {"call": dossier.call, "version": dossier.version, "form_key": dossier.version.form_key}
    correcting = Draft.objects.create(**draft, corrects=dossier, expires_at=expiry)
    sent = Draft.objects.create(**draft, application=dossier, expires_at=expiry)
    stranger = Draft.objects.create(**draft, expires_at=expiry)
    file = Attachment.objects.create(draft=correcting, file=upload("a.pdf", b"%PDF-1.4"), name="a.pdf", size=8)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(application=dossier)
    asked.refresh_from_db()
    done.refresh_from_db()
    decision = Decision.objects.get()
    assert asked.cancelled_at is not None
    assert done.cancelled_at is None
    assert (decision.revoked_by, decision.released_at) == (None, None)
    assert decision.revoked_at is not None
    assert set(Draft.objects.all()) == {sent, stranger}
    assert not file.file.storage.exists(file.file.name)
    assert mails(dossier) == []
    with pytest.raises(RefusedError, match="The applicant withdrew it"):
        release(application=dossier, by=office.moderator)


def test_an_applicant_who_was_overtaken_reads_their_own_words(office: Desk) -> None:
    """Neither the staff's names for where it is, nor the names of staff."""
    dossier = office.dossier(Status.READY)
    decide(application=dossier, verdict="accepted", by=office.colleague)
    release(application=dossier, by=office.colleague)
    with pytest.raises(OvertakenError) as refusal:
        withdraw(application=dossier, seen="ready")
    assert str(refusal.value) == "Something has changed meanwhile. Where it is now: “Accepted”."
    assert status_of(dossier) == Status.ACCEPTED


def test_who_reviewed(office: Desk) -> None:
    """Asking for corrections at once is reviewing; sending back what was ready is not; reopening begins anew."""
    dossier = office.dossier()
    mo, colleague, administrator = office.moderator, office.colleague, office.administrator

    def moved(source: str, target: str, by: Any) -> None:
        StatusChange.objects.create(application=dossier, from_status=source, to_status=target, by=by)

    moved("received", "waiting_applicant", mo)
    moved("waiting_applicant", "in_review", None)
    assert reviewers(dossier) == {mo.pk}
    moved("in_review", "ready", colleague)
    moved("ready", "in_review", administrator)
    assert reviewers(dossier) == {mo.pk, colleague.pk}
    moved("in_review", "declined", administrator)
    moved("declined", "in_review", administrator)
    assert reviewers(dossier) == {administrator.pk}


# The pages


def page_of(client: Client, name: str, dossier: Application, **posted: str) -> Any:
    url = reverse(f"applications:{name}", args=(dossier.pk,))
    return client.post(url, posted) if posted else client.get(url)


@pytest.mark.parametrize("name", ["move", "reopen", "decide", "release", "take_back"])
def test_the_wrong_person_gets_nowhere(office: Desk, name: str) -> None:
    """A stranger finds nothing; a committee member, who may read it, is refused; both leave it as it was."""
    dossier = office.dossier(Status.READY)
    if name in ("release", "take_back"):
        decide(application=dossier, verdict="accepted", by=office.moderator)
    posted = {"target": "in_review", "verdict": "declined", "reason": "No.", "seen": "ready"}
    before = (StatusChange.objects.count(), Decision.objects.values_list("revoked_at", "released_at").first())
    url = reverse(f"applications:{name}", args=(dossier.pk,))
    for person, expected in ((office.stranger, 404), (office.committee, 403)):
        client = log_in(person, "en")
        ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        assert client.get(url, **ajax).status_code == expected
        assert client.post(url, posted, **ajax).status_code == expected
        assert client.post(url, posted).status_code in (302, 404)
    assert Client().post(url, posted)["Location"].startswith("/admin/login/")
    assert log_in(office.moderator).post(url.replace(str(dossier.pk), "9" * 25), posted).status_code == 404
    after = (StatusChange.objects.count(), Decision.objects.values_list("revoked_at", "released_at").first())
    assert (status_of(dossier), before) == (Status.READY, after)


def test_a_moderator_moves_a_dossier_and_keeps_the_way_back_to_the_queue(office: Desk) -> None:
    dossier, client = office.dossier(), log_in(office.moderator, "en")
    assert "Take into review" in page_of(client, "move", dossier).content.decode()
    answer = page_of(
        client, "move", dossier, target="in_review", note="Mine.", seen="received", **{"from": "status=x&q=é"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/applications/{dossier.pk}/?from=status%3Dx%26q%3D%C3%A9#decision-section"
    assert StatusChange.objects.get(application=dossier, to_status="in_review").note == "Mine."


def test_who_was_overtaken_reads_by_whom_keeps_the_note_and_may_go_on(office: Desk) -> None:
    dossier, client = office.dossier(), log_in(office.moderator, "en")
    move_by_hand(application=dossier, target="in_review", by=office.colleague)
    answer = page_of(client, "move", dossier, target="in_review", note="I know them.", seen="received")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Coll moved this dossier to “In review”" in page
    assert "I know them." in page
    assert re.findall(r'name="target" value="(\w+)"', page) == ["ready"]
    assert re.findall(r'name="seen" value="(\w+)"', page) == ["in_review"]
    assert page_of(client, "move", dossier, target="ready", note="I know them.", seen="in_review").status_code == 302
    assert status_of(dossier) == Status.READY


@pytest.mark.parametrize("junk", ["", "ready\x00", "accepted", "9" * 400, "☃"])
def test_junk_is_refused_in_words(office: Desk, junk: str) -> None:
    dossier, client = office.dossier(), log_in(office.moderator, "en")
    for posted in (
        {"target": junk, "note": "kept"},
        {"target": "in_review", "note": "kept", "seen": junk or "x"},
        {"target": "in_review", "note": f"kept{junk}\x00"},
        {"target": "in_review", "note": "kept" * 2000},
    ):
        answer = page_of(client, "move", dossier, **posted)
        assert (answer.status_code, "kept" in answer.content.decode()) == (422, True)
    assert status_of(dossier) == Status.RECEIVED


def test_a_moderator_reopens_with_a_reason(office: Desk) -> None:
    dossier, client = office.dossier(Status.DECLINED), log_in(office.moderator, "en")
    Decision.objects.create(
        application=dossier, verdict="declined", reason="Late", decided_by=office.colleague, released_at=timezone.now()
    )
    page = page_of(client, "reopen", dossier).content.decode()
    assert "no longer stands once it is reopened" in page
    assert "ada@example.org" in page
    without = page_of(client, "reopen", dossier, target="in_review", reason=" ", seen="declined")
    assert without.status_code == 422
    assert page_of(client, "reopen", dossier, target="in_review", reason="In time.", seen="declined").status_code == 302
    assert mails(dossier) == [("reopened", "ada@example.org")]
    refused = page_of(client, "reopen", dossier)
    assert refused["Location"].startswith(f"/admin/applications/{dossier.pk}/")


def test_the_button_and_the_post_ask_the_same(office: Desk) -> None:
    """For each status: where ``why_not`` says why not, the page leads back with just that, and else it opens."""
    client = log_in(office.moderator, "en")
    for status in Status:
        dossier = office.dossier(status)
        for name, act in (("move", Act.MOVE), ("reopen", Act.REOPEN), ("decide", Act.DECIDE)):
            reason = why_not(act, office.moderator, dossier)
            assert page_of(client, name, dossier).status_code == (302 if reason else 200), (status, name)
