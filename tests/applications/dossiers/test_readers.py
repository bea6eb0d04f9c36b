"""Who reads which dossiers: the readers of the core, and one that is added."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from applications.dossiers.readers import committee, moderators
from applications.models import Application, Note, readers
from applications.statuses import Status
from tests.applications.dossier_desk import Desk, desk
from tests.builders import Portal
from users.models import User

pytestmark = pytest.mark.django_db


class Mentioned:
    """People read where a note names them, however often."""

    def __init__(self) -> None:
        self.asked_by: list[User] = []

    def __call__(self, user: Any) -> Q:
        self.asked_by.append(user)
        return Q(pk__in=Note.objects.filter(mentions=user).values("application"))


@pytest.fixture
def mentioned(monkeypatch: pytest.MonkeyPatch) -> Mentioned:
    monkeypatch.setattr(readers, "_readers", [moderators, committee])
    one = Mentioned()
    readers.register(one)
    readers.register(one)
    return one


def mention(dossier: Application, *people: User) -> None:
    note = Note.objects.create(application=dossier, text="Look at this.")
    note.mentions.set(people)


def seen_by(user: Any) -> list[Application]:
    return list(Application.objects.visible_to(user).order_by("pk"))


def test_the_portal_has_two_readers_of_its_own() -> None:
    assert {moderators, committee} <= set(readers._readers)


def test_moderators_read_all_of_their_call_and_the_committee_what_is_ready(portal: Portal, office: Desk) -> None:
    mine = [office.dossier(status) for status in Status]
    other = desk(portal, code="other")
    theirs = other.dossier(Status.READY)
    assert seen_by(office.moderator) == mine
    assert [each.status for each in seen_by(office.committee)] == [Status.READY]
    assert seen_by(office.stranger) == []
    assert seen_by(office.administrator) == [*mine, theirs]
    office.committee.groups.add(*other.moderator.groups.all())
    assert seen_by(office.committee) == [next(each for each in mine if each.status == Status.READY), theirs]


def test_a_reader_adds_its_dossiers_once(office: Desk, mentioned: Mentioned) -> None:
    first, second = office.dossier(Status.RECEIVED), office.dossier(Status.READY)
    assert seen_by(office.stranger) == []
    for _twice in range(2):
        mention(first, office.stranger, office.moderator, office.committee)
    assert seen_by(office.stranger) == [first]
    assert seen_by(office.moderator) == [first, second]
    assert seen_by(office.committee) == [first, second]
    assert Application.objects.visible_to(office.moderator).count() == 2, "no row comes twice"


def test_readers_are_asked_of_active_people_who_are_no_administrators(office: Desk, mentioned: Mentioned) -> None:
    mention(office.dossier(), office.stranger)
    User.objects.filter(pk=office.stranger.pk).update(is_active=False)
    assert seen_by(User.objects.get(pk=office.stranger.pk)) == []
    assert seen_by(AnonymousUser()) == []
    assert seen_by(None) == []
    assert len(seen_by(office.administrator)) == 1
    assert mentioned.asked_by == []


def test_readers_make_one_query_together(office: Desk, mentioned: Mentioned, django_assert_num_queries: Any) -> None:
    mention(office.dossier(), office.stranger)
    user = User.objects.get(pk=office.stranger.pk)
    assert not user.is_administrator
    with django_assert_num_queries(1):
        assert len(seen_by(user)) == 1
    assert mentioned.asked_by == [user]


def test_a_reader_with_nothing_to_say_leaves_no_trace(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_readers", [moderators, committee])
    before = str(Application.objects.visible_to(office.moderator).query)
    readers.register(lambda _user: Q(pk__in=()))
    assert str(Application.objects.visible_to(office.moderator).query) == before
    monkeypatch.setattr(readers, "_readers", [])
    assert seen_by(office.moderator) == []


def test_the_page_of_a_dossier_opens_for_its_readers(office: Desk, mentioned: Mentioned, client: Client) -> None:
    """Reading is not acting: what moderators do stays theirs."""
    dossier = office.dossier(Status.RECEIVED)
    client.force_login(office.stranger)
    address = reverse("applications:dossier", args=[dossier.pk])
    assert client.get(address).status_code == 404
    mention(dossier, office.stranger)
    assert client.get(address).status_code == 200
    assert client.post(reverse("applications:move", args=[dossier.pk]), {"target": "in_review"}).status_code != 200
    assert Application.objects.get(pk=dossier.pk).status == Status.RECEIVED
