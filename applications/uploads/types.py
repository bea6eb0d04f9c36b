"""The allow list: kinds of file that a question may take, by groups that an editor chooses from.

A kind says by which extensions it goes, and how its content begins. What is inside is looked into by ``images``,
``documents`` and ``archives``.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class Group(models.TextChoices):
    DOCUMENTS = "documents", _("documents (PDF, DOCX, ODT)")
    SPREADSHEETS = "spreadsheets", _("spreadsheets (XLSX, ODS)")
    IMAGES = "images", _("pictures (JPEG, PNG, HEIC, WebP)")
    ARCHIVES = "archives", _("archives (ZIP)")


@dataclass(frozen=True)
class FileType:
    """``name`` is what people call it; the first extension is the one that files are given."""

    name: str
    group: Group
    content_type: str
    extensions: tuple[str, ...]


PDF = FileType("PDF", Group.DOCUMENTS, "application/pdf", ("pdf",))
DOCX = FileType("DOCX", Group.DOCUMENTS, f"{OFFICE}wordprocessingml.document", ("docx",))
ODT = FileType("ODT", Group.DOCUMENTS, f"{OPEN_DOCUMENT}text", ("odt",))
XLSX = FileType("XLSX", Group.SPREADSHEETS, f"{OFFICE}spreadsheetml.sheet", ("xlsx",))
ODS = FileType("ODS", Group.SPREADSHEETS, f"{OPEN_DOCUMENT}spreadsheet", ("ods",))
JPEG = FileType("JPEG", Group.IMAGES, "image/jpeg", ("jpg", "jpeg", "jfif", "jpe"))
PNG = FileType("PNG", Group.IMAGES, "image/png", ("png",))
HEIC = FileType("HEIC", Group.IMAGES, "image/heic", ("heic", "heif"))
WEBP = FileType("WebP", Group.IMAGES, "image/webp", ("webp",))
ZIP = FileType("ZIP", Group.ARCHIVES, "application/zip", ("zip",))
TYPES = (PDF, DOCX, ODT, XLSX, ODS, JPEG, PNG, HEIC, WEBP, ZIP)
PACKED = (DOCX, ODT, XLSX, ODS, ZIP)
"""The kinds that are zip archives."""


def types_of(groups: Collection[str]) -> list[FileType]:
    return [kind for kind in TYPES if kind.group in groups]


def names_of(types: Iterable[FileType]) -> str:
    """The kinds as a sentence lists them: “PDF, JPEG or PNG”."""
    # Translators: the last word of a list: “PDF, JPEG or PNG”
    return get_text_list([kind.name for kind in types], gettext("or"))


def accepted_by_browser(types: Iterable[FileType]) -> str:
    """The value of an input's ``accept``."""
    return ",".join(f".{extension}" for kind in types for extension in kind.extensions)


def extension_of(name: str) -> str:
    _stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""


def beginning_says(head: bytes) -> FileType | None:
    """The kind that a file's first bytes belong to. Of what is packed it says ZIP: ``archives`` knows which."""
    signatures = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP))
    for signature, kind in signatures:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return HEIC
    return PDF if _is_pdf(head) else None


def _is_pdf(head: bytes) -> bool:
    """Printers and mail programs write lines of their own before the header, which readers find within 1,024 bytes
    (ISO 32000-1, annex H). What begins as a page of the web stays one, whatever it holds.
    """
    begins, header, _rest = head.removeprefix(b"\xef\xbb\xbf").partition(b"%PDF-")
    return bool(header) and not begins.lstrip().startswith(b"<")
