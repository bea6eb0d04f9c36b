"""Who keeps something of dossiers and people: what they are asked for, when, and what follows from their answers."""

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile, File
from django.db import connection
from django.db.models import Q
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.dossiers.legal_hold import LegalHold
from applications.dossiers.refusals import RefusedError
from applications.drafts.keeping import Files, UnsentDrafts
from applications.models import Application, Call, Note, OutgoingEmail, SavedView
from applications.models.keeping import Deletion, Keeper, keepers, must_stay, register, why_kept
from applications.privacy.anonymising import anonymise, delete_private
from applications.privacy.erasure import erase
from applications.privacy.personal_data import as_data, as_zip, person_of
from applications.privacy.retention import due, run
from applications.registrations.keeping import AFTER_A_SESSION, Registrations
from applications.staff.queue.keeping import SavedSearches
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.session_calls import office as session_office
from tests.applications.session_calls import seated
from tests.builders import KEYS, Portal

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


class Loom(Keeper):
    """Keeps what a note calls a thread. Says what it was asked."""

    page_template = "loom.html"

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.staying: set[Deletion] = set()

    def stays(self, deletion: Deletion, now: datetime) -> Q:
        threads = Note.objects.filter(text="thread").values("application")
        return Q(pk__in=threads) if deletion in self.staying else super().stays(deletion, now)

    def reason(self, application: Application) -> str:
        return f"{application.reference} hangs on a thread."

    def empty(self, application: Application) -> None:
        assert connection.savepoint_ids, "inside the transaction"
        stored = Application.objects.get(pk=application.pk)
        assert stored.contact_email == application.contact_email == ADA, "before the dossier is emptied"
        self.asked.append(("empty", application.pk))

    def empty_private(self, application: Application, questions: Collection[str]) -> None:
        assert connection.savepoint_ids
        assert set(questions) <= set(application.answers), "before the answers are gone"
        self.asked.append(("empty_private", application.pk, set(questions)))

    def known(self, applications: Sequence[Application], language: str) -> Mapping[int, Mapping[str, Any]]:
        self.asked.append(("known", [each.pk for each in applications], language))
        return {each.pk: {"threads": each.notes.count()} for each in applications}

    def files(self, application: Application) -> Iterable[tuple[str, "File[Any]"]]:
        return [("loom-draft.txt", ContentFile(application.reference.encode()))]

    def known_of(self, email: str, language: str) -> Mapping[str, Any]:
        return {"looms": ["a hand loom"] if email == "weaver@example.org" else []}

    def forget(self, email: str, names: Collection[str]) -> None:
        assert connection.savepoint_ids, "inside a transaction"
        self.asked.append(("forget", email, set(names)))


@pytest.fixture
def loom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loom:
    """One more keeper, of whom there is one, however often it is registered."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(engine, "dirs", [tmp_path, *engine.dirs])
    (tmp_path / "loom.html").write_text("<p>{{ application.threads }} threads</p>")
    monkeypatch.setattr("applications.models.keeping._keepers", {type(each): each for each in keepers()})
    register(Loom())
    one = Loom()
    register(one)
    return one


def thread(dossier: Application) -> Application:
    Note.objects.create(application=dossier, text="thread")
    return dossier


def old(office: Desk, **fields: Any) -> Application:
    return office.dossier(Status.DECLINED, status_since=timezone.now() - timedelta(days=4000), **fields)


def test_the_portal_has_keepers_of_its_own() -> None:
    assert {LegalHold, Files, UnsentDrafts, Registrations, SavedSearches} <= {type(each) for each in keepers()}


def test_what_stays_is_not_due_and_nothing_takes_it(office: Desk, loom: Loom) -> None:
    kept, other = thread(old(office)), old(office)
    loom.staying = {Deletion.PERSON}
    now = timezone.now()
    assert {(one.clock, one.count) for one in due(now)} == {("refused", 1), ("private", 2)}
    with pytest.raises(RefusedError, match=f"{kept.reference} hangs on a thread."):
        anonymise(application=kept)
    assert {(one.clock, one.count) for one in run(now)} == {("refused", 1), ("private", 1)}
    kept.refresh_from_db()
    assert kept.contact_email == ADA
    assert kept.anonymised_at is None
    assert ("empty", other.pk) in loom.asked
    assert ("empty", kept.pk) not in loom.asked
    loom.staying = set()
    assert anonymise(application=kept)
    assert not anonymise(application=kept)
    assert loom.asked.count(("empty", kept.pk)) == 1


def test_what_comes_to_stay_after_it_was_found_stays(office: Desk, loom: Loom, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = old(office)
    loom.staying = {Deletion.PERSON, Deletion.PRIVATE}
    found = [kept]
    monkeypatch.setattr("applications.privacy.retention._batches", lambda *_arguments: found)
    thread(kept)
    assert run(timezone.now()) == []
    kept.refresh_from_db()
    assert (kept.anonymised_at, kept.private_deleted_at) == (None, None)


def test_private_answers_may_stay_alone(office: Desk, loom: Loom) -> None:
    kept = thread(old(office))
    loom.staying = {Deletion.PRIVATE}
    assert not delete_private(application=kept)
    assert loom.asked == []
    loom.staying = set()
    for specs in kept.version.content.values():
        for step in specs["steps"]:
            for spec in step["questions"]:
                spec["private"] = spec["key"] == KEYS["why"]
    kept.version.save()
    assert delete_private(application=kept)
    assert loom.asked == [("empty_private", kept.pk, {KEYS["why"]})]
    assert not delete_private(application=kept)


def test_an_erasure_is_told_why_and_leaves_the_dossier_as_it_is(office: Desk, loom: Loom) -> None:
    kept, other = thread(office.dossier(Status.IN_REVIEW)), office.dossier(Status.IN_REVIEW)
    for dossier in (kept, other):
        OutgoingEmail.objects.create(
            key=f"x{dossier.pk}", occasion="receipt", to="else@example.org", language="fr", application=dossier
        )
    loom.staying = {Deletion.PERSON}
    done = erase(person=person_of(ADA), by=office.administrator)
    assert done.references == [other.reference]
    assert done.refusals == [f"{kept.reference} hangs on a thread."]
    kept.refresh_from_db()
    assert (kept.status, kept.contact_email) == (Status.IN_REVIEW, ADA), "it is not even withdrawn"
    assert OutgoingEmail.objects.filter(application=kept).exists()
    assert not OutgoingEmail.objects.filter(application=other).exclude(occasion="withdrawn").exists()


def test_keepers_forget_a_person_by_address_and_names(office: Desk, loom: Loom) -> None:
    office.dossier(contact_name="Ada Martin")
    views = [
        SavedView.objects.create(owner=office.moderator, name=query, query=query)
        for query in ("q=ada+martin&status=ready", "q=ada%40example.org", "q=ada", "status=ready")
    ]
    erase(person=person_of(ADA), by=office.administrator)
    assert loom.asked[-1] == ("forget", ADA, {"Ada Martin"})
    assert list(SavedView.objects.order_by("pk")) == views[2:]


def test_what_keepers_know_is_in_the_copy(office: Desk, loom: Loom) -> None:
    first, second = thread(office.dossier()), office.dossier()
    person = person_of(ADA)
    with ZipFile(io.BytesIO(as_zip(person, "en").read())) as archive:
        data = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        assert archive.read(f"{first.reference}/loom-draft.txt").decode() == first.reference
    assert [one["threads"] for one in data["applications"]] == [1, 0]
    assert ("known", [first.pk, second.pk], "en") in loom.asked
    assert ("<p>1 threads</p>" in page, "<p>0 threads</p>" in page) == (True, True)
    assert data["looms"] == []


def test_somebody_whom_only_a_keeper_knows_is_known(office: Desk, loom: Loom) -> None:
    assert person_of("weaver@example.org").is_known
    assert as_data(person_of("weaver@example.org"), "en")["looms"] == ["a hand loom"]
    assert not person_of("nobody@example.org").is_known


def test_why_it_stays_costs_one_query_where_it_does_not(
    office: Desk, loom: Loom, django_assert_num_queries: Any
) -> None:
    free, held = office.dossier(), office.dossier(hold="A court asked")
    now = timezone.now()
    with django_assert_num_queries(1):
        assert why_kept(free, Deletion.PERSON, now) == ""
    assert held.reference in why_kept(held, Deletion.PERSON, now)
    assert held.reference in why_kept(held, Deletion.PRIVATE, now)
    assert list(Application.objects.filter(must_stay(Deletion.PERSON, now))) == [held]


def test_what_one_needs_on_the_day_stays_until_the_session_is_over() -> None:
    at_work = session_office(Portal(), seated(10))
    dossier = at_work.registered()
    ends = Call.objects.get(pk=at_work.call.pk).session_ends_at
    assert ends
    kept = Application.objects.filter(pk=dossier.pk)
    almost, over = ends + AFTER_A_SESSION - timedelta(seconds=1), ends + AFTER_A_SESSION
    assert kept.filter(must_stay(Deletion.PRIVATE, almost)).exists()
    assert not kept.filter(must_stay(Deletion.PRIVATE, over)).exists()
    assert not kept.filter(must_stay(Deletion.PERSON, almost)).exists()
    assert not delete_private(application=dossier, now=almost)
    assert delete_private(application=dossier, now=over)


@pytest.mark.postgresql
def test_keepers_are_asked_under_the_locks(office: Desk, loom: Loom, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, locks = office.dossier(Status.DECLINED), []

    def empty(_self: Loom, _application: Application) -> None:
        statements = [query["sql"] for query in captured.captured_queries if "FOR UPDATE" in query["sql"]]
        locks.extend(sql.split('FROM "')[1].split('"')[0] for sql in statements)

    monkeypatch.setattr(Loom, "empty", empty)
    with CaptureQueriesContext(connection) as captured:
        anonymise(application=dossier)
    assert locks == ["applications_call", "applications_application"]
