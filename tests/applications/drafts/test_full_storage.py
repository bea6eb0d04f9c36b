"""A private storage that is full or cannot be written to: texts stay, no file is called saved, the log has one line."""

import errno
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.dossiers.message_files import RefusedFilesError
from applications.dossiers.messages import receive_message
from applications.drafts.attachments import delete_files, drop_file
from applications.models import Application, Attachment, Draft, Message
from applications.models.attachments import FOLDER, private_storage
from applications.uploads.handlers import LostFile, RoomyFileUploadHandler
from applications.uploads.refusals import RefusedFile
from portal import health
from tests.applications import sample_files as samples
from tests.applications.attaching import PHOTOS, attach, spec, stored_files, upload
from tests.applications.correction_forms import PLAN, ask, dossier_with_more
from tests.applications.dossier_desk import Desk
from tests.applications.tracking_pages import address, posted
from tests.builders import KEYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

WHY = KEYS["why"]
SAID = {
    "fr": "n’a pas pu être conservé\u00a0: notre espace de stockage",
    "en": "could not be kept: our storage for files is full or out of order",
}
NUMBERS = [errno.ENOSPC, errno.EROFS, errno.EACCES]


def refuse_writing(monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOSPC) -> None:
    def fail(_storage: FileSystemStorage, name: str, *_args: Any) -> None:
        raise OSError(number, os.strerror(number), f"/somewhere/{name}")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    if number != errno.ENOSPC:
        monkeypatch.setattr(FileSystemStorage, "delete", fail)


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


def is_said(html: str, language: str) -> bool:
    return SAID[language] in html


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_s_file_is_refused_and_logged_once(
    draft: Draft, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    refuse_writing(monkeypatch, number)
    with pytest.raises(RefusedFile) as caught, translation.override("en"):
        attach(draft, "my secret plan.pdf")
    assert caught.value.code == "room"
    assert not Attachment.objects.exists()
    (line,) = errors_in(caplog)
    assert os.strerror(number) in line
    assert "secret" not in line, "what an applicant called the file is nobody’s business"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("go", ["send", "later", "save"])
def test_a_correction_keeps_its_text_and_says_why_its_file_is_not(
    client: Client, kept_desk_with_more: Desk, monkeypatch: pytest.MonkeyPatch, language: str, go: str
) -> None:
    application = dossier_with_more(kept_desk_with_more, language)
    token = ask(kept_desk_with_more, application, WHY, PLAN)
    refuse_writing(monkeypatch)
    with translation.override(language):
        where = reverse("tracking_correct", args=[token])
    data = {"asked": [WHY, PLAN], "go": go, WHY: "Every word that I typed", PLAN: upload("new.jpg", samples.picture())}
    response = client.post(where, data)
    assert response.status_code == 422
    said = response.json() if go == "save" else {"error": response.content.decode()}
    assert is_said(said["error"], language)
    assert "saved" not in said
    assert "Every word that I typed" in client.get(where).content.decode()
    application.refresh_from_db()
    assert application.answers[WHY] != "Every word that I typed", "nothing was sent"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_message_comes_back_with_its_text(
    client: Client, office: Desk, monkeypatch: pytest.MonkeyPatch, caplog: Any, language: str, number: int
) -> None:
    dossier = office.dossier(language=language)
    where = address(dossier, language=language)
    refuse_writing(monkeypatch, number)
    response = client.post(where, posted("Every word that I typed", uploads=upload()))
    html = response.content.decode()
    assert response.status_code == 422
    assert is_said(html, language)
    assert "Every word that I typed" in html
    assert not Message.objects.exists()
    assert len(errors_in(caplog)) == 1


def test_a_file_that_cannot_be_deleted_stops_nobody(
    draft: Draft, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, commits: Any
) -> None:
    kept = attach(draft)
    refuse_writing(monkeypatch, errno.EROFS)
    with commits(execute=True):
        assert drop_file(draft=draft, attachment_id=kept.pk)
    assert delete_files([kept.file.name]) == 0, "and it is counted as what it is"
    assert len(errors_in(caplog)) == 2


def test_a_file_that_this_machine_cannot_receive_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")
    handler = RoomyFileUploadHandler()
    handler.new_file("uploads", "my secret plan.pdf", "application/pdf", 10, None)
    assert handler.receive_data_chunk(b"0123456789", 0) is None
    assert isinstance(handler.file_complete(10), LostFile)
    (line,) = errors_in(caplog)
    assert "secret" not in line


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of one megabyte as the private storage."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() or not mount or not unmount:
        pytest.skip("only root mounts a disk")
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no tmpfs")
    try:
        (place / FOLDER).mkdir()
        monkeypatch.setitem(vars(private_storage()), "location", str(place))
        yield place
    finally:
        subprocess.run([unmount, str(place)], check=True)


@pytest.mark.soak
@pytest.mark.processes
def test_a_real_disk_that_is_full(small_disk: Path, draft: Draft, office: Desk, caplog: Any) -> None:
    kept = attach(draft, "photo.png", samples.picture("PNG"))
    assert health.state_of("private storage") == "ok"
    (small_disk / "ballast").write_bytes(bytes(1024 * 1024 - 32 * 1024 - kept.size))
    assert health.state_of("private storage") == "full"
    dossier: Application = office.dossier()
    large = samples.picture("PNG", (400, 400), compress_level=0)
    with pytest.raises(RefusedFile) as caught:
        attach(draft, "large.png", large, spec(PHOTOS, 3))
    assert caught.value.code == "room"
    with pytest.raises(RefusedFilesError):
        receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload("large.png", large)])
    assert len(errors_in(caplog)) == 3, "and one of them is of the check"
    assert stored_files() == [kept.file.name], "nothing cut is left"
    assert not Message.objects.exists()
    assert Path(kept.file.path).stat().st_size == kept.size
    (small_disk / "ballast").unlink()
    assert health.state_of("private storage") == "ok"
    receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload("large.png", large)])
    assert len(stored_files()) == 2
