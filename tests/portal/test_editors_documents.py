"""Editors' documents are looked into as applicants' files are, and none is a script of the portal's own origin."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection

from applications.uploads import scanner
from tests.applications import sample_files as samples
from tests.builders import staff
from tests.portal.adding_documents import add

pytestmark = pytest.mark.django_db

Document = get_document_model()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(staff("admin@example.org", is_superuser=True))
    return client


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", samples.pdf()),
        ("letter.docx", samples.office()),
        ("list.csv", "nom;ville\nAda;Besançon".encode("cp1252")),
        ("note.txt", "Réunion le 3".encode()),
        ("all.zip", samples.archive({"plan.pdf": samples.pdf()})),
    ],
)
def test_what_people_share_is_taken(editor: Client, name: str, content: bytes) -> None:
    assert add(editor, name, content).status_code == 302
    document = Document.objects.get()
    answer: Any = Client().get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == content
    answer.close()
    assert "javascript" not in answer["Content-Type"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.js", b"alert(1)"),
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("plan.pdf", b"<script>alert(1)</script>"),
        ("plan.pdf", samples.pdf("secret")),
        ("note.txt", b"MZ\0\0program"),
        ("all.zip", samples.archive({"evil.exe": b"MZ"})),
    ],
)
def test_what_may_run_or_is_something_else_is_refused_in_words(editor: Client, name: str, content: bytes) -> None:
    answer = add(editor, name, content)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Document.objects.exists()


def test_many_at_once_are_looked_into_too(editor: Client) -> None:
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": SimpleUploadedFile("plan.pdf", b"<script>"), "title": "plan"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False


def test_what_was_kept_before_is_handed_out_and_never_run(editor: Client) -> None:
    old = Document(title="old", collection=Collection.get_first_root_node())
    old.file.save("run.js", ContentFile(b"alert(1)"))
    answer = Client().get(old.url)
    assert answer.content == b"alert(1)"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("finds", [True, False, scanner.ScannerDownError("no answer")])
def test_the_scanner_is_asked(editor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, finds: Any) -> None:
    def is_clean(_chunks: Any) -> bool:
        if isinstance(finds, Exception):
            raise finds
        return not finds

    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    monkeypatch.setattr(scanner, "is_clean", is_clean)
    assert add(editor, "plan.pdf", samples.pdf()).status_code == (302 if finds is False else 200)
