"""Deciding, releasing, taking back: the actions, and the staff's pages for them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.decisions import decide, release, take_back
from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import OvertakenError
from applications.dossiers.workflow import move_by_hand, withdraw
from applications.kinds import CallKind
from applications.models import Application, Decision, OutgoingEmail, StatusChange
from applications.staff.decisions import decision_part
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

RELEASES = "/admin/applications/releases/"


@pytest.fixture
def at_work(office: Desk) -> Desk:
    return office.changed(amount_max=Decimal(3000))


def decided(at_work: Desk, verdict: str = "accepted", status: str = Status.READY, **fields: Any) -> Decision:
    given = {"reason": "Because."} | {name: fields.pop(name) for name in ("amount", "reason", "by") if name in fields}
    return decide(application=at_work.dossier(status, **fields), verdict=verdict, **{"by": at_work.moderator} | given)


def status_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).status


def test_a_decision_is_kept_and_nobody_is_told(at_work: Desk) -> None:
    dossier = at_work.dossier(Status.READY)
    changes = StatusChange.objects.count()
    decision = decide(
        application=dossier,
        verdict="accepted",
        by=at_work.moderator,
        reason=" Well made. ",
        amount=Decimal("1500.50"),
        seen="ready",
    )
    decision.refresh_from_db()
    assert (decision.verdict, decision.reason, decision.amount) == ("accepted", "Well made.", Decimal("1500.50"))
    assert (decision.decided_by, decision.released_at) == (at_work.moderator, None)
    assert (status_of(dossier), StatusChange.objects.count()) == (Status.READY, changes)
    assert not OutgoingEmail.objects.exists()
    with pytest.raises(RefusedError, match=r"Mo decided on .*waiting to be announced"):
        decide(application=dossier, verdict="declined", reason="No.", by=at_work.colleague)


def test_what_is_not_decided_like_this(at_work: Desk) -> None:
    ready, in_review = at_work.dossier(Status.READY), at_work.dossier(Status.IN_REVIEW)
    much = Decimal("3000.01")
    cases: list[tuple[Application, dict[str, Any], str]] = [
        (in_review, {"verdict": "accepted"}, "No decision is taken while it is “In review”"),
        (ready, {"verdict": "withdrawn"}, "cannot be taken while it is “Ready for decision”"),
        (ready, {"verdict": "under_way"}, "cannot be taken"),
        (ready, {"verdict": "declined"}, "Write the reason"),
        (ready, {"verdict": "declined", "reason": "  "}, "Write the reason"),
        (ready, {"verdict": "accepted", "amount": much}, "The largest amount of this call is"),
        (ready, {"verdict": "accepted", "amount": Decimal(-1)}, "not possible"),
        (ready, {"verdict": "accepted", "amount": Decimal("NaN")}, "not possible"),
        (ready, {"verdict": "waiting_list", "amount": Decimal(1)}, "goes with a grant that is accepted"),
        (ready, {"verdict": "accepted", "by": at_work.committee}, "the moderators of its call"),
        (ready, {"verdict": "accepted", "by": at_work.stranger}, "the moderators of its call"),
    ]
    for application, given, words in cases:
        with pytest.raises(RefusedError, match=words):
            decide(**{"application": application, "by": at_work.moderator} | given)
    with pytest.raises(OvertakenError):
        decide(application=ready, verdict="accepted", by=at_work.moderator, seen="in_review")
    assert not Decision.objects.exists()


def test_with_four_eyes_who_reviewed_does_not_decide(at_work: Desk) -> None:
    at_work.changed(four_eyes=True)
    dossier = at_work.dossier()
    for target, by in (("in_review", at_work.moderator), ("ready", at_work.administrator)):
        move_by_hand(application=dossier, target=target, by=by)
    for person in (at_work.moderator, at_work.administrator):
        with pytest.raises(RefusedError, match="You reviewed this dossier"):
            decide(application=dossier, verdict="accepted", by=person)
    decide(application=dossier, verdict="accepted", by=at_work.colleague)
    release(application=dossier, by=at_work.moderator)
    assert status_of(dossier) == Status.ACCEPTED


@pytest.mark.parametrize("verdict", ["accepted", "declined", "waiting_list"])
def test_releasing_moves_it_and_mails_once(at_work: Desk, verdict: str) -> None:
    decision = decided(at_work, verdict)
    dossier = decision.application
    done = release(application=dossier, by=at_work.colleague, decision=decision.pk)
    assert (done.pk, done.released_by, status_of(dossier)) == (decision.pk, at_work.colleague, verdict)
    change = dossier.status_changes.last()
    assert change
    assert (change.by, change.note, change.to_status) == (at_work.colleague, "", verdict)
    mail = OutgoingEmail.objects.get()
    assert (mail.key, mail.occasion, mail.language) == (f"decision:{decision.pk}", verdict, "fr")
    with pytest.raises(RefusedError, match="Coll released the decision already"):
        release(application=dossier, by=at_work.moderator)
    assert OutgoingEmail.objects.count() == 1


def test_a_waiting_list_leads_on_to_another_decision_when_there_is_a_seat(at_work: Desk) -> None:
    holder, decision = at_work.dossier(), decided(at_work, "waiting_list")
    at_work.call.capacity = 1
    at_work.call.save()
    dossier = decision.application
    release(application=dossier, by=at_work.moderator)
    decide(application=dossier, verdict="accepted", by=at_work.moderator)
    with pytest.raises(RefusedError, match="No seat is left: desk has given them all"):
        release(application=dossier, by=at_work.moderator)
    assert (status_of(dossier), Decision.objects.unreleased().count()) == (Status.WAITING_LIST, 1)
    withdraw(application=holder)
    release(application=dossier, by=at_work.moderator)
    assert status_of(dossier) == Status.ACCEPTED
    assert Decision.objects.standing().count() == 2


def test_without_an_address_it_is_released_and_nothing_is_mailed(at_work: Desk) -> None:
    decision = decided(at_work, contact_email="")
    answer = log_in(at_work.moderator, "en").post(
        reverse("applications:release", args=(decision.application_id,)), {"decision": decision.pk}, follow=True
    )
    assert "Released: “Accepted”. The applicant gave no e-mail address: no letter leaves." in answer.content.decode()
    assert status_of(decision.application) == Status.ACCEPTED
    assert not OutgoingEmail.objects.exists()


def test_what_was_taken_back_is_not_told(at_work: Desk) -> None:
    """And who still has it on the screen does not tell the next one by mistake."""
    first = decided(at_work)
    dossier = first.application
    with pytest.raises(RefusedError, match="the moderators"):
        take_back(application=dossier, by=at_work.committee)
    take_back(application=dossier, by=at_work.colleague, decision=first.pk)
    for act in (release, take_back):
        with pytest.raises(RefusedError, match="Coll took the decision back"):
            act(application=dossier, by=at_work.moderator)
    second = decide(application=dossier, verdict="declined", reason="No.", by=at_work.colleague)
    for act in (release, take_back):
        with pytest.raises(RefusedError, match="Meanwhile another decision was taken"):
            act(application=dossier, by=at_work.moderator, decision=first.pk)
    first.refresh_from_db()
    assert (first.revoked_by, status_of(dossier)) == (at_work.colleague, Status.READY)
    assert Decision.objects.unreleased().get() == second
    assert not OutgoingEmail.objects.exists()


# The pages


def test_a_moderator_decides_on_a_page_that_loses_nothing(at_work: Desk) -> None:
    dossier, client = at_work.dossier(Status.READY), log_in(at_work.moderator, "en")
    url = reverse("applications:decide", args=(dossier.pk,))
    page = client.get(url).content.decode()
    assert "at most €3,000" in page
    assert "in their language (French)" in page
    kept = {"reason": "Il manque <b>le</b> budget.", "seen": "ready"}
    for given, words in (
        ({"verdict": "accepted", "amount": "beaucoup"}, "Write an amount in figures"),
        ({"verdict": ""}, "required"),
        ({"verdict": "accepted", "amount": "3 000,01"}, "The largest amount of this call is €3,000"),
        ({"verdict": "declined", "amount": "12"}, "An amount goes with a grant that is accepted"),
        ({"verdict": "junk\x00"}, "valid choice"),
        ({"verdict": "accepted", "seen": "waiting_list"}, "look at it again"),
    ):
        answer = client.post(url, kept | given)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Il manque &lt;b&gt;le&lt;/b&gt; budget." in answer.content.decode()
    assert "Write the reason" in client.post(url, kept | {"verdict": "declined", "reason": ""}).content.decode()
    assert not Decision.objects.exists()
    assert client.post(url, kept | {"verdict": "accepted", "amount": "1 500,50 €"}).status_code == 302
    assert Decision.objects.get().amount == Decimal("1500.50")


def test_only_grants_have_an_amount(at_work: Desk) -> None:
    at_work.changed(kind=CallKind.COACHING)
    dossier, client = at_work.dossier(Status.IN_REVIEW), log_in(at_work.moderator, "en")
    url = reverse("applications:decide", args=(dossier.pk,))
    assert 'name="amount"' not in client.get(url).content.decode()
    assert client.post(url, {"verdict": "accepted", "amount": "12"}).status_code == 302
    assert Decision.objects.get().amount is None
    with translation.override("en"), pytest.raises(RefusedError, match="goes with a grant"):
        decide(
            application=at_work.dossier(Status.IN_REVIEW), verdict="accepted", by=at_work.moderator, amount=Decimal(1)
        )


def test_the_letter_is_read_before_it_is_released(at_work: Desk) -> None:
    decision = decided(at_work, reason="Votre projet est « solide ».", amount=Decimal(1500))
    client = log_in(at_work.moderator, "en")
    url = reverse("applications:release", args=(decision.application_id,))
    page = client.get(url).content.decode()
    assert "Votre projet est « solide »." in page
    assert "ada@example.org" in page
    assert "€1,500" in page
    assert client.post(url, {"decision": "9" * 30}).status_code == 302
    assert status_of(decision.application) == Status.READY
    assert client.post(url, {"decision": decision.pk}).status_code == 302
    assert status_of(decision.application) == Status.ACCEPTED
    assert client.get(url).status_code == 302


def test_a_button_takes_back(at_work: Desk) -> None:
    decision, client = decided(at_work), log_in(at_work.moderator, "en")
    url = reverse("applications:take_back", args=(decision.application_id,))
    assert client.get(url).status_code == 405
    assert client.post(url, {"decision": decision.pk}).status_code == 302
    assert client.post(url, {"decision": "\x00"}).status_code == 302
    decision.refresh_from_db()
    assert decision.revoked_by == at_work.moderator


def test_what_is_ticked_is_released_and_a_failure_stops_nothing(at_work: Desk) -> None:
    at_work.call.capacity = 2
    at_work.call.save()
    first, full, last, left = (
        decided(at_work),
        decided(at_work, status=Status.WAITING_LIST),
        decided(at_work, "declined", contact_email=""),
        decided(at_work, status=Status.WAITING_LIST),
    )
    client = log_in(at_work.moderator, "en")
    assert "Nothing was ticked" in client.post(RELEASES, follow=True).content.decode()
    at_work.call.capacity = 1
    at_work.call.save()
    ticked = [first.pk, full.pk, full.pk, last.pk, "junk", "9" * 30, 10**17]
    said = client.post(RELEASES, {"decision": ticked}, follow=True).content.decode()
    assert "2 decisions were released." in said
    assert f"No letter leaves for these, which have no e-mail address: {last.application.reference}." in said
    assert f"{full.application.reference}: No seat is left" in said
    assert "This decision does not exist any more." in said
    assert [status_of(each.application) for each in (first, full, last, left)] == [
        "accepted",
        "waiting_list",
        "declined",
        "waiting_list",
    ]
    again = client.post(RELEASES, {"decision": first.pk}, follow=True).content.decode()
    assert f"{first.application.reference}: Mo released the decision already" in again
    assert OutgoingEmail.objects.count() == 1


def test_the_page_ticks_a_call_and_shows_what_does_not_fit(at_work: Desk) -> None:
    decision, moved = decided(at_work), decided(at_work)
    Application.objects.filter(pk=moved.application_id).update(status=Status.RECEIVED)
    client = log_in(at_work.moderator, "en")
    page = client.get(RELEASES, {"tick": at_work.call.pk}).content.decode()
    assert page.count("checked") == 1
    assert f'value="{decision.pk}"' in page
    assert "does not fit any more" in page
    for junk in ("", "x", "9" * 30, "\x00"):
        assert "checked" not in client.get(RELEASES, {"tick": junk}).content.decode()


def test_only_who_handles_dossiers_releases_them(at_work: Desk) -> None:
    decision = decided(at_work)
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    stranger = log_in(at_work.stranger, "en")
    assert decision.application.reference not in stranger.get(RELEASES).content.decode()
    said = stranger.post(RELEASES, {"decision": decision.pk}, follow=True).content.decode()
    assert "does not exist" in said
    assert decision.application.reference not in said
    committee = log_in(at_work.committee, "en")
    assert committee.get(RELEASES, **ajax).status_code == 403
    assert committee.post(RELEASES, {"decision": decision.pk}, **ajax).status_code == 403
    assert Client().get(RELEASES)["Location"].startswith("/admin/login/")
    assert status_of(decision.application) == Status.READY
    assert decision.application.reference in log_in(at_work.administrator).get(RELEASES).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_queries(
    at_work: Desk, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(number):
        decided(at_work)
    client = log_in(at_work.moderator)
    client.get("/admin/")
    with django_assert_num_queries(14):
        assert client.get(RELEASES).status_code == 200


def test_the_dossier_says_what_can_be_done_and_what_not(
    at_work: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decision = decided(at_work, amount=Decimal(1500))
    dossier = Application.objects.select_related("call").get(pk=decision.application_id)
    at_work.moderator.group_keys = frozenset(at_work.moderator.groups.values_list("pk", flat=True))  # type: ignore[attr-defined]
    assert not at_work.moderator.is_administrator
    with django_assert_num_queries(1):
        part = decision_part(at_work.moderator, dossier)
    assert part["decision_public_name"] == "Waiting for the decision"
    assert part["decision_shown"]["verdict"] == "Accepted – €1,500"
    assert (part["decision_waiting"], part["decision_take_back_refusal"]) == (decision, "")
    assert "Mo decided on" in part["decision_move_refusal"]
    refusals = {button.label: bool(button.why_not) for button in part["decision_buttons"]}
    assert refusals == {"Decide…": True, "Release…": False, "Reopen…": True}
    reader = decision_part(at_work.committee, dossier)
    assert (reader["decision_may_act"], reader["decision_moves"], reader["decision_buttons"]) == (False, [], [])


def test_an_enquiry_has_no_decisions(at_work: Desk) -> None:
    at_work.changed(kind=CallKind.ENQUIRY)
    part = decision_part(at_work.moderator, at_work.dossier(Status.CLOSED))
    assert [(button.label, button.why_not) for button in part["decision_buttons"]] == [("Reopen…", "")]
    assert part["decision_moves"] == []
