"""The engine of documents: what it is given, what it refuses, and that nothing of it stays in the portal."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from home.documents import BusyError, Document, DocumentError, TooLargeError, engine, in_words, make_pdf, press
from home.documents.texts import settable
from tests.reading_pdf import ReadPdf

MOMENT = dt.datetime(2027, 1, 12, tzinfo=dt.UTC)


def document(**data: Any) -> Document:
    return Document(template="home/none", title="Titre", language="fr", moment=MOMENT, data=data)


def pressed(
    monkeypatch: pytest.MonkeyPatch, *, returncode: int = 0, stdout: bytes = b"%PDF", stderr: bytes = b""
) -> Any:
    """Instead of the press: what it was started with is kept."""
    calls: list[dict[str, Any]] = []

    def run(command: list[str], **options: Any) -> Any:
        calls.append({"command": command, **options})
        return subprocess.CompletedProcess(command, returncode, stdout, stderr)

    monkeypatch.setattr(engine.subprocess, "run", run)
    return calls


@pytest.mark.django_db
def test_the_press_knows_nothing_of_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the press")
    calls = pressed(monkeypatch)

    assert make_pdf(document(word="é")) == b"%PDF"

    assert calls[0]["env"] == {}
    assert calls[0]["command"] == [sys.executable, "-I", str(engine.PRESS)]
    assert 0 < calls[0]["timeout"] < 60, "sooner than gunicorn gives a worker up"
    job = json.loads(calls[0]["input"])
    assert job["data"]["word"] == "é"
    assert "not for the press" not in str(calls)


@pytest.mark.processes
def test_the_engine_is_not_loaded_with_the_portal() -> None:
    code = "import django; django.setup(); import applications.urls, home.documents, sys; print('typst' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONPATH": "site:."}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.django_db
def test_what_cannot_be_made_is_an_error(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    pressed(monkeypatch, returncode=1, stdout=b"", stderr=b"a missing title")
    with pytest.raises(DocumentError, match="a missing title"):
        make_pdf(document())
    assert "a missing title" in caplog.text

    pressed(monkeypatch, returncode=-9, stdout=b"%PDF half")
    with pytest.raises(DocumentError, match="-9"):
        make_pdf(document())

    def never(*_args: Any, **_options: Any) -> Any:
        raise subprocess.TimeoutExpired("press", 45)

    monkeypatch.setattr(engine.subprocess, "run", never)
    with pytest.raises(DocumentError, match="TimeoutExpired"):
        make_pdf(document())


@pytest.mark.django_db
def test_what_is_too_large_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = pressed(monkeypatch)
    with pytest.raises(TooLargeError):
        make_pdf(document(text="x" * engine.LARGEST))
    assert calls == []


@pytest.mark.django_db
def test_who_comes_while_others_are_served_waits_and_then_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = pressed(monkeypatch)
    monkeypatch.setattr(engine, "_in_line", threading.BoundedSemaphore(1))
    monkeypatch.setattr(engine, "PATIENCE_IN_LINE", 0.05)
    with engine._in_line, pytest.raises(BusyError):
        make_pdf(document())
    assert calls == []
    assert make_pdf(document()) == b"%PDF", "the place in the line is given back"
    pressed(monkeypatch, returncode=1)
    with pytest.raises(DocumentError):
        make_pdf(document())
    assert engine._in_line.acquire(blocking=False), "also after an error"


@pytest.mark.django_db
def test_a_template_that_is_not_there(settings: Any) -> None:
    with pytest.raises(DocumentError):
        make_pdf(document())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a    b"),
        ("\x07\x00\ud800", ""),
        ("10 \u202e€001\u202c", "10 €001\u202c"),
        ("e\u0301", "é"),
        ("a\u2028b", "a\nb"),
        ("👩\u200d👧 \u200f", "👩\u200d👧 \u200f"),
    ],
)
def test_what_has_no_shape_is_taken_out(text: str, expected: str) -> None:
    assert settable({"a": [text, 1, None]}) == {"a": [expected, 1, None]}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour مرحبا", "fr"),
        ("12 – مرحبا, hello", "ar"),
        ("שלום", "he"),
        ("123", "fr"),
        ("", "fr"),
        ("Привет", "fr"),
    ],
)
def test_a_text_is_in_the_language_of_the_script_that_it_begins_with(text: str, language: str) -> None:
    assert in_words(text, "fr") == {"text": text, "language": language}


def test_the_press_reads_which_characters_have_no_shape() -> None:
    line = 'error: PDF/UA-1 error: the text `"%s"` could not be displayed with font `"Figtree"`\n'
    texts = ("漢", "\\u{7}", '\\"', "\\\\", "👍🏽", "\\n")
    assert press.undrawn("".join(line % text for text in texts)) == set('漢\x07"\\👍🏽\n')
    assert press.undrawn("error: document title must be set") == set()


def test_the_press_puts_something_in_their_place() -> None:
    data = {"漢": "漢 a", "list": ["字", {"deep": "漢字"}, 1, None, True], "same": "abc"}
    assert press.replaced(data, {"漢", "字"}) == {
        "漢": "▯ a",
        "list": ["▯", {"deep": "▯▯"}, 1, None, True],
        "same": "abc",
    }


def test_the_press_names_some_and_counts_the_others() -> None:
    said = press.named({chr(0x4E00 + number) for number in range(press.MOST_NAMED + 2)})
    assert said["names"][0] == "U+4E00 CJK UNIFIED IDEOGRAPH-4E00"
    assert (len(said["names"]), said["more"]) == (press.MOST_NAMED, 2)
    assert press.named({"\ue000"}) == {"names": ["U+E000"], "more": 0}


@pytest.mark.processes
def test_the_press_ends_with_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.typ").write_text('#panic("no\\n")\n#set document(title: [x])')
    job = {
        "root": str(tmp_path),
        "template": "bad.typ",
        "font_paths": [],
        "font_families": {},
        "timestamp": 0,
        "data": {},
    }
    command = [sys.executable, "-I", str(engine.PRESS)]
    done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "panicked" in done.stderr.decode().strip().rpartition("\n")[2]


def test_words_are_never_markup_and_never_read_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    source = '#set document(title: "x")\n#let data = json(bytes(sys.inputs.data))\n#set text(lang: "fr")\n= #data.word'
    (tmp_path / "word.typ").write_text(source)
    word = '#read("/secret.txt") #include "secret.txt" ] #panic() <label> @label'
    job = {
        "root": str(tmp_path),
        "template": "word.typ",
        "font_paths": [],
        "font_families": {},
        "timestamp": 0,
        "data": {"word": word},
    }
    pdf = press.make(job)
    assert ReadPdf(pdf).texts("H1") == [word]
