"""Zip archives, and the documents that are packed in one: what they are and whether they are safe to open."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from applications.uploads.names import clean_name
from applications.uploads.refusals import (
    DAMAGED,
    EMPTY_ARCHIVE,
    HAS_MACROS,
    NESTED,
    PROTECTED,
    TOO_MUCH_INSIDE,
    WRONG_KIND_INSIDE,
    RefusedFile,
    refusing_damage,
)
from applications.uploads.types import DOCX, ODS, ODT, TYPES, XLSX, ZIP, FileType, extension_of, names_of

MAX_ENTRIES = 5000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
SMALL = 10 * 1024 * 1024
"""Below this size, unpacked, no ratio is too high: a table of zeros packs well."""
ENCRYPTED_FLAG = 0x1
END_SIGNATURE = b"PK\x05\x06"
END_LENGTH = 22
LONGEST_COMMENT = 65_535
MAIN_PARTS = {b"wordprocessingml.document.main+xml": DOCX, b"spreadsheetml.sheet.main+xml": XLSX}
MIME_TYPES = {ODT.content_type.encode(): ODT, ODS.content_type.encode(): ODS}
ARCHIVES = ("7z", "ace", "arj", "bz2", "cab", "gz", "iso", "jar", "lzh", "rar", "tar", "tbz", "tgz", "txz", "xz", "zip")
LEFT_BY_SYSTEMS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
IN_ARCHIVES = [kind for kind in TYPES if kind is not ZIP]


def check_packed(content: IO[bytes]) -> FileType:
    """Refuse an archive that is protected, damaged or a bomb; tell whether it is a document or an archive of files."""
    with refusing_damage(), zipfile.ZipFile(content) as archive:
        entries = archive.infolist()
        if not entries:
            raise RefusedFile("empty", EMPTY_ARCHIVE)
        _check_protection(archive, entries)
        _check_amount(archive, entries)
        kind = _document_kind(archive)
        if kind is ZIP:
            _check_files_inside(entries)
        if archive.testzip() is not None:  # unpacks all, in small pieces, up to the sizes that were checked
            raise RefusedFile("damaged", DAMAGED)
        return kind


def _check_protection(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise RefusedFile("password", PROTECTED)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in _start_of(
        archive, "META-INF/manifest.xml"
    ):
        raise RefusedFile("password", PROTECTED)


def _check_amount(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself. That it says the truth comes out when it is unpacked."""
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    offsets = {entry.header_offset for entry in entries}
    share_bytes = packed > archive.start_dir or len(offsets) < len(entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or share_bytes:
        raise RefusedFile("bomb", TOO_MUCH_INSIDE)
    if unpacked > SMALL and unpacked > MAX_RATIO * archive.start_dir:
        raise RefusedFile("bomb", TOO_MUCH_INSIDE)
    if min(offsets) > 0 or any(entry.compress_type not in usual for entry in entries):
        raise RefusedFile("damaged", DAMAGED)


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(1024 * 1024)


def _document_kind(archive: zipfile.ZipFile) -> FileType:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        parts = _start_of(archive, "[Content_Types].xml")
        if b"macroEnabled" in parts or any(name.endswith("vbaProject.bin") for name in names):
            raise RefusedFile("macros", HAS_MACROS)
        return next((kind for part, kind in MAIN_PARTS.items() if part in parts), ZIP)
    if "mimetype" in names:
        return MIME_TYPES.get(_start_of(archive, "mimetype").strip(), ZIP)
    return ZIP


def _files_of(entries: list[zipfile.ZipInfo]) -> Iterator[PurePosixPath]:
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise RefusedFile("damaged", DAMAGED)
        if not entry.is_dir() and not set(path.parts) & set(LEFT_BY_SYSTEMS):
            yield path


def _check_files_inside(entries: list[zipfile.ZipInfo]) -> None:
    """By their extensions: what is packed in an archive is opened by people, not by the portal."""
    known = [extension for kind in IN_ARCHIVES for extension in kind.extensions]
    files = list(_files_of(entries))
    if not files:
        raise RefusedFile("empty", EMPTY_ARCHIVE)
    for path in files:
        extension = extension_of(path.name)
        if extension in ARCHIVES:
            raise RefusedFile("nested", NESTED, entry=_shown(path))
        if extension not in known:
            raise RefusedFile("type", WRONG_KIND_INSIDE, entry=_shown(path), kinds=names_of(IN_ARCHIVES))


def _shown(path: PurePosixPath) -> str:
    return clean_name(path.name)[:80]


def ends_as_archive(content: IO[bytes]) -> bool:
    """Whether unpacking programs would take the file for an archive, whatever it begins with."""
    size = content.seek(0, 2)
    content.seek(max(0, size - END_LENGTH - LONGEST_COMMENT))
    tail = content.read()
    offset = tail.rfind(END_SIGNATURE)
    while offset >= 0:
        comment = len(tail) - offset - END_LENGTH
        if comment >= 0 and int.from_bytes(tail[offset + 20 : offset + 22], "little") == comment:
            return True
        offset = tail.rfind(END_SIGNATURE, 0, offset)
    return False


def is_protected_office_file(content: IO[bytes]) -> bool:
    """Whether this is an Office document that was encrypted: another container, which names what it holds."""
    content.seek(0)
    if content.read(8) != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return False
    content.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in content.read()
