"""What answers say of themselves, and what they do not say to other sites."""

from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from portal.views import media
from tests.builders import Portal

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "/fr/": "text/html; charset=utf-8",
    "/fr/nowhere/": "text/html; charset=utf-8",
    "/admin/login/": "text/html; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/sitemap.xml": "application/xml",
    "/healthz": "application/json",
}


@pytest.mark.parametrize(("address", "expected"), ADDRESSES.items())
def test_an_answer_names_its_type_and_lets_no_other_site_read_it(client: Client, address: str, expected: str) -> None:
    Portal()
    answer = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert answer["Content-Type"] == expected
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("address", ["/", "/fr/", "/healthz", "/admin/login/", "/fr/search/"])
def test_no_answer_repeats_the_request(client: Client, address: str) -> None:
    Portal()
    answer = client.trace(address, headers={"x-secret": "of-the-visitor", "cookie": "a=kept-by-the-browser"})
    assert answer["Content-Type"] != "message/http"
    for text in ("of-the-visitor", "kept-by-the-browser"):
        assert text not in answer.content.decode()


def test_a_folder_is_not_listed(rf: RequestFactory, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images" / "more").mkdir(parents=True)
    (tmp_path / "images" / "a.png").write_bytes(b"x")
    for path in ("images/more/", "images/more", "images/", "images", "images/.", ""):
        with pytest.raises(Http404):
            media(rf.get("/"), path)


@pytest.mark.parametrize("address", ["/.git/config", "/.env", "/manage.py", "/static/../.env", "/media/../.env"])
def test_no_file_of_the_project_is_served(client: Client, address: str) -> None:
    Portal()
    assert client.get(address).status_code == 404
