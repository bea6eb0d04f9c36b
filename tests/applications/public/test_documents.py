"""Downloading what one sent, as whoever has the link; and printing it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application
from applications.public.tracking import documents
from home.documents import BusyError, TooLargeError
from tests.applications.kept import kept
from tests.reading_pdf import ReadPdf

pytestmark = pytest.mark.django_db
NAMES = ("copy", "receipt")


def address(application: Application, name: str, language: str = "en", **since: Any) -> str:
    with translation.override(language):
        return reverse(f"tracking_{name}", args=[tracking_token(application, **since)])


@pytest.mark.parametrize(
    ("name", "language", "path", "file"),
    [
        ("copy", "fr", "/fr/suivi/%s/demande.pdf", "demande-KEPT-K7M4-Q2RT.pdf"),
        ("copy", "en", "/en/follow/%s/application.pdf", "application-KEPT-K7M4-Q2RT.pdf"),
        ("receipt", "fr", "/fr/suivi/%s/recepisse.pdf", "recepisse-KEPT-K7M4-Q2RT.pdf"),
        ("receipt", "en", "/en/follow/%s/receipt.pdf", "receipt-KEPT-K7M4-Q2RT.pdf"),
    ],
)
def test_a_document_is_a_download_that_nothing_keeps(
    client: Client, name: str, language: str, path: str, file: str
) -> None:
    application = kept()
    where = address(application, name, language)
    assert where == path % tracking_token(application)

    response = client.get(where)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{file}"'
    assert {"no-store", "private"} <= set(re.split(r",\s*", response["Cache-Control"]))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["X-Content-Type-Options"] == "nosniff"
    read = ReadPdf(response.content)
    assert read.language == language
    assert "Ada Martin" in read.text


@pytest.mark.parametrize("name", NAMES)
def test_it_is_missing_for_everybody_else(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(documents, "make_pdf", _never)
    application, other = kept(), kept(reference="KEPT-2222-2222")
    where = address(application, name)
    forged = where.replace(tracking_token(application), tracking_token(application)[:-1] + "x")
    swapped = where.replace(f"/{application.pk}-", f"/{other.pk}-")

    assert client.get(forged).status_code == 404
    assert client.get(swapped).status_code == 404
    assert (
        client.get(address(application, name, since=timezone.now() - timezone.timedelta(days=400))).status_code == 410
    )
    Application.objects.update(anonymised_at=timezone.now())
    assert client.get(where).status_code == 410
    assert client.post(where).status_code == 410


def _never(_document: Any) -> bytes:
    raise AssertionError("nothing is made")


@pytest.mark.parametrize("name", NAMES)
def test_looking_whether_it_is_there_makes_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(documents, "make_pdf", _never)
    response = client.head(address(kept(), name))
    assert (response.status_code, response.content) == (200, b"")
    assert client.post(address(Application.objects.get(), name)).status_code == 405


def test_one_dossier_is_not_made_into_documents_without_end(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS = {"document": "2/hour"}
    monkeypatch.setattr(documents, "make_pdf", lambda _document: b"%PDF")
    application = kept()
    statuses = [client.get(address(application, name)).status_code for name in ("copy", "receipt", "copy")]
    assert statuses == [200, 200, 429]
    refused = client.get(address(application, "copy"))
    assert int(refused["Retry-After"]) > 0
    assert "Too many attempts" in refused.content.decode()
    other = kept(reference="KEPT-2222-2222")
    assert client.get(address(other, "copy")).status_code == 200


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(BusyError("busy"), 503, "too busy"), (TooLargeError("large"), 422, "more text")],
)
def test_what_cannot_be_made_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    def fail(_document: Any) -> bytes:
        raise error

    monkeypatch.setattr(documents, "make_pdf", fail)
    response = client.get(address(kept(), "copy"))
    assert response.status_code == status
    assert words in response.content.decode()
    assert response.has_header("Retry-After") is (status == 503)


def test_the_tracking_page_on_paper_holds_all_that_was_written_and_says_when_it_was_sent(client: Client) -> None:
    page = client.get(address(kept(), "application")).content.decode()

    _before, _section, sent = page.partition('<section class="tracking-sent">')
    printed = sent.partition("</section>")[0]
    assert "Sent on 12 January 2027 at 2:32\u00a0pm (Paris time)" in printed
    for answer in (
        "01 42 34 56 78",
        "1 rue du Métier",
        "Zoé",
        "Łukasz",
        "Peint",
        "plan du banc.pdf",
        "Un banc.",
        "Bois",
    ):
        assert answer in printed
    assert printed.count("private") == 2


def test_the_page_of_the_answers_prints_all_of_them_and_says_when_they_were_sent(client: Client) -> None:
    application = kept()
    page = client.get(address(application, "answers")).content.decode()

    assert "Sent on 12 January 2027 at 2:32\u00a0pm (Paris time)" in page
    for answer in ("01 42 34 56 78", "1 rue du Métier", "Zoé", "plan du banc.pdf"):
        assert answer in page
    assert "is-private" not in page
    for name in NAMES:
        assert address(application, name) in page


@pytest.mark.parametrize("name", NAMES)
def test_the_tracking_page_leads_to_it(client: Client, name: str) -> None:
    application = kept()
    assert (
        f'href="{address(application, name)}" download'
        in client.get(address(application, "application")).content.decode()
    )
