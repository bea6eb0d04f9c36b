#!/usr/bin/env python3
"""The lock files name packages, versions and hashes, but no registry. `--strip` takes the addresses out of npm's."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NPM_LOCK = ROOT / "package-lock.json"
REQUIREMENTS = (ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt")


def strip() -> None:
    lock = json.loads(NPM_LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
    NPM_LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def faults() -> list[str]:
    found = []
    if '"resolved"' in NPM_LOCK.read_text(encoding="utf-8"):
        found.append(f"{NPM_LOCK.name} names a registry: run bin/lockfiles.py --strip")
    for path in REQUIREMENTS:
        text = path.read_text(encoding="utf-8")
        if "://" in text or "--index" in text:
            found.append(f"{path.name} names a registry")
        if re.search(r"^[a-z0-9][^\n]*==[^\\\n]*$", text, re.MULTILINE):
            found.append(f"{path.name} has a package without a hash")
    return found


if __name__ == "__main__":
    if "--strip" in sys.argv:
        strip()
    problems = faults()
    print("\n".join(problems) or "The lock files name no registry.")
    sys.exit(1 if problems else 0)
