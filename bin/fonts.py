#!/usr/bin/env python3
"""The typefaces: from npm's packages to var/fonts, where the static files are gathered. Without npm, none.

Every failure is tolerated: the portal runs on the reader's own typefaces.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "var" / "fonts"
SHEET = ROOT / "site" / "fonts" / "fonts.css"
PACKAGES = ROOT / "node_modules"
FILES = {
    "figtree.woff2": PACKAGES / "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
    "young-serif.woff2": PACKAGES / "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2",
}


def download() -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if shutil.which("npm"):
        try:
            subprocess.run(command, cwd=ROOT, check=False, timeout=60, capture_output=True)
        except (OSError, subprocess.TimeoutExpired):
            return


def install() -> bool:
    """Copy the two files and their sheet, the sheet last: its presence says that the fonts are complete."""
    if not all(path.exists() for path in FILES.values()):
        download()
    if not all(path.exists() for path in FILES.values()):
        return False
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, path in FILES.items():
        shutil.copyfile(path, TARGET / name)
    shutil.copyfile(SHEET, TARGET / "fonts.css")
    return True


def are_current() -> bool:
    sheet = TARGET / "fonts.css"
    return sheet.exists() and sheet.read_bytes() == SHEET.read_bytes()


if __name__ == "__main__":
    if not are_current() and not install():
        print("No typefaces: npm is missing or did not answer. The portal runs on the reader's own.")
    sys.exit(0)
