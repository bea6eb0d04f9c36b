"""Names of files, as applicants gave them, made harmless."""

import re
import unicodedata

from django.utils.translation import gettext as _

from applications.uploads.types import FileType, extension_of
from home.characters import JOINERS
from home.file_names import with_ending

LONGEST_EXTENSION = 10


def clean_name(name: str, kind: FileType | None = None) -> str:
    """A name without path, control or direction marks, at most 200 bytes, with an extension of its kind.

    An extension that belongs to the kind is kept, in small letters; another is replaced.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = " ".join("".join(_harmless(character) for character in name).split()).strip(". ")
    extension = extension_of(name)
    stem = name[: -len(extension) - 1].rstrip(". ") if extension else name
    if kind and extension not in kind.extensions:
        extension = kind.extensions[0]
    stem = stem or _("file")
    ending = f".{extension}" if 0 < len(extension) <= LONGEST_EXTENSION else ""
    return with_ending(stem, ending)


def _harmless(character: str) -> str:
    """Joiners stay. All other marks without a shape go, and those of direction."""
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    return "" if category[0] == "C" and character not in JOINERS else character
