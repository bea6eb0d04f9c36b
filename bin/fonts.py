#!/usr/bin/env python3
"""The typefaces, from npm's packages: those of the pages to var/fonts, where the static files are gathered, and those
of the documents, as TTF, to var/document-fonts. Without npm, none.

Every failure is tolerated: pages then use the reader's own typefaces, and documents the one that their engine brings.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "var" / "fonts"
DOCUMENTS = ROOT / "var" / "document-fonts"
SHEET = ROOT / "site" / "fonts" / "fonts.css"
PACKAGES = ROOT / "node_modules"
FILES = {
    "figtree.woff2": PACKAGES / "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
    "young-serif.woff2": PACKAGES / "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2",
}
DOCUMENT_FILES = {
    "figtree.ttf": ("Figtree", "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2"),
    "figtree-extended.ttf": (
        "Figtree Extended",
        "@fontsource-variable/figtree/files/figtree-latin-ext-wght-normal.woff2",
    ),
    "young-serif.ttf": ("Young Serif", "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2"),
    "young-serif-extended.ttf": (
        "Young Serif Extended",
        "@fontsource/young-serif/files/young-serif-latin-ext-400-normal.woff2",
    ),
    "arabic.ttf": ("Vazirmatn", "@fontsource/vazirmatn/files/vazirmatn-arabic-400-normal.woff2"),
    "arabic-semibold.ttf": ("Vazirmatn", "@fontsource/vazirmatn/files/vazirmatn-arabic-600-normal.woff2"),
    "emoji.ttf": ("Noto Emoji", "@fontsource/noto-emoji/files/noto-emoji-emoji-400-normal.woff2"),
}
"""The family that each file is called by, and where it comes from. Of several files of one family and weight, the
engine of the documents takes one. The Arabic letters are whole: those of typefaces that draw letter and dots apart are
read twice from a PDF."""
STAMP = DOCUMENTS / "complete"
PATIENCE = 60  # seconds; what npm has downloaded by then it keeps for the next time
FAMILY, STYLE, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 4, 6
NAMED_OTHERWISE = (3, 16, 17, 21, 22, 25)
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


def download() -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if shutil.which("npm"):
        try:
            subprocess.run(command, cwd=ROOT, check=False, timeout=PATIENCE, capture_output=True)
        except (OSError, subprocess.TimeoutExpired):
            return


def are_there(paths: Iterable[Path]) -> bool:
    return all(path.exists() for path in paths)


def install() -> bool:
    """Make both folders, each as far as npm brought its files. False if there is nothing for the pages."""
    sources = [PACKAGES / path for _family, path in DOCUMENT_FILES.values()]
    if not are_there([*FILES.values(), *sources]):
        download()
    if are_there(sources):
        install_for_documents()
    if not are_there(FILES.values()):
        return False
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, path in FILES.items():
        shutil.copyfile(path, TARGET / name)
    shutil.copyfile(SHEET, TARGET / "fonts.css")  # the last: its presence says that the fonts are complete
    return True


def install_for_documents() -> None:
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    for name, (family, path) in DOCUMENT_FILES.items():
        convert(PACKAGES / path, DOCUMENTS / name, family)
    STAMP.write_text("\n".join(DOCUMENT_FILES))


def convert(source: Path, target: Path, family: str) -> None:
    """A WOFF2 as TTF under a family name of its own. Times are the source's: the same file gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in NAMED_OTHERWISE]
    texts = {FAMILY: family, STYLE: "Regular", FULL_NAME: family, POSTSCRIPT_NAME: family.replace(" ", "")}
    for number, text in texts.items():
        names.setName(text, number, WINDOWS, UNICODE, ENGLISH)
    font.flavor = None
    font.save(target)


def are_current() -> bool:
    sheet = TARGET / "fonts.css"
    has_sheet = sheet.exists() and sheet.read_bytes() == SHEET.read_bytes()
    return has_sheet and STAMP.exists() and STAMP.read_text() == "\n".join(DOCUMENT_FILES)


if __name__ == "__main__":
    if not are_current() and not install():
        print("No typefaces: npm is missing or did not answer. Pages use the reader's own, documents their engine's.")
    sys.exit(0)
