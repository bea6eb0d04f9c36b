"""Files of drafts and dossiers: kept, dropped, handed over, deleted."""

import hashlib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from applications.drafts.attachments import (
    delete_attachments,
    delete_drafts,
    drop_file,
    hand_over,
    sweep_orphans,
)
from applications.models import Attachment, Draft, FormVersion, Scan
from applications.models.attachments import FOLDER, private_storage
from applications.uploads.refusals import RefusedFile
from tests.applications import sample_files as samples
from tests.applications.attaching import (
    PHOTOS,
    PLAN,
    attach,
    new_application,
    new_draft,
    spec,
    stored_files,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def test_a_file_is_kept_under_a_random_name_with_what_is_known_of_it(draft: Draft) -> None:
    data = samples.pdf()
    kept = attach(draft, "../My plan\u202e.PDF", data)
    assert (kept.name, kept.size, kept.type, kept.question) == ("My plan.pdf", len(data), "application/pdf", PLAN)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.scan == Scan.NONE
    assert stored_files() == [kept.file.name]
    assert "plan" not in kept.file.name
    assert Path(kept.file.path).read_bytes() == data
    draft.refresh_from_db()
    assert draft.revision == 1


def test_keeping_a_file_takes_few_queries(draft: Draft, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(10):
        attach(draft)


def test_a_heic_picture_is_kept_as_jpeg(draft: Draft) -> None:
    kept = attach(draft, "photo.heic", samples.heic())
    assert (kept.name, kept.type) == ("photo.jpg", "image/jpeg")
    with kept.file.open("rb") as content, Image.open(content) as picture:
        assert picture.format == "JPEG"
    assert kept.size == len(Path(kept.file.path).read_bytes())


def test_a_refusal_keeps_nothing_and_speaks_the_language_of_its_reader(draft: Draft) -> None:
    with translation.override("en"), pytest.raises(RefusedFile) as caught:
        attach(draft, "plan.pdf", b"")
    with translation.override("en"):
        assert caught.value.messages == ["“plan.pdf” is empty. Choose another file."]
    assert not Attachment.objects.exists()
    assert not stored_files()


def test_the_same_file_twice_is_one(draft: Draft) -> None:
    first = attach(draft)
    assert attach(draft) == first
    assert stored_files() == [first.file.name]


def test_no_more_files_than_the_question_takes(draft: Draft) -> None:
    attach(draft)
    with pytest.raises(RefusedFile) as caught, translation.override("en"):
        attach(draft, "other.png", samples.picture("PNG"))
    assert caught.value.code == "count"
    for number in range(3):
        attach(draft, f"{number}.png", samples.picture("PNG", (50 + number, 50)), spec(PHOTOS, 3))
    with pytest.raises(RefusedFile):
        attach(draft, "4.png", samples.picture("PNG", (60, 50)), spec(PHOTOS, 3))
    assert len(stored_files()) == 4


def test_no_more_in_a_draft_than_the_site_takes(draft: Draft, settings: Any) -> None:
    settings.ATTACHMENTS_MAX_MB = 1
    attach(draft)
    Attachment.objects.update(size=1024 * 1024 - 10)
    with pytest.raises(RefusedFile) as caught:
        attach(draft, "photo.png", samples.picture("PNG"), spec(PHOTOS, 3))
    assert caught.value.code == "total"
    assert len(stored_files()) == 1


def test_what_was_sent_or_deleted_takes_no_file(draft: Draft, version: FormVersion) -> None:
    kept = attach(draft)
    other = new_draft(version)
    Draft.objects.filter(pk=draft.pk).update(application=new_application(version))
    delete_drafts(Draft.objects.filter(pk=other.pk))
    for gone in (draft, other):
        with pytest.raises(RefusedFile) as caught:
            attach(gone, "photo.png", samples.picture("PNG"), spec(PHOTOS, 3))
        assert caught.value.code == "sent"
    assert not drop_file(draft=draft, attachment_id=kept.pk)
    assert stored_files() == [kept.file.name]


def test_a_full_disk_leaves_no_cut_file_and_says_so(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(storage: FileSystemStorage, name: str, content: Any) -> str:
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.read(50))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    with translation.override("en"), pytest.raises(RefusedFile) as caught:
        attach(draft)
    with translation.override("en"):
        (message,) = caught.value.messages
    assert message.startswith("“plan.pdf” could not be kept: our storage for files is full or out of order.")
    assert not stored_files()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("error", [DatabaseError, IntegrityError, KeyboardInterrupt])
def test_a_row_that_cannot_be_written_takes_its_file_away(
    draft: Draft, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**fields: Any) -> None:
        assert stored_files(), "the file is written first"
        raise error

    monkeypatch.setattr(Attachment.objects, "create", fail)
    with pytest.raises(error):
        attach(draft)
    assert not stored_files()


def test_a_file_is_written_outside_the_transaction(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    depths: list[int] = []
    connection = transaction.get_connection()
    outside = len(connection.savepoint_ids)
    save = FileSystemStorage._save

    def spy(storage: FileSystemStorage, name: str, content: Any) -> Any:
        depths.append(len(connection.savepoint_ids) - outside)
        return save(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", spy)
    attach(draft)
    assert depths == [0]


def test_dropping_a_file_takes_the_row_at_once_and_the_file_after_the_commit(draft: Draft, commits: Any) -> None:
    kept = attach(draft)
    with commits() as callbacks:
        assert drop_file(draft=draft, attachment_id=str(kept.pk))
    assert not Attachment.objects.exists()
    assert stored_files() == [kept.file.name]
    for callback in callbacks:
        callback()
    assert not stored_files()
    draft.refresh_from_db()
    assert draft.revision == 2


def test_only_files_of_the_draft_are_dropped(draft: Draft, version: FormVersion) -> None:
    kept = attach(draft)
    for wrong in (new_draft(version), new_draft(version)):
        assert not drop_file(draft=wrong, attachment_id=kept.pk)
    for nonsense in ("", "abc", "0" * 400, "\0", "{}", str(uuid.uuid4())):
        assert not drop_file(draft=draft, attachment_id=nonsense)
    assert Attachment.objects.get() == kept


def test_an_application_gets_the_files_that_its_answers_name_and_no_other(
    draft: Draft, version: FormVersion, commits: Any
) -> None:
    named = attach(draft)
    hidden = attach(draft, "photo.png", samples.picture("PNG"), spec(PHOTOS, 3))
    answers = {PLAN: [{"id": str(named.pk), "name": named.name, "size": named.size, "type": named.type}]}
    application = new_application(version, answers=answers)
    with commits(execute=True):
        assert hand_over(draft=draft, application=application) == 1
    named.refresh_from_db()
    assert (named.draft, named.application) == (None, application)
    assert not Attachment.objects.filter(pk=hidden.pk).exists()
    assert stored_files() == [named.file.name]


def test_deleting_drafts_deletes_their_files_after_the_commit(version: FormVersion, commits: Any) -> None:
    drafts = [new_draft(version) for _number in range(3)]
    files = [attach(draft).file.name for draft in drafts]
    with commits() as callbacks:
        assert delete_drafts(Draft.objects.filter(pk__in=[drafts[0].pk, drafts[1].pk])) == 2
    assert set(stored_files()) == set(files)
    for callback in callbacks:
        callback()
    assert stored_files() == [files[2]]
    assert Draft.objects.get() == drafts[2]
    assert delete_drafts(Draft.objects.none()) == 0


def test_deleting_that_is_undone_deletes_no_file(draft: Draft, commits: Any) -> None:
    attach(draft)
    with commits(execute=True) as callbacks, transaction.atomic():
        delete_drafts(Draft.objects.all())
        transaction.set_rollback(True)
    assert not callbacks
    assert Attachment.objects.count() == len(stored_files()) == 1


def test_deleting_attachments_of_dossiers(version: FormVersion, draft: Draft, commits: Any) -> None:
    kept = attach(draft)
    Attachment.objects.update(draft=None, application=new_application(version))
    with commits(execute=True):
        assert delete_attachments(Attachment.objects.filter(application__version=version)) == 1
    assert not stored_files()
    assert not Attachment.objects.filter(pk=kept.pk).exists()


def test_the_sweep_takes_old_files_without_a_row_and_nothing_else(draft: Draft) -> None:
    assert sweep_orphans(timezone.now()) == 0
    kept = attach(draft)
    storage = private_storage()
    orphan = storage.save(f"{FOLDER}/ab/abandoned", ContentFile(b"x"))
    letter = storage.save("letters/letter.pdf", ContentFile(b"x"))
    assert sweep_orphans(timezone.now()) == 0
    assert sweep_orphans(timezone.now() + timedelta(hours=25)) == 1
    assert not storage.exists(orphan)
    assert storage.exists(letter)
    assert stored_files() == [kept.file.name]


def test_the_sweep_needs_no_folder_to_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores of objects have names with slashes in them, and no folders."""
    storage = private_storage()
    orphan = storage.save(f"{FOLDER}/ab/abandoned", ContentFile(b"x"))
    monkeypatch.setattr(type(storage), "exists", lambda _storage, _name: False)
    assert sweep_orphans(timezone.now() + timedelta(hours=25)) == 1
    monkeypatch.undo()
    assert not storage.exists(orphan)


@pytest.mark.parametrize("length", [str(2 * 1024**3), "9" * 30])
@pytest.mark.parametrize(("path", "language"), [("/fr/", "fr"), ("/en/", "en")])
def test_an_endless_request_is_refused_before_it_is_read(length: str, path: str, language: str) -> None:
    response = Client().generic("POST", path, CONTENT_LENGTH=length, CONTENT_TYPE="multipart/form-data; boundary=x")
    assert response.status_code == 413
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("length", ["", "x", "-1", "1" * 5000])
def test_a_length_that_makes_no_sense_is_none(length: str) -> None:
    assert Client().generic("POST", "/healthz", CONTENT_LENGTH=length).status_code in (200, 405)
