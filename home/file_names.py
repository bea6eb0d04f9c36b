"""How long a name of a file may be: systems count bytes, not characters."""

from home.characters import JOINERS

LONGEST = 200
"""Bytes in UTF-8. File systems take 255; names in archives get a number, and stand in a folder."""


def with_ending(stem: str, ending: str, most: int = LONGEST) -> str:
    """Both, with as much of the stem as fits; no half of a character stays at its end."""
    room = max(0, most - len(ending.encode()))
    return stem.encode()[:room].decode(errors="ignore").rstrip(JOINERS + " ") + ending


def short_name(name: str, most: int = LONGEST) -> str:
    """A name cut before its extension. One that is short enough stays as it is."""
    if len(name.encode()) <= most:
        return name
    stem, dot, extension = name.rpartition(".")
    return with_ending(stem, dot + extension, most) if stem else with_ending(name, "", most)
