"""Files through the applicant's pages: sent with a step, seen, downloaded, removed, submitted."""

import errno
import json
import os
import re
import uuid
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.forms.page import FormPage
from applications.models import Attachment, Draft, Scan
from tests.applications import sample_files as samples
from tests.applications.attaching import stored_files
from tests.applications.drafts.asking_files import PLAN
from tests.builders import KEYS

pytestmark = pytest.mark.django_db


def post(client: Client, page: FormPage, *files: tuple[str, bytes], **data: str) -> Any:
    address = page.url + "step/1/" if Draft.objects.exists() else page.url
    uploads = [SimpleUploadedFile(name, content, "application/pdf") for name, content in files]
    return client.post(address, {"go": "next", PLAN: uploads, **data}, follow=True)


def test_a_file_stays_when_another_answer_is_missing_and_goes_when_it_is_removed(
    client: Client, page: FormPage
) -> None:
    response = post(client, page, ("plan.pdf", samples.pdf()), ("empty.pdf", b""))
    html = response.content.decode()
    assert response.status_code == 422
    assert "“empty.pdf” is empty" in html
    kept = Attachment.objects.get()
    assert f'value="drop:{kept.pk}"' in html
    match = re.search(r'href="([^"]+/file/[^"]+)"', html)
    assert match
    assert client.get(match[1]).getvalue() == samples.pdf()
    assert Client().get(match[1]).status_code == 404
    response = post(client, page, go=f"drop:{kept.pk}")
    assert response.status_code == 200
    assert not Attachment.objects.exists()
    assert "drop:" not in response.content.decode()


def test_what_is_posted_as_text_in_the_name_of_a_file_is_thrown_away(client: Client, page: FormPage) -> None:
    facts = json.dumps({"id": str(uuid.uuid4()), "name": "x.pdf", "size": 1, "type": "application/pdf"})
    response = client.post(page.url, {"go": "next", PLAN: facts}, follow=True)
    assert response.status_code == 422
    assert "x.pdf" not in response.content.decode()
    assert PLAN not in Draft.objects.get().data


def test_an_infected_file_is_refused_at_the_question(client: Client, page: FormPage) -> None:
    post(client, page, ("plan.pdf", samples.pdf()))
    Attachment.objects.update(scan=Scan.INFECTED)
    response = post(client, page)
    assert "A virus was found in “plan.pdf”" in response.content.decode()
    assert len(stored_files()) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("go", ["next", "later", "save"])
def test_a_full_disk_is_said_beside_the_question_and_the_texts_are_kept(
    client: Client, page: FormPage, monkeypatch: pytest.MonkeyPatch, language: str, go: str
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    here = page.get_translations(inclusive=True).get(locale__language_code=language)
    response = post(client, here, ("plan.pdf", samples.pdf()), go=go, **{KEYS["why"]: "Every word that I typed"})
    assert response.status_code == 422
    said = response.json() if go == "save" else {"error": response.content.decode()}
    assert {"fr": "espace de stockage des fichiers est plein", "en": "storage for files is full"}[language] in said[
        "error"
    ]
    assert "saved" not in said
    assert Draft.objects.get().data[KEYS["why"]] == ["Every word that I typed"]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("go", ["next", "", "later", "back", "both:1", "both:0", "row:x:add", "drop:x", "read", "save"])
def test_a_refused_file_is_said_whatever_the_button_and_the_rest_is_kept(
    client: Client, page: FormPage, go: str
) -> None:
    for _time in ("of a form that begins", "of one that was begun"):
        files = [("empty.pdf", b""), ("plan.pdf", samples.pdf()), ("page.pdf", b"<html>")]
        response = post(client, page, *files, go=go, **{KEYS["why"]: "Every word that I typed"})
        assert response.status_code == 422
        said = response.json()["error"] if go == "save" else response.content.decode()
        assert "“empty.pdf” is empty" in said
        assert "“page.pdf” is not what its name says" in said
        if go != "save":
            assert "Every word that I typed" in said
            assert f"drop:{Attachment.objects.get().pk}" in said
    assert Draft.objects.get().data[KEYS["why"]] == ["Every word that I typed"]
    assert [one.name for one in Attachment.objects.all()] == ["plan.pdf"]
