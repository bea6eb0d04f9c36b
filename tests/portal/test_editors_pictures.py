"""Editors' pictures: each that is taken can be shown, the others are refused in words, and none is an error."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection

from home.models import PortalImage
from tests.applications import sample_files as samples
from tests.builders import staff
from tests.portal.adding_documents import add as add_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = str(tmp_path)
    client.force_login(staff("admin@example.org", is_superuser=True))
    return client


def add(client: Client, name: str, content: bytes, view: str = "add") -> Any:
    ajax: dict[str, Any] = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    many, one = view == "add_multiple", SimpleUploadedFile(name, content)
    files = {"files[]": one} if many else {"image-chooser-upload-file": one} if view == "chooser" else {"file": one}
    prefix = "image-chooser-upload-" if view == "chooser" else ""
    data = {f"{prefix}title": name, f"{prefix}collection": Collection.get_first_root_node().pk, f"{prefix}tags": ""}
    address = reverse("wagtailimages_chooser:create" if view == "chooser" else f"wagtailimages:{view}")
    return client.post(address, {**data, **files}, **(ajax if view != "add" else {}))


GOOD = {
    "photo.jfif": samples.photograph(),
    "photo.jpg": samples.picture()[:-2],
    "photo.png": samples.photograph("PNG"),
    "photo.avif": samples.photograph("AVIF"),
}
BAD = [
    ("photo.jpg", samples.picture()[:-40]),
    ("photo.png", samples.picture("PNG")[:200]),
    ("photo.webp", samples.picture("WEBP")[:-50]),
    ("photo.gif", samples.picture("GIF")[:60]),
    ("photo.avif", samples.picture("AVIF")[:-100]),
    ("photo.png", samples.png_that_claims(9000, 9000)),
    ("drawing.svg", b"<svg"),
    ("photo.jpg", b""),
]


@pytest.mark.parametrize("view", ["add", "add_multiple", "chooser"])
def test_pictures_that_can_be_shown_are_taken_and_the_others_refused_in_words(editor: Client, view: str) -> None:
    for name, content in GOOD.items() if view == "add" else [*GOOD.items()][:2]:
        assert add(editor, name, content, view).status_code < 400
        image = PortalImage.objects.latest("pk")
        stored = Path(image.file.path).read_bytes()
        assert samples.SECRET not in stored
        assert image.file_size == len(stored)
        assert image.get_rendition("width-60").width == 60
    before = PortalImage.objects.count()
    for name, content in BAD if view == "add" else BAD[:2]:
        assert add(editor, name, content, view).status_code < 500
    assert PortalImage.objects.count() == before
    assert editor.get(reverse("wagtailimages:index")).status_code == 200


def test_a_document_that_is_a_photograph_tells_no_more_and_its_name_fits_the_disk(editor: Client) -> None:
    name = "📎" * 90 + ".jpg"
    assert add_document(editor, name, samples.photograph()).status_code == 302
    document = get_document_model().objects.get()
    assert samples.SECRET not in Path(document.file.path).read_bytes()
    assert document.file.name.endswith(".jpg")
