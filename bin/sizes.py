#!/usr/bin/env python3
"""Long files and long functions. A file that must be longer says why near its top: "Long because …"."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("applications", "bin", "events", "home", "offers", "site", "tests")
FILE_LIMIT, FUNCTION_LIMIT = 300, 30
REASON = "long because"


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".css", ".js", ".html"} and "migrations" not in path.parts:
                yield path


def faults(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    name = path.relative_to(ROOT)
    if REASON in "\n".join(lines[:15]).lower():
        return
    if len(lines) > FILE_LIMIT:
        yield f"{name}: {len(lines)} lines"
    if path.suffix == ".py" and name.parts[0] != "tests":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LIMIT:
                    yield f"{name}:{node.lineno}: {node.name} has {length} lines"


if __name__ == "__main__":
    found = [fault for path in sources() for fault in faults(path)]
    print("\n".join(found) or f"No file over {FILE_LIMIT} lines, no function over {FUNCTION_LIMIT}.")
    sys.exit(1 if found else 0)
