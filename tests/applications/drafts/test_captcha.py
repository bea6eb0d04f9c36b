"""The captcha: its setting, its part of the page, the answer of the service and each of its failures."""

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from http.client import IncompleteRead
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs
from urllib.request import OpenerDirector

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

from applications.drafts import captcha
from applications.drafts.captcha import CaptchaField, captcha_suspicion, current_captcha
from applications.forms.page import FormPage
from applications.models import Application, FormProtection
from tests.builders import ANSWERS
from users.models import User
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db

GOOD = {"success": True, "score": 0.9, "action": "submit", "hostname": "testserver"}


@pytest.fixture(autouse=True)
def no_outage() -> Iterator[None]:
    captcha.reset()
    yield
    captcha.reset()


@pytest.fixture
def keys(settings: Any) -> None:
    settings.RECAPTCHA_PUBLIC_KEY = "site-key"
    settings.RECAPTCHA_PRIVATE_KEY = "private-key"


@pytest.fixture
def switched_on(keys: None) -> FormProtection:
    return FormProtection.objects.create(uses_captcha=True)


class Service:
    """What answers instead of the third party: bytes, or an error. Remembers what it was asked, and how."""

    def __init__(self) -> None:
        self.answer: bytes | BaseException = json.dumps(GOOD).encode()
        self.asked: list[dict[str, list[str]]] = []
        self.timeouts: list[float] = []
        self.savepoints: list[int] = []

    def open(self, _opener: OpenerDirector, request: Any, *_arguments: Any, timeout: float) -> "Service":
        self.asked.append(parse_qs(request.data.decode(), keep_blank_values=True))
        self.timeouts.append(timeout)
        self.savepoints.append(len(connection.savepoint_ids))
        if isinstance(self.answer, OSError):
            raise self.answer
        return self

    def read(self) -> bytes:
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def close(self) -> None: ...


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()

    def open_address(opener: OpenerDirector, request: Any, data: Any = None, timeout: float = 0.0) -> Service:
        return made.open(opener, request, timeout=timeout)

    monkeypatch.setattr(OpenerDirector, "open", open_address)
    return made


def posted(**fields: str) -> Any:
    return RequestFactory().post("/", fields)


def fill(client: Client, page: FormPage) -> str:
    """Answer all, and come to the page where the answers are checked."""
    assert client.post(page.get_url(), {**ANSWERS, "go": "next"}).status_code == 303
    return f"{page.get_url()}check/"


def send(client: Client, address: str, **fields: str) -> Application:
    response = client.post(address, {"submit_token": str(uuid.uuid4()), "go": "send", **fields})
    assert response.status_code == 303
    return Application.objects.latest("pk")


def test_it_is_off_until_somebody_wants_it(keys: None) -> None:
    assert current_captcha() is None
    assert captcha_suspicion(posted()) == ()
    assert not FormProtection.objects.exists()
    assert FormProtection.load().uses_captcha is False


def test_without_keys_nobody_asks_the_database(django_assert_num_queries: Callable[[int], Any]) -> None:
    FormProtection.objects.create(uses_captcha=True)
    with django_assert_num_queries(0):
        assert current_captcha() is None
        assert captcha_suspicion(posted()) == ()


def test_with_keys_it_takes_one_query(
    switched_on: FormProtection, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(1):
        assert current_captcha()


@pytest.mark.parametrize(
    ("public", "private"),
    [("", ""), ("site-key", ""), ("", "private-key"), (TEST_PUBLIC_KEY, "private-key"), ("site-key", TEST_PRIVATE_KEY)],
)
@pytest.mark.parametrize(("language", "word"), [("fr", "RECAPTCHA_PRIVATE_KEY"), ("en", "The site has no keys")])
def test_it_cannot_be_switched_on_without_keys(
    settings: Any, public: str, private: str, language: str, word: str
) -> None:
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = public, private
    with translation.override(language), pytest.raises(ValidationError, match=word) as refused:
        FormProtection(uses_captcha=True).full_clean()
    assert set(refused.value.message_dict) == {"uses_captcha"}


def test_it_can_be_switched_off_without_keys() -> None:
    FormProtection(uses_captcha=False).full_clean()


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_score_is_between_0_and_1(score: float) -> None:
    with pytest.raises(ValidationError):
        FormProtection(captcha_score=score).full_clean()


def enter(client: Client, role: Role) -> Any:
    setup_roles()
    user = User.objects.create_user("staff@example.org", "x")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    protection = FormProtection.load()
    return client, reverse("wagtailsettings:edit", args=["applications", "formprotection", protection.pk])


def test_an_administrator_switches_it_on_in_the_settings(client: Client, keys: None) -> None:
    client, address = enter(client, Role.ADMINISTRATORS)
    assert client.get(address).status_code == 200
    assert client.post(address, {"uses_captcha": "on", "captcha_score": "0.7"}).status_code == 302
    assert FormProtection.objects.values_list("uses_captcha", "captcha_score").get() == (True, 0.7)


def test_an_administrator_without_keys_is_told_why_not(client: Client) -> None:
    client, address = enter(client, Role.ADMINISTRATORS)
    response = client.post(address, {"uses_captcha": "on", "captcha_score": "0.7"})
    assert "RECAPTCHA_PUBLIC_KEY" in response.content.decode()
    assert FormProtection.objects.get().uses_captcha is False


@pytest.mark.parametrize("role", [Role.EDITORS, Role.MODERATORS, Role.COMMITTEE])
def test_nobody_else_does(client: Client, keys: None, role: Role) -> None:
    client, address = enter(client, role)
    assert client.post(address, {"uses_captcha": "on", "captcha_score": "0.7"}).status_code in (302, 403)
    assert FormProtection.objects.get().uses_captcha is False
    assert "formprotection" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_loads_nothing_of_a_third_party_by_itself(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, language: str
) -> None:
    html = client.get(fill(client, pages[language])).content.decode()
    section = re.search(r"<section[^>]* data-captcha hidden>.*?</section>", html, re.DOTALL)
    assert section
    assert 'type="button"' in section[0]
    assert "Google" in section[0]
    assert f"hl={language}" in section[0]
    assert not re.search(r"<(script|link|img|iframe)[^>]* (src|href)=\"(https?:)?//", html)
    field = re.search(r'<input type="hidden" name="captcha"[^>]*>', html)
    assert field
    assert f'data-script="https://www.google.com/recaptcha/api.js?render=site-key&amp;hl={language}"' in field[0]
    assert 'data-key="site-key"' in field[0]
    assert 'data-action="submit"' in field[0]
    assert "private-key" not in html


def test_every_script_of_the_page_has_an_address_and_ours_the_nonce(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection
) -> None:
    response = client.get(fill(client, pages["fr"]))
    scripts = [one for one in re.findall(r"<script[^>]*>", response.content.decode()) if "ld+json" not in one]
    assert all(" src=" in one for one in scripts)
    ours = next(one for one in scripts if "captcha.js" in one)
    nonce = re.search(r'nonce="([^"]+)"', ours)
    assert nonce
    assert f"'nonce-{nonce[1]}'" in directives(response)["script-src"]


def directives(response: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {words[0]: words[1:] for words in parts}


def test_the_policy_lets_the_service_in_on_this_page_only(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection
) -> None:
    page = pages["fr"]
    policy = directives(client.get(fill(client, page)))
    service = "https://www.google.com/recaptcha/"
    assert policy["script-src"][0] == policy["frame-src"][0] == policy["connect-src"][0] == "'self'"
    assert all(service in policy[name] for name in ("script-src", "frame-src", "connect-src"))
    assert policy["default-src"] == ["'self'"]
    for address in ("", "step/1/", "later/"):
        assert "google" not in client.get(page.get_url() + address)["Content-Security-Policy"]


@pytest.mark.parametrize("has_keys", [True, False])
def test_nothing_of_it_is_seen_when_it_is_off(
    client: Client, pages: dict[str, FormPage], settings: Any, has_keys: bool
) -> None:
    if has_keys:
        settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "site-key", "private-key"
        FormProtection.objects.create(uses_captcha=False)
    response = client.get(fill(client, pages["fr"]))
    assert "captcha" not in response.content.decode().lower()
    assert "google" not in response["Content-Security-Policy"]
    assert "script-src" not in directives(response)


def test_who_passes_is_not_marked(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service
) -> None:
    address = fill(client, pages["fr"])
    assert "captcha" not in send(client, address, captcha="token").suspicions
    assert [asked["response"] for asked in service.asked] == [["token"]]
    assert service.asked[0]["secret"] == ["private-key"]


def test_the_visitors_address_is_not_handed_over(switched_on: FormProtection, service: Service) -> None:
    request = RequestFactory().post("/", {"captcha": "token"}, HTTP_X_FORWARDED_FOR="9.9.9.9", REMOTE_ADDR="8.8.8.8")
    assert captcha_suspicion(request) == ()
    assert service.asked[0]["remoteip"] == [""]


def test_nobody_waits_long(switched_on: FormProtection, service: Service) -> None:
    captcha_suspicion(posted(captcha="token"))
    assert service.timeouts == [3]


@pytest.mark.parametrize("token", ["", " ", "x" * 10_000])
def test_without_a_token_the_service_is_not_asked(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service, token: str
) -> None:
    address = fill(client, pages["fr"])
    assert "captcha" in send(client, address, captcha=token).suspicions
    assert service.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        {**GOOD, "score": 0.4},
        {**GOOD, "action": "login"},
        {"success": True, "action": "submit"},
        {"success": False, "error-codes": ["timeout-or-duplicate"]},
    ],
)
def test_who_does_not_pass_is_taken_and_marked(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service, answer: dict[str, Any]
) -> None:
    service.answer = json.dumps(answer).encode()
    address = fill(client, pages["en"])
    application = send(client, address, captcha="token")
    assert "captcha" in application.suspicions
    assert application.contact_name == "Ada Martin"


def test_the_score_that_passes_is_the_administrators(switched_on: FormProtection, service: Service) -> None:
    service.answer = json.dumps({**GOOD, "score": 0.4}).encode()
    FormProtection.objects.update(captcha_score=0.4)
    assert captcha_suspicion(posted(captcha="token")) == ()
    FormProtection.objects.update(captcha_score=0.0)
    service.answer = json.dumps({**GOOD, "score": 0.0}).encode()
    assert captcha_suspicion(posted(captcha="token")) == ()


@pytest.mark.parametrize(
    "failure",
    [
        URLError("no network"),
        TimeoutError("too late"),
        ConnectionResetError(),
        HTTPError("https://example.org", 503, "down", {}, None),  # type: ignore[arg-type]
        IncompleteRead(b"{"),
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"success": true, "action": "submit", "score": null}',
        b'{"success": true, "action": "submit", "score": "high"}',
    ],
    ids=lambda failure: repr(failure)[:30],
)
def test_whatever_fails_the_application_is_taken_and_marked(
    client: Client,
    pages: dict[str, FormPage],
    switched_on: FormProtection,
    service: Service,
    failure: bytes | BaseException,
) -> None:
    service.answer = failure
    address = fill(client, pages["fr"])
    assert "captcha" in send(client, address, captcha="token").suspicions
    assert len(service.asked) == 1


def test_a_service_that_failed_is_left_in_peace_for_a_while(
    switched_on: FormProtection, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, service.answer = service.answer, URLError("no network")
    assert captcha_suspicion(posted(captcha="token")) == ("captcha",)
    service.answer = good
    assert captcha_suspicion(posted(captcha="token")) == ("captcha",)
    assert len(service.asked) == 1
    later = time.monotonic() + captcha.PAUSE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert captcha_suspicion(posted(captcha="token")) == ()


def test_a_low_score_is_no_outage(switched_on: FormProtection, service: Service) -> None:
    good, service.answer = service.answer, json.dumps({**GOOD, "score": 0.1}).encode()
    captcha_suspicion(posted(captcha="token"))
    service.answer = good
    assert captcha_suspicion(posted(captcha="token")) == ()


def test_nobody_holds_the_database_while_the_service_thinks(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service
) -> None:
    address = fill(client, pages["fr"])
    outside = len(connection.savepoint_ids)
    send(client, address, captcha="token")
    assert service.savepoints == [outside]


def test_a_replay_is_not_checked_again(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service
) -> None:
    address = fill(client, pages["fr"])
    for _ in range(3):
        send(client, address, captcha="token", submit_token="6c5d2a5e-2d3c-4b52-9e0c-0d4a8b6f6a11")
    assert len(service.asked) == 1
    assert Application.objects.count() == 1


def test_answers_that_are_not_in_order_are_not_checked(
    client: Client, pages: dict[str, FormPage], switched_on: FormProtection, service: Service
) -> None:
    client.post(pages["fr"].get_url(), {"go": "later"})
    response = client.post(f"{pages['fr'].get_url()}check/", {"captcha": "token", "go": "send"})
    assert response.status_code == 422
    assert "data-captcha" in response.content.decode()
    assert service.asked == []


def test_the_field_need_not_be_answered(keys: None) -> None:
    assert CaptchaField(score=0.5).required is False
