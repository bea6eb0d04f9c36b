"""The tool that keeps the catalogues."""

from pathlib import Path

import polib
import pytest

from bin import messages


def catalogue_with(path: Path, *entries: polib.POEntry) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = polib.POFile()
    file.metadata = {"POT-Creation-Date": "2020-01-01 00:00", "Content-Type": "text/plain; charset=UTF-8"}
    file.extend(entries)
    file.save(str(path))
    return path


def test_the_language_of_the_sources_repeats_them(tmp_path: Path) -> None:
    one = polib.POEntry(msgid="Apply", msgstr="Guessed", flags=["fuzzy"])
    many = polib.POEntry(msgid="%(n)s place", msgid_plural="%(n)s places", msgstr_plural={0: "", 1: ""})
    path = catalogue_with(tmp_path / "django.po", one, many)

    messages.tidy(path, "en")
    file = polib.pofile(str(path))

    assert {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in file} == {
        "Apply": "Apply",
        "%(n)s place": {0: "%(n)s place", 1: "%(n)s places"},
    }
    assert not file.fuzzy_entries()
    assert "POT-Creation-Date" not in path.read_text(encoding="utf-8")


def test_a_translation_is_left_alone(tmp_path: Path) -> None:
    path = catalogue_with(tmp_path / "django.po", polib.POEntry(msgid="Apply", msgstr="Candidater"))
    messages.tidy(path, "fr")
    first = path.read_text(encoding="utf-8")
    messages.tidy(path, "fr")

    assert path.read_text(encoding="utf-8") == first
    assert polib.pofile(str(path)).find("Apply").msgstr == "Candidater"


def test_what_is_open_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ROOT", tmp_path / "kept")
    for root in (tmp_path / "kept", tmp_path / "fresh"):
        fuzzy = polib.POEntry(msgid="Guess", msgstr="Deviné", flags=["fuzzy"])
        catalogue_with(messages.catalogue(root, "fr"), polib.POEntry(msgid="Open"), fuzzy)
        catalogue_with(messages.catalogue(root, "en"), polib.POEntry(msgid="Open", msgstr="Open"))
    assert list(messages.faults(tmp_path / "fresh")) == ["fr: untranslated: 'Open'", "fr: fuzzy: 'Guess'"]

    catalogue_with(messages.catalogue(tmp_path / "fresh", "en"), polib.POEntry(msgid="New", msgstr="New"))
    assert "en: the sources have changed; run `make messages`." in messages.faults(tmp_path / "fresh")


def test_catalogues_are_compiled_without_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    path = messages.catalogue(tmp_path, "fr")
    catalogue_with(path, polib.POEntry(msgid="Apply", msgstr="Candidater"))

    messages.compile_all()

    assert polib.mofile(str(path.with_suffix(".mo"))).find("Apply").msgstr == "Candidater"
