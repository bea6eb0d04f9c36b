"""Pictures: whether they open, what is kept of them, HEIC made into JPEG, and copies to look at.

A picture is kept as it is seen, bit for bit, without what the camera wrote beside it. HEIC, which few programs open, is
converted.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import IO

from django.conf import settings
from PIL import Image, ImageOps

from applications.uploads.refusals import TOO_MANY_PIXELS, RefusedFile, refusing_damage
from applications.uploads.types import JPEG, PNG, WEBP, FileType
from home.bare_pictures import END, bare

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
QUALITY = 90
PREVIEW_SIDE = 1600
MILLION = 1_000_000
FILLER = b"\x55" * 64
"""What a JPEG would take for more of its picture, if any were missing."""

# A large picture takes hundreds of megabytes while it is unpacked: one at a time in a process.
_unpacking = BoundedSemaphore()


def check_picture(content: IO[bytes], kind: FileType) -> None:
    """Refuse what does not open, is cut short, or has more pixels than this machine should unpack.

    A JPEG may lack its end mark: some cameras and programs forget it.
    """
    with _reading():
        try:
            _open_whole(content, kind)
        except OSError:
            content.seek(0)
            if kind is not JPEG or not _lacks_only_its_end(content.read()):
                raise


def _open_whole(content: IO[bytes], kind: FileType) -> None:
    with Image.open(content, formats=[FORMATS[kind]]) as picture:
        _check_pixels(picture.size)
        if kind is PNG:
            picture.verify()  # the checksums of all parts, without unpacking
            return
        if kind is JPEG:
            picture.draft(None, (picture.width // 8 or 1, picture.height // 8 or 1))
        picture.load()


def _lacks_only_its_end(jpeg: bytes) -> bool:
    """Whether the whole picture is there: then it looks the same, whatever comes before the end that is put to it."""
    body = jpeg.removesuffix(END[:1])
    return _seen(body + END) == _seen(body + FILLER + END)


def _seen(jpeg: bytes) -> bytes:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        return hashlib.sha256(picture.tobytes()).digest()


def picture_alone(content: IO[bytes]) -> bytes:
    """A picture that was checked, without what was written beside what is seen. Raises ``RefusedFile``."""
    with refusing_damage():
        return bare(content.read())


def converted_to_jpeg(content: IO[bytes]) -> bytes:
    """A HEIC picture as JPEG, upright, with its colours and nothing else of what was written into it."""
    import pillow_heif  # noqa: PLC0415 - a codec of several megabytes, loaded only when there is a picture for it

    with _reading():
        heif = pillow_heif.open_heif(content)
        _check_pixels(heif.size)
        picture = ImageOps.exif_transpose(heif.to_pillow())
        return _encoded(picture.convert("RGB"), "JPEG", icc_profile=picture.info.get("icc_profile"))


def preview_of(content: IO[bytes], content_type: str) -> tuple[bytes, str]:
    """A copy to look at, at most 1600 pixels wide and high, and its content type. Nothing of the file but what is seen.

    Raises ``RefusedFile`` if the picture does not open, and ``ValueError`` for what is no picture.
    """
    formats = [name for kind, name in FORMATS.items() if kind.content_type == content_type]
    if not formats:
        raise ValueError(content_type)
    with _reading(), Image.open(content, formats=formats) as picture:
        _check_pixels(picture.size)
        picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        small = ImageOps.exif_transpose(picture)
        small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        if small.has_transparency_data:
            return _encoded(small.convert("RGBA"), "PNG"), PNG.content_type
        return _encoded(small.convert("RGB"), "JPEG"), JPEG.content_type


def _encoded(picture: Image.Image, into: str, **options: object) -> bytes:
    picture.info.clear()
    output = io.BytesIO()
    picture.save(output, into, quality=QUALITY, **options)
    return output.getvalue()


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > settings.ATTACHMENT_MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> RefusedFile:
    return RefusedFile("pixels", TOO_MANY_PIXELS, limit=settings.ATTACHMENT_MAX_PIXELS // MILLION)


@contextmanager
def _reading() -> Iterator[None]:
    """One picture at a time; whatever it makes its reader raise, it is refused for that."""
    with _unpacking, refusing_damage():
        try:
            yield
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many_pixels() from error
