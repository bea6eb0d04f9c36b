"""Bad input gets a clear page in the reader's language, and never a server error."""

import re
from typing import Any

import pytest
from django.db import DataError, connection
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from pytest_django import DjangoAssertNumQueries

from portal import errors, urls
from portal.middleware import drop_nul

NUL_PATHS = ["/fr/%00", "/fr/%00/", "/en/offers/%00/", "/%00", "/admin/%00/", "/media/images/%00"]
JUNK_QUERIES = [
    "q=%00",
    "q=a%00b&page=%00",
    "q=%0%000&audience=%0%000",
    "audience=%00",
    "page=abc",
    "page=-1",
    "page=" + "9" * 40,
    "q=" + "x" * 9000,
]
JUNK_COOKIES = [
    'sessionid="\\000abcdefghijk"',
    "sessionid=" + "z" * 5000,
    'csrftoken="\\000"; sessionid=../../etc/passwd',
    "django_language=%00; csrftoken=é",
    "django_language=" + "x" * 3000,
    ";;;===;sessionid",
]


def fail(request: Any) -> None:
    raise RuntimeError("broken on purpose")


def answer(request: Any) -> Any:
    return urls.views.root(request)


class BrokenUrls:
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
    urlpatterns = [
        path("en/broken", fail),
        path("fr/broken", fail),
        path("en/form", csrf_protect(answer)),
        *urls.urlpatterns,
    ]


def language_of(content: bytes) -> str:
    match = re.search(r'<html[^>]*\blang="([a-z-]+)"', content.decode())
    assert match
    return match[1]


@pytest.mark.parametrize(
    ("address", "accept", "expected"),
    [
        ("/fr/nowhere/", "en", "fr"),
        ("/en/nowhere/", "fr", "en"),
        ("/documents/9999/none.pdf", "en-GB,en;q=0.8", "en"),
        ("/documents/9999/none.pdf", "de,fr;q=0.5", "fr"),
        ("/nowhere/", "en", "en"),
        ("/wp-login.php", "en", "en"),
        ("/documents/9999/none.pdf", "zz;;;q=1,\x01", "fr"),
    ],
)
def test_a_missing_page_says_so_in_the_readers_language(
    client: Client, demo: None, address: str, accept: str, expected: str
) -> None:
    response = client.get(address, headers={"accept-language": accept})

    assert response.status_code == 404
    assert language_of(response.content) == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_failure_of_ours_asks_the_database_nothing(
    client: Client, db: None, settings: Any, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.ROOT_URLCONF = BrokenUrls
    client.raise_request_exception = False

    with django_assert_num_queries(0):
        response = client.get(f"/{language}/broken", headers={"accept-language": "xx"})

    assert response.status_code == 500
    assert language_of(response.content) == language
    assert b"RuntimeError" not in response.content


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("handler", [errors.bad_request, errors.forbidden, errors.not_found, errors.csrf_failure])
def test_every_error_page_exists_in_both_languages(demo: None, rf: RequestFactory, handler: Any, language: str) -> None:
    response = handler(rf.get(f"/{language}/x/"))

    assert response.status_code in {400, 403, 404}
    assert language_of(response.content) == language
    assert response.headers["Content-Language"] == language


def test_an_unknown_host_gets_a_page_and_no_failure(client: Client, db: None) -> None:
    response = client.get("/en/", headers={"host": "evil.example.com"})

    assert response.status_code == 400
    assert language_of(response.content) == "en"


def test_a_form_without_its_token_gets_a_page(demo: None, settings: Any) -> None:
    settings.ROOT_URLCONF = BrokenUrls
    response = Client(enforce_csrf_checks=True).post("/en/form", {"name": "x"})

    assert response.status_code == 403
    assert language_of(response.content) == "en"


@pytest.mark.parametrize("address", NUL_PATHS)
def test_a_nul_in_the_path_is_a_missing_page(client: Client, demo: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", JUNK_QUERIES)
@pytest.mark.parametrize("address", ["/fr/search/", "/fr/", "/en/offers/", "/en/events/"])
def test_a_junk_query_is_never_a_failure(client: Client, demo: None, address: str, query: str) -> None:
    assert client.get(f"{address}?{query}").status_code in {200, 301, 302, 404}


@pytest.mark.parametrize("address", ["/fr/", "/en/search/", "/admin/login/", "/"])
@pytest.mark.parametrize("cookie", JUNK_COOKIES)
def test_junk_cookies_are_never_a_failure(client: Client, demo: None, address: str, cookie: str) -> None:
    response = client.get(address, HTTP_COOKIE=cookie)

    assert response.status_code in {200, 302}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/robots.txt", "/fr/", "/en/search/", "/sitemap.xml", "/en/x/"])
def test_a_wrong_method_is_never_a_failure(client: Client, demo: None, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code < 500


def test_a_body_that_is_no_form_is_never_a_failure(client: Client, demo: None) -> None:
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", "application/json", "x", ""):
        response = client.generic("POST", "/admin/login/", b"--\x00\xff", content_type=content_type)
        assert response.status_code < 500, content_type


@pytest.mark.parametrize("query", ["q=%00", "q=%0%000", "%00=1", "q=a%00%00b&q=\0"])
def test_no_view_sees_a_nul(rf: RequestFactory, query: str) -> None:
    request = rf.get("/", QUERY_STRING=query, HTTP_COOKIE='a="\\000"; b=2')
    drop_nul(request)

    assert not any("\0" in text for pair in request.GET.items() for text in pair)
    assert request.COOKIES == {"b": "2"}


@pytest.mark.postgresql
def test_postgresql_is_what_refuses_nul(db: None) -> None:
    with pytest.raises((DataError, ValueError), match="NUL"), connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["\0"])
