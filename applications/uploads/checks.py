"""Whether a file may be kept: its name, its size, and what is in it. What a browser declares says nothing: systems
name the same kind differently, and anybody can write anything there."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile

from applications.uploads.archives import check_packed, ends_as_archive, is_protected_office_file
from applications.uploads.documents import check_pdf
from applications.uploads.handlers import LostFile
from applications.uploads.images import FORMATS, check_picture, converted_to_jpeg, picture_alone
from applications.uploads.names import clean_name
from applications.uploads.refusals import (
    EMPTY,
    NO_ROOM,
    NOT_WHAT_IT_SAYS,
    PROTECTED,
    TOO_LARGE,
    WRONG_KIND,
    RefusedFile,
)
from applications.uploads.sizes import MEGABYTE, readable_size
from applications.uploads.types import (
    HEIC,
    JPEG,
    PACKED,
    PDF,
    ZIP,
    FileType,
    Group,
    beginning_says,
    extension_of,
    names_of,
    types_of,
)

HEAD = 1024


@dataclass(frozen=True)
class CheckedFile:
    """What is to be kept: of a picture what is seen of it, for HEIC as a JPEG; of all else what was sent."""

    name: str
    kind: FileType
    content: "File[Any]"


def check_file(upload: "UploadedFile[Any]", *, groups: Collection[str], max_mb: int) -> CheckedFile:
    """Look into a file, which must be of one of the groups and not larger than ``max_mb`` and the portal's own limit.

    Raises ``RefusedFile``, with the name of the file. Writes nothing.
    """
    try:
        return _checked(upload, types_of(groups), most_bytes(max_mb))
    except RefusedFile as refusal:
        raise refusal.about(clean_name(upload.name or "")) from refusal.__cause__


def _checked(upload: "UploadedFile[Any]", allowed: list[FileType], most: int) -> CheckedFile:
    family = _check_outside(upload, most, allowed)
    content: IO[bytes] = upload.file  # type: ignore[assignment]
    kind = _kind_by_content(content, family)
    content.seek(0)
    name = upload.name or ""
    if kind is HEIC:
        return CheckedFile(clean_name(name, JPEG), JPEG, ContentFile(converted_to_jpeg(content)))
    if kind in FORMATS:
        return CheckedFile(clean_name(name, kind), kind, ContentFile(picture_alone(content)))
    return CheckedFile(clean_name(name, kind), kind, upload)


def most_bytes(max_mb: int) -> int:
    """How large a file may be where ``max_mb`` are allowed: never above the portal's own limit."""
    return int(min(max_mb, settings.ATTACHMENT_MAX_MB)) * MEGABYTE


def _check_outside(upload: "UploadedFile[Any]", most: int, allowed: list[FileType]) -> list[FileType]:
    """What needs no look inside: whether it arrived, its extension, its size.

    Returns the kinds that the content may be, the one of the name first: pictures are often saved under the name of
    another kind of picture, and are taken as what they are.
    """
    if isinstance(upload, LostFile):
        raise RefusedFile("room", NO_ROOM)
    extension = extension_of(clean_name(upload.name or ""))
    named = next((kind for kind in allowed if extension in kind.extensions), None)
    if named is None:
        raise RefusedFile("type", WRONG_KIND, kinds=names_of(allowed))
    if not upload.size:
        raise RefusedFile("empty", EMPTY)
    if upload.size > most:
        raise RefusedFile("size", TOO_LARGE, limit=readable_size(most))
    return [named, *(kind for kind in allowed if kind is not named and kind.group == named.group == Group.IMAGES)]


def _kind_by_content(content: IO[bytes], family: list[FileType]) -> FileType:
    """The kind that the content is, by how it begins and by reading it. It must be one of the family."""
    content.seek(0)
    head = content.read(HEAD)
    begins = beginning_says(head)
    if begins is None and is_protected_office_file(content):
        raise RefusedFile("password", PROTECTED)
    kind = None
    if begins and not _is_two_in_one(content, head, begins) and _may_become(begins, family):
        kind = _look_inside(content, begins)
    if kind not in family:
        raise RefusedFile("content", NOT_WHAT_IT_SAYS, kinds=family[0].name)
    return kind


def _may_become(begins: FileType, family: list[FileType]) -> bool:
    """Whether it is worth a look inside: what is packed begins like an archive, whatever it is."""
    return any(kind in family for kind in (PACKED if begins is ZIP else (begins,)))


def _is_two_in_one(content: IO[bytes], head: bytes, begins: FileType) -> bool:
    """Whether other programs would take the file for an archive or a PDF."""
    return (begins is not ZIP and ends_as_archive(content)) or (begins is not PDF and b"%PDF-" in head)


def _look_inside(content: IO[bytes], begins: FileType) -> FileType:
    """Read it as what it begins as. A HEIC picture is read when it is converted."""
    content.seek(0)
    if begins is ZIP:
        return check_packed(content)
    if begins is PDF:
        check_pdf(content)
    elif begins is not HEIC:
        check_picture(content, begins)
    return begins
