#!/usr/bin/env python3
"""The catalogues: `compile` what people read, `update` them from the sources, `check` that they are complete.

English is the language of the sources, so its catalogue repeats them; French is translated by hand. `update` and
`check` need the program xgettext, `compile` needs nothing but polib.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "en")
SOURCES = ("applications", "events", "home", "offers", "site")
SOURCE_LANGUAGE = "en"


def catalogue(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Write the .mo files that are older than their .po files."""
    for language in LANGUAGES:
        source = catalogue(ROOT, language)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            polib.pofile(str(source)).save_as_mofile(str(target))


def extract(work: Path) -> None:
    """Bring the catalogues in ``work`` up to the sources; the repository is read only."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    for name in SOURCES:
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "static", "migrations"))
    for language in LANGUAGES:
        target = catalogue(work, language)
        target.parent.mkdir(parents=True)
        if catalogue(ROOT, language).exists():
            shutil.copy(catalogue(ROOT, language), target)
    settings.configure(LOCALE_PATHS=[str(work / "locale")], USE_I18N=True)
    with chdir(work):
        call_command(Command(), locale=list(LANGUAGES), add_location="file", no_obsolete=True, verbosity=0)
    for language in LANGUAGES:
        tidy(catalogue(work, language), language)


def tidy(path: Path, language: str) -> None:
    """Leave out what changes without a reason, and let the source language say what the sources say."""
    file = polib.pofile(str(path), wrapwidth=100)
    file.header = ""
    file.metadata = {
        "Project-Id-Version": "La Trame",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals=2; plural=(n {'> 1' if language == 'fr' else '!= 1'});",
    }
    file.metadata_is_fuzzy = False
    if language == SOURCE_LANGUAGE:
        for entry in file:
            repeat_source(entry)
    file.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    file.save()


def repeat_source(entry: polib.POEntry) -> None:
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def faults(work: Path) -> Iterator[str]:
    for language in LANGUAGES:
        kept, fresh = catalogue(ROOT, language), catalogue(work, language)
        if not kept.exists() or kept.read_text(encoding="utf-8") != fresh.read_text(encoding="utf-8"):
            yield f"{language}: the sources have changed; run `make messages`."
        file = polib.pofile(str(fresh))
        for kind, entries in (("untranslated", file.untranslated_entries()), ("fuzzy", file.fuzzy_entries())):
            for entry in entries:
                yield f"{language}: {kind}: {entry.msgid!r}"


def update(work: Path) -> int:
    extract(work)
    for language in LANGUAGES:
        catalogue(ROOT, language).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(catalogue(work, language), catalogue(ROOT, language))
    compile_all()
    return check_only(work)


def check_only(work: Path) -> int:
    found = list(faults(work))
    print("\n".join(found) or "The catalogues are complete.")
    return 1 if found else 0


def main(command: str) -> int:
    if command == "compile":
        compile_all()
        return 0
    if not shutil.which("xgettext"):
        print("The program xgettext is missing (package gettext): the catalogues were not looked at.")
        return 1 if command == "update" or os.environ.get("CI") == "true" else 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if command == "update":
            return update(work)
        extract(work)
        return check_only(work)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in {"compile", "update", "check"}:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
