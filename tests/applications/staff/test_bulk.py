"""Bulk actions of the queue: on what is chosen, one dossier after the other."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from applications.dossiers import handling
from applications.dossiers.decisions import decide, release, take_back
from applications.dossiers.workflow import move_by_hand
from applications.forms.versions import record_version
from applications.kinds import CallKind
from applications.models import Application, Call, FormVersion, Label, Message, OutgoingEmail, StatusChange, Verdict
from applications.references import new_reference
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.builders import staff
from users.models import User
from users.roles import Role

pytestmark = pytest.mark.django_db

AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
"""Without it, Wagtail answers a refusal by a redirect that says so."""
ACTIONS = ["assign", "label", "move", "message", "release"]
TOKEN = "4f1f2d3e-0d4c-4c39-8f9a-000000000001"


class Room(Desk):
    """A desk without pages, which are slow to make."""

    def dossier(self, status: str = Status.RECEIVED, language: str = "fr", **fields: Any) -> Application:
        given = {"contact_name": "Ada Martin", "contact_email": "ada@example.org", "language": language}
        version = FormVersion.objects.get(call=self.call)
        application = Application.objects.create(
            call=self.call, version=version, reference=new_reference("desk"), status=status, **(given | fields)
        )
        StatusChange.objects.create(application=application, to_status=status)
        return application


def furnished(kind: str = CallKind.GRANT) -> Room:
    groups = {name: Group.objects.create(name=name) for name in ("moderators", "committee", "others")}
    call = Call.objects.create(code="desk", kind=kind, moderators=groups["moderators"], committee=groups["committee"])
    Call.objects.create(code="beside-desk", kind=kind, moderators=groups["others"])
    record_version(
        call=call, form_key=uuid.uuid4(), content={code: {"title": "", "steps": []} for code in ("fr", "en")}
    )
    administrators = Group.objects.get_or_create(name=Role.ADMINISTRATORS.value)[0]
    return Room(
        call=call,
        pages={},
        moderator=staff("moderator@example.org", groups["moderators"], first_name="Mo"),
        colleague=staff("colleague@example.org", groups["moderators"], first_name="Coll"),
        committee=staff("committee@example.org", groups["committee"], first_name="Com"),
        stranger=staff("stranger@example.org", groups["others"], first_name="Str"),
        administrator=staff("administrator@example.org", administrators, first_name="Adm"),
    )


@pytest.fixture
def room() -> Room:
    return furnished()


def logged_in(user: User) -> Client:
    """A browser of somebody who reads English."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(user)
    return client


def address(action: str, *applications: Application, **params: Any) -> str:
    url = reverse("wagtail_bulk_action", args=("applications", "application", action))
    ids = "&".join(f"id={application.pk}" for application in applications)
    return f"{url}?{ids}&" + "&".join(f"{name}={value}" for name, value in params.items())


def data_for(action: str, room: Room) -> dict[str, Any]:
    return {
        "assign": {"person": room.colleague.pk},
        "label": {"new": "Urgent"},
        "move": {"target": Status.IN_REVIEW.value, "note": "Together"},
        "message": {"text": "The meeting is on Monday.", "token": TOKEN},
        "release": {},
    }[action]


def is_done(action: str, application: Application, room: Room) -> bool:
    application.refresh_from_db()
    return {
        "assign": application.assignee == room.colleague,
        "label": application.labels.filter(name="Urgent").exists(),
        "move": application.status == Status.IN_REVIEW,
        "message": application.messages.filter(text="The meeting is on Monday.").exists(),
        "release": application.status == Status.ACCEPTED,
    }[action]


def prepared(action: str, room: Room, **fields: Any) -> Application:
    """A dossier that the action can be done to."""
    if action != "release":
        return room.dossier(**fields)
    application = room.dossier(Status.READY, **fields)
    decide(application=application, verdict=Verdict.ACCEPTED, by=room.colleague)
    return application


def refusing(action: str, room: Room) -> tuple[Application, str]:
    """A dossier that refuses the action, and a word of why."""
    if action == "message":
        return room.dossier(contact_email=""), "gave no e-mail address"
    if action == "move":
        return room.dossier(Status.DECLINED), "Declined"
    if action == "release":
        return room.dossier(Status.READY), "No decision is waiting"
    application = room.dossier()
    Application.objects.filter(pk=application.pk).update(anonymised_at=application.submitted_at)
    return application, "anonymised"


@pytest.mark.parametrize("action", ACTIONS)
def test_one_that_is_refused_does_not_stop_the_rest(room: Room, action: str) -> None:
    first, last = prepared(action, room), prepared(action, room)
    bad, reason = refusing(action, room)
    foreign = Application.objects.get(pk=prepared(action, room).pk)
    foreign.call = Call.objects.get(code="beside-desk")
    foreign.save(update_fields=["call"])
    client = logged_in(room.moderator)
    url = address(action, first, bad, foreign, last)
    page = client.get(url)
    assert page.status_code == 200
    assert page.context["number"] == 3
    assert foreign.reference not in page.content.decode()
    assert reason in page.content.decode()
    response = client.post(url, {"chosen": page.context["carried"], **data_for(action, room)})
    assert response.status_code == 200
    results = response.context["results"]
    assert {item.reference for item in results.done} == {first.reference, last.reference}
    assert [item.reference for item in results.failed] == [bad.reference]
    assert reason in results.failed[0].reason
    assert bad.reference in response.content.decode()
    assert response.context["carried"] == str(bad.pk)
    for typed in {"Together", "The meeting is on Monday.", TOKEN} & set(data_for(action, room).values()):
        assert typed in response.content.decode(), "it can be tried again"
    assert foreign.reference not in response.content.decode()
    assert [is_done(action, each, room) for each in (first, bad, foreign, last)] == [True, False, False, True]


@pytest.mark.parametrize("action", ACTIONS)
def test_who_only_reads_or_reads_nothing(room: Room, action: str) -> None:
    mine = prepared(action, room)
    Application.objects.filter(pk=mine.pk).update(status=Status.READY)
    people = [(logged_in(room.committee), 403), (logged_in(staff("nobody@example.org")), 404), (Client(), 302)]
    for client, expected in people:
        headers = AJAX if expected == 403 else {}
        assert client.get(address(action, mine), **headers).status_code == expected
        assert client.post(address(action, mine), data_for(action, room), **headers).status_code == expected
    stranger = logged_in(room.stranger)
    page = stranger.get(address(action, mine))
    assert page.status_code == 200
    assert page.context["number"] == 0
    assert mine.reference not in page.content.decode()
    stranger.post(address(action, mine), {"chosen": str(mine.pk), **data_for(action, room)})
    assert not is_done(action, mine, room)
    assert OutgoingEmail.objects.count() == 0


def test_who_reads_in_one_call_and_handles_another_acts_only_there(room: Room) -> None:
    """A committee member of one call who moderates another."""
    ready, own = room.dossier(Status.READY), room.dossier()
    Application.objects.filter(pk=own.pk).update(call=Call.objects.get(code="beside-desk"))
    room.stranger.groups.add(room.call.committee)
    decide(application=ready, verdict=Verdict.DECLINED, by=room.moderator, reason="No")
    client = logged_in(room.stranger)
    told = client.get(address("release", ready, own)).context
    assert told["verdicts"] == []
    assert "Declined" not in [item["fact"] for item in told["items"]], "decided in private"
    assert client.post(address("label", ready), {"new": "Urgent"}, **AJAX).status_code == 403
    response = client.post(address("label", ready, own), {"new": "Urgent"})
    assert [item.reference for item in response.context["results"].failed] == [ready.reference]
    assert not is_done("label", ready, room)
    assert is_done("label", own, room)


def test_all_in_the_listing_keeps_its_filters(room: Room) -> None:
    french, english = room.dossier(), room.dossier(language="en")
    client = logged_in(room.moderator)
    url = address("label", id="all", language="en", next=reverse("applications:index"))
    page = client.get(url)
    assert page.context["number"] == 1
    later = room.dossier(language="en")
    response = client.post(url, {"chosen": page.context["carried"], "new": "Urgent"})
    assert response.status_code == 302
    assert response["Location"] == reverse("applications:index")
    assert [is_done("label", each, room) for each in (french, english, later)] == [False, True, False]
    client.post(url, {"new": "Urgent"})
    assert [is_done("label", each, room) for each in (french, english, later)] == [False, True, True]


def test_a_message_posted_twice_is_sent_once(room: Room) -> None:
    applications = [room.dossier(), room.dossier(language="en")]
    client = logged_in(room.moderator)
    page = client.get(address("message", *applications))
    data = {"chosen": page.context["carried"], "token": page.context["token"], "text": "On Monday"}
    for _time in range(2):
        assert client.post(address("message", *applications), data).status_code == 302
    assert Message.objects.count() == OutgoingEmail.objects.count() == 2
    assert sorted(OutgoingEmail.objects.values_list("language", flat=True)) == ["en", "fr"]
    # Other words from the same page are another message.
    client.post(address("message", *applications), data | {"text": "On Tuesday"})
    assert Message.objects.count() == 4


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("assign", {"person": "999"}),
        ("assign", {"person": ""}),
        ("label", {"new": " "}),
        ("label", {"new": "x" * 41}),
        ("label", {"add": ["1\0"]}),
        ("move", {"target": "declined", "note": "kept words"}),
        ("move", {"target": "in_review", "note": "kept\0words"}),
        ("message", {"text": "", "token": "no token"}),
        ("message", {"text": "kept words " * 1000, "token": TOKEN}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_was_typed_is_kept(room: Room, action: str, data: dict[str, Any]) -> None:
    application = room.dossier()
    Label.objects.create(name="Urgent")
    response = logged_in(room.moderator).post(address(action, application), data)
    assert response.status_code == 422
    assert not is_done(action, application, room)
    for text in ("note", "text"):
        assert data.get(text, "").strip().replace("\0", " ")[:9] in response.content.decode().replace("\0", " ")
    if action == "message":
        uuid.UUID(str(response.context["token"]))


@pytest.mark.parametrize("ids", ["", "id=", "id=x", "id=1%00", "id=99999999999999999999", "id=-1&id=1e3"])
def test_what_is_no_key_is_nothing(room: Room, ids: str) -> None:
    client = logged_in(room.moderator)
    url = reverse("wagtail_bulk_action", args=("applications", "application", "label"))
    assert client.get(f"{url}?{ids}").context["number"] == 0
    junk = {"chosen": "1,x,\0,,99999999999999999999", "shown": "nan", "new": "Urgent", "next": "//evil.example"}
    response = client.post(f"{url}?{ids}", junk)
    assert response["Location"] == reverse("applications:index")
    assert Label.objects.count() == 0


def test_only_who_handles_every_chosen_call_is_offered(room: Room) -> None:
    mine, other = room.dossier(), room.dossier()
    Application.objects.filter(pk=other.pk).update(call=Call.objects.get(code="beside-desk"))
    client = logged_in(room.administrator)
    offered = client.get(address("assign", mine)).context["form"].people.values()
    assert set(offered) == {room.moderator, room.colleague, room.administrator}
    offered = client.get(address("assign", mine, other)).context["form"].people.values()
    assert set(offered) == {room.administrator}
    room.stranger.groups.add(room.call.moderators)
    assert client.post(address("assign", mine, other), {"person": room.stranger.pk}).status_code == 302
    assert client.post(address("assign", mine), {"person": "nobody"}).status_code == 302
    assert list(Application.objects.order_by("pk").values_list("assignee", flat=True)) == [None, room.stranger.pk]


def test_labels_come_and_go(room: Room) -> None:
    application = room.dossier()
    old, new = Label.objects.create(name="Old"), Label.objects.create(name="New")
    application.labels.add(old)
    client = logged_in(room.moderator)
    both = client.post(address("label", application), {"add": [old.pk], "remove": [old.pk]})
    assert both.status_code == 422
    client.post(address("label", application), {"add": [new.pk], "remove": [old.pk]})
    assert list(application.labels.all()) == [new]
    assert application.edits.count() == 1
    client.post(address("label", application), {"add": [new.pk]})
    assert application.edits.count() == 1


def test_what_a_colleague_did_meanwhile_is_not_undone(room: Room) -> None:
    """Both pages are open; a colleague is faster on one dossier of each."""
    moved, other = room.dossier(Status.IN_REVIEW), room.dossier(Status.IN_REVIEW)
    redecided, decided = prepared("release", room), prepared("release", room)
    client = logged_in(room.moderator)
    move, tell = (
        client.get(address("move", moved, other)).context,
        client.get(address("release", redecided, decided)).context,
    )
    assert tell["verdicts"] == [("Accepted", 2)]
    move_by_hand(application=moved, target=Status.READY, by=room.colleague)
    take_back(application=redecided, by=room.colleague)
    decide(application=redecided, verdict=Verdict.DECLINED, by=room.colleague, reason="No")
    response = client.post(
        address("move"), {"chosen": move["carried"], "shown": move["shown"], "target": Status.READY.value}
    )
    assert response.status_code == 302, "it is where it should be already"
    data = {"chosen": tell["carried"], "shown": tell["shown"]}
    results = client.post(address("release"), data).context["results"]
    assert [item.reference for item in results.done] == [decided.reference]
    assert "Meanwhile another decision" in results.failed[0].reason
    again = client.post(address("release"), data).context["results"]
    assert not again.done
    assert OutgoingEmail.objects.filter(key__startswith="decision:").count() == 1


def test_who_was_faster_is_named(room: Room) -> None:
    application = room.dossier(Status.READY)
    client = logged_in(room.moderator)
    page = client.get(address("move", application)).context
    decide(application=application, verdict=Verdict.ACCEPTED, by=room.colleague)
    release(application=application, by=room.colleague)
    data = {"chosen": page["carried"], "shown": page["shown"], "target": Status.IN_REVIEW.value}
    [failed] = client.post(address("move"), data).context["results"].failed
    assert "Coll" in failed.reason
    assert "Accepted" in failed.reason


def test_a_move_offers_what_some_can_do(room: Room) -> None:
    applications = [room.dossier(), room.dossier(), room.dossier(Status.IN_REVIEW), room.dossier(Status.DECLINED)]
    form = logged_in(room.moderator).get(address("move", *applications)).context["form"]
    assert form.fields["target"].choices == [
        ("in_review", "In review (2 of 4)"),
        ("ready", "Ready for decision (1 of 4)"),
    ]


def test_a_failure_of_one_is_reported_and_the_rest_is_done(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = room.dossier(), room.dossier()

    def failing(*, application: Application, **named: Any) -> bool:
        if application.pk == bad.pk:
            raise DatabaseError("locked")
        return handling.label(application=application, **named)

    monkeypatch.setattr("applications.staff.bulk.labelling.label", failing)
    response = logged_in(room.moderator).post(address("label", bad, good), {"new": "Urgent"})
    assert [item.reference for item in response.context["results"].failed] == [bad.reference]
    assert is_done("label", good, room)
    assert f"application {bad.pk}" in caplog.text


def test_queries_of_the_page_do_not_grow(room: Room, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = logged_in(room.moderator)
    applications = [prepared("release", room) for _n in range(3)]
    client.get(address("release", *applications))
    for chosen in (applications[:1], applications):
        with django_assert_num_queries(18):
            client.get(address("release", *chosen))


def test_more_than_one_part_at_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.staff.bulk.chosen.CHUNK", 2)
    monkeypatch.setattr("applications.staff.bulk.chosen.MOST_CARRIED", 2)
    monkeypatch.setattr("applications.staff.bulk.base.SHOWN", 2)
    applications = [room.dossier() for _n in range(5)]
    client = logged_in(room.moderator)
    page = client.get(address("label", id="all"))
    assert page.context["number"] == 5
    assert page.context["more"] == 3
    assert page.context["carried"] == "", "too many: the filters are asked again"
    assert client.post(address("label", id="all"), {"chosen": "", "new": "Urgent"}).status_code == 302
    assert all(is_done("label", each, room) for each in applications)


def test_an_enquiry_has_other_ways() -> None:
    room = furnished(CallKind.ENQUIRY)
    form = logged_in(room.moderator).get(address("move", room.dossier())).context["form"]
    assert [value for value, _label in form.fields["target"].choices] == ["in_review", "closed"]
