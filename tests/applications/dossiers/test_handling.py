"""Assign, watch, label, date, note, hold, contact: what they write, whom they tell, and who may not."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from applications.dossiers import handling
from applications.dossiers.refusals import RefusedError
from applications.models import Application, Edit, Label, OutgoingEmail
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 3, 1)
# Else Wagtail turns a refusal into a way back to its home page.
AJAX = {"headers": {"X-Requested-With": "XMLHttpRequest"}}


@pytest.fixture
def dossier(office: Desk) -> Application:
    return office.dossier(Status.READY)


def told() -> list[str]:
    return sorted(OutgoingEmail.objects.filter(occasion="staff_notice").values_list("to", flat=True))


def edits(application: Application) -> list[tuple[str, str, str]]:
    return list(application.edits.values_list("kind", "before", "after"))


def test_assigning_tells_the_person_once_and_is_written_down(office: Desk, dossier: Application) -> None:
    assert handling.assign(application=dossier, to=office.colleague, by=office.moderator)
    assert not handling.assign(application=dossier, to=office.colleague, by=office.moderator)
    assert told() == [office.colleague.email]
    assert handling.assign(application=dossier, to=office.moderator, by=office.moderator)
    assert handling.assign(application=dossier, to=None, by=office.moderator)
    assert told() == [office.colleague.email]
    names = [str(office.colleague), str(office.moderator)]
    assert edits(dossier) == [("assigned", "", names[0]), ("assigned", *names), ("assigned", names[1], "")]


@pytest.mark.parametrize("name", ["committee", "stranger"])
def test_nobody_is_given_what_they_do_not_handle(office: Desk, dossier: Application, name: str) -> None:
    person, by = getattr(office, name), office.moderator
    for act in (
        lambda: handling.assign(application=dossier, to=person, by=by),
        lambda: handling.watch(application=dossier, people=[person], by=by),
        lambda: handling.write_note(application=dossier, text="x", mentions=[person], by=by),
    ):
        with pytest.raises(RefusedError, match=str(person)):
            act()
    assert (told(), edits(dossier), dossier.notes.count()) == ([], [], 0)


ACTIONS: dict[str, Callable[[Application, Any], Any]] = {
    "assign": lambda dossier, by: handling.assign(application=dossier, to=by, by=by),
    "watch": lambda dossier, by: handling.watch(application=dossier, people=[by], by=by),
    "label": lambda dossier, by: handling.label(application=dossier, add=[], remove=[], by=by, new="x"),
    "set_due": lambda dossier, by: handling.set_due(application=dossier, day=DAY, by=by),
    "hold": lambda dossier, by: handling.hold(application=dossier, reason="x", by=by),
    "change_contact": lambda dossier, by: handling.change_contact(application=dossier, name="x", email="x@y.fr", by=by),
    "write_note": lambda dossier, by: handling.write_note(application=dossier, text="x", mentions=[], by=by),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_readers_and_strangers_change_nothing_nor_anybody_after_anonymising(
    office: Desk, dossier: Application, name: str
) -> None:
    for person in (office.committee, office.stranger):
        with pytest.raises(RefusedError):
            ACTIONS[name](dossier, person)
    Application.objects.update(anonymised_at="2026-01-01T00:00:00Z")
    with pytest.raises(RefusedError, match="anonymi"):
        ACTIONS[name](dossier, office.administrator)
    assert not Edit.objects.exists()
    assert not dossier.notes.exists()
    assert not Label.objects.exists()


def test_labels_watchers_days_and_holds_say_what_they_were(office: Desk, dossier: Application) -> None:
    by = office.moderator
    urgent, late = (Label.objects.create(name=name) for name in ("Urgent", "Late"))
    handling.label(application=dossier, add=[urgent, late], remove=[], by=by)
    handling.label(application=dossier, add=[], remove=[urgent], by=by, new="  late ")
    handling.watch(application=dossier, people=[office.colleague], by=by)
    handling.watch(application=dossier, people=[office.administrator], by=by)
    handling.unwatch(application=dossier, people=[office.colleague], by=by)
    handling.set_due(application=dossier, day=DAY, by=by)
    handling.hold(application=dossier, reason=" Court case ", by=by)
    handling.hold(application=dossier, reason="Court case", by=by)
    handling.hold(application=dossier, reason="", by=by)
    colleague, administrator = str(office.colleague), str(office.administrator)
    assert edits(dossier) == [
        ("labels", "", "Late, Urgent"),
        ("labels", "Late, Urgent", "Late"),
        ("followers", "", colleague),
        ("followers", colleague, ", ".join(sorted([colleague, administrator]))),
        ("followers", ", ".join(sorted([colleague, administrator])), administrator),
        ("due", "", "2027-03-01"),
        ("hold", "", "Court case"),
        ("hold", "Court case", ""),
    ]
    assert list(dossier.watchers.all()) == [office.administrator]
    assert Label.objects.count() == 2


def test_another_address_ends_the_old_links_another_name_does_not(office: Desk, dossier: Application) -> None:
    key = dossier.tracking_key
    handling.change_contact(application=dossier, name="Ada M.", email="ADA@example.org", by=office.moderator)
    dossier.refresh_from_db()
    assert (dossier.contact_name, dossier.contact_email, dossier.tracking_key) == ("Ada M.", "ada@example.org", key)
    handling.change_contact(application=dossier, name="Ada M.", email="new@example.org", by=office.moderator)
    dossier.refresh_from_db()
    assert dossier.tracking_key != key
    assert edits(dossier)[1] == ("contact", "Ada M. <ada@example.org>", "Ada M. <new@example.org>")
    assert not OutgoingEmail.objects.exists()


def test_a_note_posted_twice_is_one_and_tells_each_person_once(office: Desk, dossier: Application) -> None:
    people = [office.colleague, office.administrator, office.moderator]
    notes = {
        handling.write_note(application=dossier, text=" Look. ", mentions=people, by=office.moderator).pk
        for _ in range(2)
    }
    assert len(notes) == 1
    assert told() == sorted([office.colleague.email, office.administrator.email])
    with pytest.raises(RefusedError):
        handling.write_note(application=dossier, text=" \n", mentions=[], by=office.moderator)


POSTS: dict[str, dict[str, Any]] = {
    "assign": {"person": ""},
    "assign_to_me": {},
    "watch": {"watch": "yes"},
    "put_labels": {"new": "Fresh"},
    "due": {"day": "2027-03-01"},
    "hold": {"reason": "Court"},
    "contact": {"name": "Bea", "email": "bea@example.org"},
    "note": {"text": "Hello"},
}


@pytest.mark.parametrize("name", POSTS)
def test_each_view_acts_for_who_handles_the_call_and_for_nobody_else(
    office: Desk, dossier: Application, name: str
) -> None:
    address = reverse(f"applications:{name}", args=(dossier.pk,))
    for person, status in ((office.stranger, 404), (office.committee, 403)):
        assert log_in(person).post(address, POSTS[name], **AJAX).status_code == status
        assert log_in(person).get(address, **AJAX).status_code == status
    assert not Edit.objects.exists()
    response = log_in(office.moderator, "en").post(address, POSTS[name] | {"from": "status=ready"})
    assert response.status_code == 302
    assert response["Location"].startswith(
        reverse("applications:dossier", args=(dossier.pk,)) + "?from=status%3Dready#"
    )
    if name not in ("assign", "note"):
        assert edits(dossier)
    dossier.refresh_from_db()
    assert dossier.notes.count() == (name == "note")


JUNK: list[tuple[str, dict[str, Any], str]] = [
    ("assign", {"person": "9" * 30}, "person"),
    ("assign", {"person": "abc"}, "person"),
    ("put_labels", {"labels": ["9" * 30, "x"], "new": "kept"}, "labels"),
    ("put_labels", {"new": "y" * 41}, "new"),
    ("due", {"day": "31/02/2027"}, "day"),
    ("contact", {"name": "Kept name", "email": "nowhere"}, "email"),
    ("note", {"text": "Kept\0text", "mentions": ["9" * 30]}, "mentions"),
    ("note", {}, "text"),
]


@pytest.mark.parametrize(("name", "data", "field"), JUNK, ids=[f"{row[0]}-{place}" for place, row in enumerate(JUNK)])
def test_what_is_wrong_comes_back_with_what_was_typed(
    office: Desk, dossier: Application, name: str, data: dict[str, Any], field: str
) -> None:
    response = log_in(office.moderator, "en").post(reverse(f"applications:{name}", args=(dossier.pk,)), data)
    assert response.status_code == 422
    form = response.context["form"]
    assert field in form.errors
    page = response.content.decode()
    for text in data.values():
        if isinstance(text, str) and "ept" in text:
            assert text.replace("\0", "") in page or text.split("\0")[0] in page
    assert not Edit.objects.exists()


def test_what_a_colleague_labelled_meanwhile_stays(office: Desk, dossier: Application) -> None:
    old, new, mine = (Label.objects.create(name=name) for name in ("old", "new", "mine"))
    handling.label(application=dossier, add=[old], remove=[], by=office.moderator)
    handling.label(application=dossier, add=[new], remove=[], by=office.colleague)
    data = {"was": [old.pk], "labels": [mine.pk]}
    log_in(office.moderator).post(reverse("applications:put_labels", args=(dossier.pk,)), data)
    assert set(dossier.labels.all()) == {new, mine}


def test_watching_ends_and_a_form_has_its_own_page(office: Desk, dossier: Application) -> None:
    client = log_in(office.moderator, "en")
    address = reverse("applications:watch", args=(dossier.pk,))
    client.post(address, {"watch": "yes"})
    client.post(address, {"watch": "no"})
    assert not dossier.watchers.exists()
    assert client.get(address).status_code == 405
    page = client.get(reverse("applications:contact", args=(dossier.pk,)) + "?from=q%3Dx").content.decode()
    assert 'value="ada@example.org"' in page
    assert 'name="from" value="q=x"' in page
