"""Archives: protected ones, bombs, and what they may hold."""

import time
import zipfile

import pytest

from applications.uploads import archives
from tests.applications import sample_files as samples
from tests.applications.uploads.checking import checked, refusal


def test_an_archive_behind_something_else_is_refused() -> None:
    hidden = samples.archive({"x.pdf": samples.pdf()})
    assert refusal("all.zip", b"PK\x03\x04 a program" + hidden).code == "damaged"


def test_archive_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda packed: unpacked.append("all"))
    zeros = samples.archive({"zeros.pdf": bytes(30 * 1024 * 1024)})
    assert len(zeros) < 100_000
    assert refusal("all.zip", zeros).code == "bomb"
    assert refusal("letter.docx", samples.office(**{"huge.xml": bytes(30 * 1024 * 1024)})).code == "bomb"
    monkeypatch.setattr(archives, "MAX_ENTRIES", 10)
    assert refusal("all.zip", samples.archive({f"{n}.pdf": b"" for n in range(11)})).code == "bomb"
    assert not unpacked


def test_entries_that_share_their_bytes_are_refused() -> None:
    """The bomb that needs no second archive: many entries in the table of contents for one run of bytes."""
    data = samples.archive({"a.pdf": bytes(5000)})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    table = data[start:end] * 20
    closing = bytearray(data[end:])
    closing[8:10] = closing[10:12] = (20).to_bytes(2, "little")
    closing[12:16] = len(table).to_bytes(4, "little")
    assert refusal("all.zip", data[:start] + table + bytes(closing)).code == "bomb"


def test_an_archive_that_lies_about_its_size_is_not_unpacked_beyond_what_it_says() -> None:
    began = time.monotonic()
    assert refusal("all.zip", samples.lying_archive()).code == "damaged"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("inner.zip", "nested"),
        ("inner.tar.gz", "nested"),
        ("program.exe", "type"),
        ("page.html", "type"),
        ("noending", "type"),
        ("../up.pdf", "damaged"),
        ("/etc/plan.pdf", "damaged"),
        ("..\\up.pdf", "damaged"),
    ],
)
def test_what_an_archive_may_not_hold(entry: str, code: str) -> None:
    assert refusal("all.zip", samples.archive({"plan.pdf": samples.pdf(), entry: b"x"})).code == code


def test_an_archive_needs_a_file_and_may_hold_what_systems_leave() -> None:
    assert refusal("all.zip", samples.archive({})).code == "empty"
    assert refusal("all.zip", samples.archive({"folder/": b"", "__MACOSX/x": b"x"})).code == "empty"
    assert checked("all.zip", samples.archive({"a.pdf": samples.pdf(), "__MACOSX/._a.pdf": b"", ".DS_Store": b"x"}))


def test_compression_that_few_programs_know_is_refused() -> None:
    assert refusal("all.zip", samples.archive({"a.pdf": samples.pdf()}, zipfile.ZIP_LZMA)).code == "damaged"
