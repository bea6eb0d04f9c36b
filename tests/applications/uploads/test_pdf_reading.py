"""A PDF is read in a process of its own: what it costs ends there, and nothing of the file reaches a log."""

import io
import time

import pytest
from django.utils import translation

from applications.uploads import documents
from applications.uploads.documents import check_pdf, read_apart
from applications.uploads.refusals import RefusedFile
from tests.applications import sample_files as samples

pytestmark = pytest.mark.processes

WITHOUT_A_TABLE = b"".join(b"%d 0 obj\n<</Secret (Ada)>>\nendobj\n" % number for number in range(2000))


def test_what_it_says_of_files() -> None:
    assert read_apart(samples.pdf()) == "good"
    assert read_apart(samples.pdf("secret")) == "protected"
    assert read_apart(samples.pdf()[:200]) == "damaged"


def test_nothing_of_a_damaged_file_is_printed_or_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RefusedFile) as refused:
        check_pdf(io.BytesIO(b"%PDF-1.4\n" + WITHOUT_A_TABLE))
    assert refused.value.code == "damaged"
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def test_one_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does whose reader would go on for ever."""
    monkeypatch.setattr(documents, "PATIENCE", 0.01)
    began = time.monotonic()
    with pytest.raises(RefusedFile) as refused:
        check_pdf(io.BytesIO(samples.pdf()))
    assert refused.value.code == "slow"
    with translation.override("en"):
        assert "takes too long to open" in refused.value.about("plan.pdf").messages[0]
    assert time.monotonic() - began < 5


def test_one_that_takes_all_memory_or_time_says_nothing() -> None:
    """The limits hold: the process is gone, and its word is empty or that the file is damaged."""
    deep = b"%PDF-1.4\n1 0 obj\n" + b"[" * 400_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
    assert read_apart(deep) in ("", "damaged")
