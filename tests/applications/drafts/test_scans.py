"""Virus scans: the client, what becomes of a file, and that it fails closed."""

from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.utils.module_loading import import_string

from applications.drafts.file_responses import send_file
from applications.drafts.scan_task import scan_attachment
from applications.drafts.scans import scan_file, scan_pending
from applications.models import Draft, Scan
from applications.models.attachments import private_storage
from applications.uploads import scanner
from tests.applications import sample_files as samples
from tests.applications.attaching import PHOTOS, attach, spec
from tests.applications.drafts.clamd import Clamd, serving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def test_with_a_scanner_a_file_waits_and_is_scanned_after_the_commit(draft: Draft, settings: Any, commits: Any) -> None:
    with serving(Clamd(), settings) as clamd:
        with commits() as callbacks:
            kept = attach(draft)
        assert kept.scan == Scan.PENDING
        assert not kept.is_safe
        for callback in callbacks:
            callback()
        kept.refresh_from_db()
        assert kept.scan == Scan.CLEAN
        assert kept.scanned_at is not None
        assert kept.is_safe
        assert len(clamd.scanned) == 1


def test_rows_that_the_release_before_queued_find_the_task() -> None:
    assert import_string("applications.uploads.tasks.scan_attachment") is scan_attachment


def test_a_virus_is_found(draft: Draft, settings: Any, commits: Any) -> None:
    with serving(Clamd(), settings), commits(execute=True):
        kept = attach(draft, "all.zip", samples.archive({"a.pdf": samples.EICAR}, 0))
    kept.refresh_from_db()
    assert kept.scan == Scan.INFECTED
    assert not kept.is_safe
    with pytest.raises(Http404):
        send_file(kept)


def test_it_fails_closed(draft: Draft, settings: Any, commits: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.CLAMAV_TIMEOUT = 0.3
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    with commits(execute=True):
        kept = attach(draft)
    assert "does not answer" in caplog.text
    for clamd in (Clamd(b"stream: size limit exceeded. ERROR\0"), Clamd(b""), Clamd(patience=1.0)):
        with serving(clamd, settings):
            scan_file(attachment_id=str(kept.pk))
        kept.refresh_from_db()
        assert kept.scan == Scan.PENDING
        assert not kept.is_safe
    settings.CLAMAV_URL = ""
    assert not kept.is_safe, "what was to be scanned waits for the scanner to come back"


def test_what_came_before_the_scanner_is_scanned_before_staff_get_it(draft: Draft, settings: Any) -> None:
    kept = attach(draft)
    assert kept.is_safe
    assert scan_pending() == 0
    with serving(Clamd(), settings):
        assert not kept.is_safe
        assert scan_pending() == 1
        kept.refresh_from_db()
        assert kept.is_safe
        assert scan_pending() == 0


def test_what_cannot_be_scanned_keeps_no_other_file_waiting(draft: Draft, settings: Any) -> None:
    lost = attach(draft)
    private_storage().delete(lost.file.name)
    other = attach(draft, "photo.png", samples.picture("PNG"), spec(PHOTOS, 3))
    with serving(Clamd(), settings):
        scan_pending()
        other.refresh_from_db()
        lost.refresh_from_db()
        assert (lost.scan, other.scan) == (Scan.NONE, Scan.CLEAN)


def test_a_scanner_that_is_down_is_asked_once(draft: Draft, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    attach(draft)
    attach(draft, "photo.png", samples.picture("PNG"), spec(PHOTOS, 3))
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    assert scan_pending() == 0
    assert caplog.text.count("does not answer") == 1


def test_the_scanner_is_told_all_and_understood(settings: Any, tmp_path: Path) -> None:
    for path in (None, tmp_path / "clamd.ctl"):
        with serving(Clamd(), settings, path) as clamd:
            assert scanner.is_clean([b"one", b"", b"two" * 50_000])
            assert not scanner.is_clean([b"x", samples.EICAR])
        assert clamd.scanned == [b"one" + b"two" * 50_000, b"x" + samples.EICAR]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: what?\0", b"OK\0", b"\xff\xfe"])
def test_any_other_answer_is_no_verdict(answer: bytes, settings: Any) -> None:
    with serving(Clamd(answer), settings), pytest.raises(scanner.ScanFailedError):
        scanner.is_clean([b"x"])


def test_a_scanner_that_is_dead_slow_or_mute_is_down(settings: Any) -> None:
    settings.CLAMAV_TIMEOUT = 0.3
    with serving(Clamd(patience=1.0), settings), pytest.raises(scanner.ScannerDownError):
        scanner.is_clean([b"x"])
    with serving(Clamd(b""), settings), pytest.raises(scanner.ScannerDownError):
        scanner.is_clean([b"x"])
    with pytest.raises(scanner.ScannerDownError):  # nobody listens there any more
        scanner.is_clean([b"x"])
    for address in ("unix:///nowhere/clamd.ctl", "http://127.0.0.1/", "nonsense", "tcp://"):
        settings.CLAMAV_URL = address
        with pytest.raises(scanner.ScannerDownError):
            scanner.is_clean([b"x"])
