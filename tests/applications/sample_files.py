"""Small real files, good and hostile, made where they are needed."""

import io
import zipfile
import zlib
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms, PngImagePlugin
from pypdf import PdfWriter

OFFICE = "application/vnd.openxmlformats-officedocument."
SECRET = b"Secret Camera 9000"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind: str = "JPEG", size: tuple[int, int] = (120, 80), mode: str = "RGB", **options: Any) -> bytes:
    output = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(output, kind, **options)
    return output.getvalue()


def photograph(kind: str = "JPEG", **options: Any) -> bytes:
    """As a phone takes it, lying on its side: with position, device and comment, and colours of its own."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (45.0, 30.0, 13.0), 3: "W", 4: (73.0, 34.0, 11.0)})
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", SECRET.decode())
    if kind == "JPEG":
        options["comment"] = SECRET
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture(kind, exif=exif, xmp=xmp, icc_profile=profile, **options)
    return data + SECRET if kind == "JPEG" else data


def heic(size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    output = io.BytesIO()
    pillow_heif.from_pillow(Image.radial_gradient("L").resize(size).convert("RGB")).save(output, **options)
    return output.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A picture of a few bytes whose header promises many pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(bytes(100))) + part(b"IEND", b"")


def pdf(user_password: str | None = None, owner_password: str | None = None, algorithm: str = "RC4-128") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if user_password is not None:
        writer.encrypt(user_password, owner_password, algorithm=algorithm)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def archive(entries: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return output.getvalue()


def encrypted_archive() -> bytes:
    """An archive whose entry says that it is encrypted, in its own header and in the table of contents."""
    data = bytearray(archive({"plan.pdf": pdf()}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def lying_archive() -> bytes:
    """Its one entry unpacks to 20 MB and says 1,000 bytes."""
    data = bytearray(archive({"zeros.pdf": bytes(20 * 1024 * 1024)}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + place
        data[start : start + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def office(part: str = "wordprocessingml.document.main+xml", **entries: bytes | str) -> bytes:
    types = f'<Types><Override PartName="/main.xml" ContentType="{OFFICE}{part}"/></Types>'
    return archive({"[Content_Types].xml": types, "_rels/.rels": "<x/>", "main.xml": "<x/>", **entries})


def open_document(kind: str = "text", manifest: str = "<manifest/>") -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mime, "content.xml": "<x/>", "META-INF/manifest.xml": manifest})


def protected_office() -> bytes:
    """The container of an Office document with a password: what matters of it."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(400)
