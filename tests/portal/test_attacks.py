"""What an attack on the portal found once, so that it stays mended."""

import io
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from applications.drafts.filling import Filling
from applications.models import Application, Call
from applications.questions.published import PublishedForm
from events.models import EventPage
from tests.builders import ANSWERS, KEYS, Portal, moderators, staff
from tests.events.sessions import session

pytestmark = pytest.mark.django_db


def ask(path: str, *, body: bytes = b"", **environment: str) -> tuple[int, bytes]:
    """Through the WSGI application itself: the test client has a handler of its own."""
    from portal.wsgi import application  # noqa: PLC0415 - builds the whole stack of middleware

    answered: list[str] = []

    def start(status: str, headers: list[Any], *_more: Any) -> None:
        answered.append(status)

    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        **environment,
    }
    # The signals would close the connection that the test's transaction lives in.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        content = b"".join(application(environ, start))
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return int(answered[0].split()[0]), content


CHARSETS = ["hex", "idna", "undefined", "punycode", "utf-7", "rot13", "base64", "utf-16", "\x00"]


@pytest.mark.parametrize("content_type", ["text/plain; charset*=x''y", "multipart/form-data; boundary*=x''BB"])
def test_an_unreadable_content_type_is_none(content_type: str) -> None:
    Portal()
    assert ask("/healthz", CONTENT_TYPE=content_type)[0] == 200
    assert ask("/fr/", CONTENT_TYPE=content_type)[0] == 200


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_charset_is_not_obeyed(charset: str) -> None:
    Portal()
    type_ = f"application/x-www-form-urlencoded; charset={charset}"
    assert ask("/fr/search/", CONTENT_TYPE=type_, QUERY_STRING="q=%C3%A9t%C3%A9")[0] == 200
    assert ask("/fr/offers/", CONTENT_TYPE=type_, body=b"a=+2AA-")[0] < 500


@pytest.mark.parametrize("path", ["//[", "//[x/", "//evil.example/", "/media/images/" + "x" * 300])
def test_strange_paths_are_missing_pages(path: str) -> None:
    Portal()
    status, content = ask(path)
    assert status == 404
    assert b'"//evil.example' not in content
    assert b"://evil.example" not in content


def test_a_path_with_nul_has_the_policies_of_every_page(client: Client) -> None:
    assert "Content-Security-Policy" in client.get("/fr/%00").headers


@pytest.fixture
def form() -> Any:
    portal = Portal()
    call = Call.objects.create(code="pic", moderators=moderators())
    offer = portal.offer("fr", "pivo")
    call.subject = offer
    call.save()
    return portal.forms(call)["fr"]


def test_a_restricted_form_is_shown_to_nobody_and_announced_nowhere(client: Client, form: Any) -> None:
    for page in form.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    answer = Client(enforce_csrf_checks=True).post(form.url, ANSWERS)
    assert answer.status_code == 403
    assert KEYS["name"] not in answer.content.decode()
    assert form.url not in client.get(form.get_parent().url).content.decode()
    assert [item.availability for item in client.get("/fr/offers/").context["offers"]] == [None]


def test_a_page_with_a_password_opens_with_it(client: Client) -> None:
    page = Portal().content("fr", "secret", introduction="Bonjour")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")
    asked = client.get(page.url)
    assert "Bonjour" not in asked.content.decode()
    address = reverse("wagtailcore_authenticate_with_password", args=(restriction.pk, page.pk))
    assert client.post(address, {"password": "sesame", "return_url": page.url}).status_code == 302
    assert "Bonjour" in client.get(page.url).content.decode()


def test_only_administrators_choose_who_reads_applications() -> None:
    call = Call.objects.create(code="pic", moderators=moderators())
    editor = staff("editor@example.org", Group.objects.get(name="Editors"))
    editor.user_permissions.add(*Permission.objects.filter(codename__in=("change_call", "view_call")))
    client = Client()
    client.force_login(editor)
    mine = Group.objects.get(name="Editors")
    data = {"code": "pic", "kind": "coaching", "time_zone": "Europe/Paris", "moderators": mine.pk}
    client.post(f"/admin/calls/edit/{call.pk}/", data)
    call.refresh_from_db()
    assert call.moderators == moderators()


@pytest.mark.parametrize("query", ['"', 'a"b', '""', "a\x00b"])
def test_quotes_in_the_admins_search_are_text(query: str) -> None:
    Portal()
    client = Client()
    client.force_login(staff("admin@example.org", is_superuser=True))
    for path in ("/admin/pages/", "/admin/snippets/home/person/", "/admin/snippets/home/organisation/"):
        assert client.get(f"{path}?q={quote(query)}").status_code == 200


def test_dates_at_the_ends_of_the_calendar_are_refused() -> None:
    for moment in (datetime(9999, 12, 31, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)):
        with pytest.raises(ValidationError):
            Call(code="x", closes_at=moment).full_clean()
    block = EventPage._meta.get_field("sessions").stream_block.child_blocks["session"]
    for day in ("9999-12-31", "0001-01-01"):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(session(day)["value"]))


def test_an_address_that_grows_in_lower_case_is_an_error_not_a_failure(client: Client, form: Any) -> None:
    answer = client.post(form.url, {**ANSWERS, KEYS["mail"]: "İ" * 240 + "@example.org"})
    assert answer.status_code == 422


def test_one_line_answers_hold_no_controls(form: Any) -> None:
    typed = {key: [value] for key, value in ANSWERS.items()} | {KEYS["name"]: ["Ada\r\n\x1b[31m\u202eMartin"]}
    sent = Filling(PublishedForm({"title": "", "steps": form.specs()}), typed).checked()
    assert sent.is_valid()
    assert sent.answers()[KEYS["name"]] == "Ada [31mMartin"


def test_three_megabytes_are_too_much_and_the_page_says_so(client: Client, form: Any) -> None:
    answer = client.post(form.url, {**ANSWERS, KEYS["why"]: "x" * 3_000_000})
    assert answer.status_code == 413
    assert Application.objects.count() == 0


def test_the_form_may_be_kept_by_the_browser_for_going_back(client: Client, form: Any) -> None:
    assert "no-store" not in client.get(form.url)["Cache-Control"]


def test_the_sitemap_names_the_host_that_asks(client: Client) -> None:
    Portal()
    xml = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/fr/" in xml
    assert "http://localhost" not in xml
    assert client.get("/sitemap.xml?p=2").status_code == 404
