"""The press: one document, made in a process of its own. Reads a job from standard input, writes the PDF.

Not imported by the portal, which starts it (``engine.py``): the engine keeps what it has set in memory for the next
documents, and a web worker would grow by it. Here everything goes with the process; so does a document that asks for
too much of anything.

The job is JSON: ``root``, ``template`` below it, ``font_paths``, ``font_families`` (by use, in order of preference),
``timestamp`` (Unix seconds) and ``data``. What cannot be set is an error as Python leaves it: the last line says what.
"""

import json
import re
import sys
import unicodedata
from contextlib import suppress
from typing import Any

import typst

try:
    import resource
except ImportError:  # a system that has no such limits
    resource = None  # type: ignore[assignment]

STANDIN = "\u25af"
"""Stands for a character that no typeface has."""
MOST_NAMED = 40
MOST_TRIES = 4
MOST_MEMORY = 2 * 1024**3
_UNDRAWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)*)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def limit_memory() -> None:
    if resource is not None:
        with suppress(ValueError, OSError):  # a system that knows the limit, but not so much memory
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def undrawn(diagnostic: str) -> set[str]:
    """The characters that the engine says it has no shape for."""
    texts = (_ESCAPED.sub(_unescaped, match[1]) for match in _UNDRAWN.finditer(diagnostic))
    return {character for text in texts for character in text}


def _unescaped(match: "re.Match[str]") -> str:
    return chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[2], match[2])


def replaced(value: object, characters: set[str]) -> object:
    """The same data with a stand-in for each of the characters."""
    if isinstance(value, str):
        return value.translate(dict.fromkeys(map(ord, characters), STANDIN)) if characters & set(value) else value
    if isinstance(value, dict):
        return {key: replaced(each, characters) for key, each in value.items()}
    return [replaced(each, characters) for each in value] if isinstance(value, list) else value


def named(characters: set[str]) -> dict[str, object]:
    """What the document says of them: the first by name, and how many more there are."""
    ordered = sorted(characters)
    names = [f"U+{ord(each):04X} {unicodedata.name(each, '')}".strip() for each in ordered[:MOST_NAMED]]
    return {"names": names, "more": len(ordered) - len(names)}


def make(job: dict[str, Any]) -> bytes:
    """The PDF. Raises the engine's own error for what it cannot set, but for characters without a shape."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["font_paths"])
    present = set(fonts.families())
    families = {use: [each for each in wanted if each in present] for use, wanted in job["font_families"].items()}
    data, missing, tries = job["data"], set[str](), 0
    while True:
        tries += 1
        try:
            return typst.compile(
                f"{job['root']}/{job['template']}",
                root=job["root"],
                font_paths=fonts,
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                timestamp=job["timestamp"],
                sys_inputs={"data": json.dumps(data | {"fonts": families, "undrawn": named(missing)})},
            )
        except typst.TypstError as error:
            found = undrawn(error.diagnostic)
            if not found or tries == MOST_TRIES:
                raise
            missing |= found
            data = replaced(data, found)


if __name__ == "__main__":
    limit_memory()
    sys.stdout.buffer.write(make(json.load(sys.stdin)))
