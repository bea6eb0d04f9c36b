"""Pictures without what their camera or phone wrote beside them: position, device, owner, comments, small copies.

What is seen stays bit for bit: the compressed pixels are copied, not made anew, with the colour profile and with which
side is up. Formats by their specifications: JPEG (ITU-T T.81, JFIF, Exif 2.3), PNG (third edition), WebP (RFC 9649),
GIF (89a). AVIF alone is made anew, if there is something to leave out. A drawing (SVG), and whatever is none of these,
is given back as it came.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import ExifTags, Image, ImageOps

START, END = b"\xff\xd8", b"\xff\xd9"
MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""Of JPEG: what is neither a byte of the picture that happens to be 255 nor a restart within it."""
SCAN, JFIF, ADOBE, PROFILE = 0xDA, 0xE0, 0xEE, 0xE2
EXTRAS = (*range(0xE0, 0xF0), 0xFE)
"""The segments of applications, and comments."""
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT".split()
)
WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
EXIF = b"Exif\0\0"
AVIF_QUALITY = 90
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class BrokenPictureError(ValueError):
    """The parts of the file do not follow one another as its format says."""


def bare(data: bytes) -> bytes:
    """The picture alone, with its end where a JPEG lacks it. Raises ``BrokenPictureError``."""
    clean = next((clean for begins, clean in _FORMATS if begins(data)), None)
    if clean is None:
        return data
    try:
        return clean(data)
    except (IndexError, struct.error) as error:
        raise BrokenPictureError(str(error)) from error


def _orientation(exif: bytes) -> int:
    """Which side is up, 1 to 8; 1 for what cannot be read."""
    try:
        read = Image.Exif()
        read.load(exif)
        found = read.get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - nobody can list what a hostile file brings about
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _exif_of(orientation: int) -> bytes:
    """The shortest that says it: one short number in the first directory."""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ExifTags.Base.Orientation, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes) -> bytes:
    kept, orientation, has_end = bytearray(START), 1, False
    place, in_scan = len(START), False
    while found := MARKER.search(data, place):
        if in_scan:
            kept += data[place : found.start()]
        code = found[1][0]
        if code == END[1]:
            has_end = True
            break
        length = int.from_bytes(data[found.end() : found.end() + 2], "big")
        content = data[found.end() + 2 : found.end() + length]
        if length < 2 or len(content) != length - 2:
            raise BrokenPictureError("a segment is cut short")
        if code == JFIF + 1 and content.startswith(EXIF):
            orientation = _orientation(content)
        if code not in EXTRAS or _is_kept(code, content):
            kept += b"\xff" + found[1] + data[found.end() : found.end() + length]
        place, in_scan = found.end() + length, code == SCAN or (in_scan and code in EXTRAS)
    if not has_end and in_scan:
        kept += data[place:].removesuffix(b"\xff")
    return _with_orientation(bytes(kept), orientation) + END


def _is_kept(code: int, content: bytes) -> bool:
    """Of applications' segments, those that say how the colours are meant."""
    names = {JFIF: b"JFIF\0", PROFILE: b"ICC_PROFILE\0", ADOBE: b"Adobe"}
    return code in names and content.startswith(names[code])


def _with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """Put in where Exif stands: first, or behind JFIF."""
    if orientation == 1:
        return jpeg
    content = EXIF + _exif_of(orientation)
    segment = b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
    place = len(START)
    if jpeg[place : place + 2] == b"\xff\xe0":
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return jpeg[:place] + segment + jpeg[place:]


def _png(data: bytes) -> bytes:
    kept, place = bytearray(PNG_START), len(PNG_START)
    exif = b""
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        name, chunk = data[place + 4 : place + 8], data[place : place + 12 + length]
        place += 12 + length
        if name == b"IDAT" and exif:
            kept += exif
            exif = b""
        if name == b"eXIf" and (orientation := _orientation(chunk[8:-4])) != 1:
            content = b"eXIf" + _exif_of(orientation)
            exif = (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
        if name in PNG_KEPT:
            kept += chunk
        if name == b"IEND":
            return bytes(kept)
    return bytes(kept)  # without its end, which its readers do without


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while place + 8 <= end:
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _webp(data: bytes) -> bytes:
    chunks = [(name, content) for name, content in _webp_chunks(data) if name in WEBP_KEPT]
    exif = next((content for name, content in _webp_chunks(data) if name == b"EXIF"), b"")
    orientation = _orientation(exif) if exif else 1
    if chunks and chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(WEBP_EXIF | WEBP_XMP)
        if orientation != 1:
            flags |= WEBP_EXIF
            chunks.append((b"EXIF", _exif_of(orientation)))
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    body = b"WEBP" + b"".join(
        name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2) for name, content in chunks
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _gif(data: bytes) -> bytes:
    """Comments and what applications added go; how often an animation runs stays."""
    place = 13 + _colours(data[10])
    kept = bytearray(data[:place])
    while place < len(data):
        begins, kind = place, data[place]
        if kind == ord("!"):
            label, place = data[place + 1], _after_blocks(data, place + 2)
            is_loop = label == 0xFF and data[begins + 3 : begins + 14] in GIF_LOOPS
            if label == 0xF9 or label == 0x01 or is_loop:
                kept += data[begins:place]
        elif kind == ord(","):
            place = _after_blocks(data, place + 10 + _colours(data[place + 9]) + 1)
            kept += data[begins:place]
        else:
            break
    return bytes(kept) + b";"


def _colours(flags: int) -> int:
    """How many bytes the table of colours has that some flags speak of."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += 1 + data[place]
    return place + 1


def _avif(data: bytes) -> bytes:
    """Made anew where there is something to leave out: its parts name one another by their places."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if not picture.info.get("exif") and not picture.info.get("xmp"):
                return data
            upright = ImageOps.exif_transpose(picture)
            upright.info = {}
            output = io.BytesIO()
            upright.save(output, "AVIF", quality=AVIF_QUALITY, icc_profile=picture.info.get("icc_profile"))
    except Exception as error:
        raise BrokenPictureError(str(error)) from error
    return output.getvalue()


_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], bytes]], ...] = (
    (lambda data: data.startswith(START), _jpeg),
    (lambda data: data.startswith(PNG_START), _png),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    (lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _gif),
    (lambda data: data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"), _avif),
)
