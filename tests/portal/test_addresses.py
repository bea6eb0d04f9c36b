"""The addresses that belong to no app."""

from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from portal.views import media


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("en", "/en/"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "/fr/"),
        ("de,en-US;q=0.4,fr;q=0.3", "/en/"),
        ("de", "/fr/"),
        ("*", "/fr/"),
        ("", "/fr/"),
        ("en;q=", "/fr/"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_asks_for(client: Client, accept: str, expected: str) -> None:
    response = client.get("/", headers={"accept-language": accept})

    assert response.status_code == 302
    assert response.headers["Location"] == expected
    assert "Accept-Language" in response.headers["Vary"]


def test_the_root_keeps_the_query(client: Client) -> None:
    query = "?from=letter&x=%0d%0aSet-Cookie:a"

    assert client.get(f"/{query}").headers["Location"] == f"/fr/{query}"


def test_robots_names_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode().splitlines()


def test_the_favicon_is_found(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith("img/favicon.svg")


@pytest.mark.django_db
def test_pictures_are_served_to_be_kept_and_to_do_nothing(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    response = client.get("/media/images/a.svg")

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response).startswith(b"<svg")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["documents/a.pdf", "images/../documents/a.pdf", "images/../../a.pdf", "a.pdf"])
def test_other_files_are_not_served(rf: RequestFactory, settings: Any, tmp_path: Path, path: str) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    for folder in ("documents", "images", "."):
        (tmp_path / "media" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "media" / folder / "a.pdf").write_text("private")
    (tmp_path / "a.pdf").write_text("private")

    with pytest.raises(Http404):
        media(rf.get("/"), path)
