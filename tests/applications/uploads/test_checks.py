"""What is taken and what is refused, with real files. Archives have their own module."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files import uploadhandler
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory
from django.utils import translation
from PIL import Image

from applications.uploads.checks import check_file
from applications.uploads.handlers import LostFile
from applications.uploads.names import clean_name
from applications.uploads.types import JPEG, PDF
from tests.applications import sample_files as samples
from tests.applications.uploads.checking import EVERYTHING, checked, refusal

GOOD: dict[str, tuple[Callable[[], bytes], str]] = {
    "plan.pdf": (samples.pdf, "application/pdf"),
    "letter.docx": (samples.office, f"{samples.OFFICE}wordprocessingml.document"),
    "table.xlsx": (lambda: samples.office("spreadsheetml.sheet.main+xml"), f"{samples.OFFICE}spreadsheetml.sheet"),
    "letter.odt": (samples.open_document, "application/vnd.oasis.opendocument.text"),
    "table.ods": (lambda: samples.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "photo.jpeg": (samples.picture, "image/jpeg"),
    "photo.png": (lambda: samples.picture("PNG"), "image/png"),
    "photo.webp": (lambda: samples.picture("WEBP"), "image/webp"),
    "all.zip": (lambda: samples.archive({"a/plan.pdf": samples.pdf(), "b.docx": samples.office()}), "application/zip"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken_as_they_are(name: str) -> None:
    make, content_type = GOOD[name]
    data = make()
    for declared in (content_type, "", "application/octet-stream", content_type.upper()):
        kept = checked(name, data, declared)
        assert (kept.name, kept.kind.content_type, kept.content.read()) == (name, content_type, data)


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_refused_under_the_name_of_every_other(name: str) -> None:
    data = GOOD[name][0]()
    for other in GOOD:
        if other != name and {name[:5], other[:5]} != {"photo"}:
            assert refusal(other, data).code in ("content", "type"), other


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_was_cut_is_refused(name: str) -> None:
    data = GOOD[name][0]()
    assert refusal(name, data[: len(data) // 2]).code == "damaged"


def test_each_kind_is_refused_where_its_group_is_not_asked_for() -> None:
    for language, kinds in (("en", "JPEG, PNG, HEIC or WebP"), ("fr", "JPEG, PNG, HEIC ou WebP")):
        with translation.override(language):
            refused = refusal("plan.pdf", samples.pdf(), groups=["images"])
            assert refused.code == "type"
            assert kinds in refused.messages[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("program.exe", b"MZ" + bytes(100)),
        ("old.doc", samples.protected_office()),
        ("noending", samples.pdf()),
        ("plan.pdf.exe", samples.pdf()),
        ("plan.pdf\u202efdp.exe", samples.pdf()),
        (".pdf", samples.pdf()),
    ],
)
def test_other_extensions_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        checked(name, data)
    assert caught.value.code == "type"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", b"<html><script>alert(1)</script></html>"),
        ("photo.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("photo.jpg", b"GIF89a/*<script>*/"),
        ("letter.docx", b"hello"),
        ("plan.pdf", b"<html>" + samples.pdf()),
        ("plan.pdf", samples.pdf() + samples.archive({"evil.exe": b"MZ"})),
        ("photo.jpg", samples.picture() + samples.archive({"evil.class": b"x"})),
        ("photo.jpg", samples.picture(comment=b"%PDF-1.4 1 0 obj")),
        ("letter.docx", samples.protected_office().replace(b"E\0n\0c", b"O\0l\0d")),
        ("slides.odt", samples.open_document("presentation")),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, data: bytes) -> None:
    assert refusal(name, data).code in ("content", "type")


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("letter.docx", "application/wps-office.docx"),
        ("plan.pdf", "text/pdf"),
        ("plan.pdf", "application/force-download"),
        ("photo.png", "text/html"),
        ("photo.jpeg", "no type; at all \x7f"),
    ],
)
def test_the_content_decides_and_not_what_a_browser_declares(name: str, declared: str) -> None:
    kept = checked(name, GOOD[name][0](), declared)
    assert kept.kind.content_type == GOOD[name][1]
    assert refusal(name, b"<html>", GOOD[name][1]).code == "content"


def test_a_picture_under_the_name_of_another_kind_of_picture_is_taken_as_what_it_is() -> None:
    kept = checked("photo.jpg", samples.picture("PNG"), "image/jpeg")
    assert (kept.name, kept.kind.content_type) == ("photo.png", "image/png")
    assert refusal("photo.jpg", samples.picture("GIF"), "image/jpeg").code == "content"


def test_empty_and_large_files_are_refused() -> None:
    assert refusal("plan.pdf", b"").code == "empty"
    with translation.override("en"):
        large = refusal("plan.pdf", samples.pdf() + bytes(1024 * 1024))
        assert large.messages == ["“plan.pdf” is larger than 1\xa0MB. Choose a smaller file."]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", samples.pdf("secret")),
        ("plan.pdf", samples.pdf("secret", algorithm="RC4-40")),
        ("letter.docx", samples.protected_office()),
        ("table.xlsx", samples.protected_office()),
        ("all.zip", samples.encrypted_archive()),
        ("letter.odt", samples.open_document(manifest="<m><manifest:encryption-data/></m>")),
    ],
)
def test_what_a_password_protects_is_refused(name: str, data: bytes) -> None:
    assert refusal(name, data).code == "password"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_taken_though_it_may_not_be_changed(algorithm: str) -> None:
    data = samples.pdf("", "the owner's password", algorithm=algorithm)
    assert checked("plan.pdf", data).content.read() == data
    locked = refusal("plan.pdf", samples.pdf("secret", "the owner's password", algorithm=algorithm))
    assert locked.code == "password"
    for language, words in (("en", "a password to be opened"), ("fr", "un mot de passe pour être ouvert")):
        with translation.override(language):
            assert words in locked.messages[0]


@pytest.mark.parametrize(
    "before",
    [
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        b"\xef\xbb\xbf\r\n",
        b"Content-Type: application/pdf\r\n\r\n",
        b"x" * 1019,
    ],
)
def test_the_header_of_a_pdf_stands_somewhere_in_its_first_kilobyte(before: bytes) -> None:
    data = before + samples.pdf()
    assert checked("plan.pdf", data).content.read() == data
    assert refusal("plan.pdf", bytes(1020) + samples.pdf()).code == "content"


@pytest.mark.parametrize("name", ["photo.jfif", "photo.JPE", "photo.jpeg"])
def test_a_jpeg_goes_by_each_of_its_names(name: str) -> None:
    assert checked(name, samples.picture()).name == name.lower()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_lacks_its_end_alone_is_taken_and_gets_one(progressive: bool) -> None:
    data = samples.picture(size=(300, 200), progressive=progressive)
    for lacking in (1, 2):
        content = checked("photo.jpg", data[:-lacking]).content.read()
        assert content == data
    assert refusal("photo.jpg", data[:-40]).code == "damaged"


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "photo.jpg"), ("PNG", "photo.png"), ("WEBP", "photo.webp")])
def test_a_picture_is_kept_without_what_the_camera_wrote(kind: str, name: str) -> None:
    content = checked(name, samples.photograph(kind)).content.read()
    assert samples.SECRET not in content
    with Image.open(io.BytesIO(content)) as kept, Image.open(io.BytesIO(samples.photograph(kind))) as sent:
        assert kept.tobytes() == sent.tobytes()


def test_a_document_with_macros_is_refused() -> None:
    assert refusal("letter.docx", samples.office(**{"word/vbaProject.bin": b"x"})).code == "macros"
    macros = samples.archive({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"})
    assert refusal("letter.docx", macros).code == "macros"


@pytest.mark.parametrize(("width", "height"), [(10_000, 6_000), (10_000, 10_000), (60_000, 60_000)])
def test_picture_bombs_are_refused_with_a_clear_message(width: int, height: int) -> None:
    refused = refusal("photo.png", samples.png_that_claims(width, height))
    with translation.override("en"):
        assert refused.messages == [
            "“photo.png” has more than 50 million pixels. Make it smaller, then choose it again."
        ]


def test_too_many_pixels_of_a_heic_picture(settings: Any) -> None:
    settings.ATTACHMENT_MAX_PIXELS = 100 * 100
    assert refusal("photo.heic", samples.heic((120, 100)), "image/heic").code == "pixels"


def test_heic_becomes_jpeg_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x9286] = "taken at home"
    data = samples.heic(exif=exif.tobytes())
    assert b"taken at home" in data
    for name, declared in (("IMG 1.HEIC", "image/heic"), ("IMG 1.heif", ""), ("IMG 1.jpg", "image/jpeg")):
        kept = checked(name, data, declared)
        content = kept.content.read()
        assert (kept.name, kept.kind) == ("IMG 1.jpg", JPEG)
        assert b"taken at home" not in content
        with Image.open(io.BytesIO(content)) as shown:
            assert (shown.format, shown.size) == ("JPEG", (120, 80))
    assert refusal("photo.heic", data[: len(data) // 2]).code == "damaged"


def test_what_is_too_large_for_memory_is_read_from_its_temporary_file() -> None:
    data = samples.pdf()
    upload: Any = TemporaryUploadedFile("plan.pdf", "application/pdf", len(data), None)
    with upload:
        upload.write(data)
        upload.seek(0)
        assert check_file(upload, **EVERYTHING).content is upload


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Plan d’été (2).PDF", "Plan d’été (2).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ada\\plan.pdf", "plan.pdf"),
        ("a\x00b\r\nSet-Cookie: x\x1b[31m.pdf", "abSet-Cookie: x[31m.pdf"),
        ("plan\u202efdp\u2066.pdf", "planfdp.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("…   plan \u2028 x .pdf", "… plan x.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("plan", "plan.pdf"),
        ("page.html", "page.pdf"),
        ("plan.pdf. . ", "plan.pdf"),
        ("نص.pdf", "نص.pdf"),
        ("\ud800x.pdf", "x.pdf"),
    ],
)
def test_names_are_made_harmless(given: str, cleaned: str) -> None:
    assert clean_name(given, PDF) == cleaned


def test_names_are_cut_before_their_ending_and_never_empty() -> None:
    """By bytes, which is what systems count, and never within a character."""
    assert clean_name("x" * 300 + ".pdf", PDF) == "x" * 196 + ".pdf"
    assert clean_name("é" * 300 + ".PDF", PDF) == "é" * 98 + ".pdf"
    assert clean_name("👩‍🌾" * 60 + ".pdf", PDF) == "👩‍🌾" * 17 + "👩.pdf"
    assert len(clean_name("é" * 300).encode()) == 200
    assert len(clean_name("a." + "b" * 300)) <= 200
    with translation.override("en"):
        assert clean_name("\u202e/", PDF) == "file.pdf"
        assert clean_name("", None) == "file"


def test_a_disk_that_is_full_loses_the_file_and_not_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Any, *args: Any) -> None:
        raise OSError(28, "No space left on device")

    words = b'--x\r\nContent-Disposition: form-data; name="why"\r\n\r\nwords\r\n'
    head = b'--x\r\nContent-Disposition: form-data; name="plan"; filename="plan.pdf"\r\n\r\n'
    body = head + bytes(2 * 1024 * 1024) + b"\r\n" + words + b"--x--\r\n"
    handler = TemporaryFileUploadHandler
    places = [(uploadhandler, "TemporaryUploadedFile"), (handler, "receive_data_chunk"), (handler, "file_complete")]
    for place, name in places:
        with monkeypatch.context() as patched:
            patched.setattr(place, name, full)
            request = RequestFactory().generic("POST", "/", body, "multipart/form-data; boundary=x")
            assert request.POST["why"] == "words"
            upload = request.FILES["plan"]
            assert isinstance(upload, LostFile)
            with pytest.raises(ValidationError) as caught:
                check_file(upload, **EVERYTHING)
            assert caught.value.code == "room"
