import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application, Call, FormPage
from applications.receipts import receipt_for
from applications.references import is_reference
from tests.builders import ANSWERS, KEYS, OPTION_KEYS, Portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal() -> Portal:
    return Portal()


@pytest.fixture
def call() -> Call:
    return Call.objects.create(code="pic")


@pytest.fixture
def pages(portal: Portal, call: Call) -> dict[str, FormPage]:
    return {code: portal.form(code, call, portal.offer(code, "pivo")) for code in ("fr", "en")}


def post(client: Client, page: FormPage, answers: dict[str, Any] = ANSWERS, token: str = "") -> Any:
    return client.post(page.get_url(), {**answers, "submit_token": token or str(uuid.uuid4())})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_application_in_either_language_lands_in_one_queue(
    client: Client, pages: dict[str, FormPage], call: Call, language: str
) -> None:
    response = post(client, pages[language])
    application = Application.objects.get(call=call)
    assert response.status_code == 302
    assert application.language == language
    assert application.contact_email == "ada@example.org"
    assert application.contact_name == "Ada Martin"
    assert application.answers == {**ANSWERS, KEYS["mail"]: "ada@example.org", KEYS["yes"]: True}
    assert set(application.version.content) == {"fr", "en"}


def test_the_confirmation_survives_a_reload_and_shows_no_answer(client: Client, pages: dict[str, FormPage]) -> None:
    response = post(client, pages["fr"])
    for _time in range(2):
        page = client.get(response["Location"])
        assert page.status_code == 200
        assert Application.objects.get().reference in page.content.decode()
        assert "Ada" not in page.content.decode()
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("receipt", ["x", "1-abc", "-", "1-", "٣-abc", "%00", "é", "9" * 40 + "-a", "a" * 3000])
def test_a_forged_confirmation_is_not_found(client: Client, pages: dict[str, FormPage], receipt: str) -> None:
    assert client.get(f"{pages['fr'].get_url()}received/{receipt}/").status_code in (400, 404)


def test_the_receipt_of_another_call_is_not_found(client: Client, portal: Portal, pages: dict[str, FormPage]) -> None:
    other = portal.form("fr", Call.objects.create(code="other"), portal.offer("fr", "other"), slug="other")
    post(client, pages["fr"])
    receipt = receipt_for(Application.objects.get())
    assert client.get(f"{pages['fr'].get_url()}received/{receipt}/").status_code == 200
    assert client.get(f"{other.get_url()}received/{receipt}/").status_code == 404


def test_the_same_form_sent_twice_is_one_application(client: Client, pages: dict[str, FormPage]) -> None:
    token = str(uuid.uuid4())
    first, second = post(client, pages["fr"], token=token), post(client, pages["fr"], token=token)
    assert Application.objects.count() == 1
    reference = Application.objects.get().reference
    assert is_reference(reference)
    assert all(reference in client.get(r["Location"]).content.decode() for r in (first, second))


@pytest.mark.parametrize(
    "wrong",
    [
        {KEYS["mail"]: "no address"},
        {KEYS["mail"]: ""},
        {KEYS["what"]: "unknown option"},
        {KEYS["what"]: "\x00"},
        {KEYS["why"]: "x" * 201},
        {KEYS["name"]: "nul \x00 character"},
        {KEYS["yes"]: ""},
    ],
)
def test_errors_keep_every_word(client: Client, pages: dict[str, FormPage], wrong: dict[str, str]) -> None:
    response = post(client, pages["fr"], {**ANSWERS, **wrong})
    html = response.content.decode()
    assert response.status_code == 422
    assert Application.objects.count() == 0
    if KEYS["why"] not in wrong:
        assert "Parce que « cela compte » – and it’s &lt;b&gt;ours&lt;/b&gt;." in html
    assert re.search(rf'href="#id_{next(iter(wrong))}(_0)?"', html)
    assert "aria-invalid" in html


@pytest.mark.parametrize("token", ["", "junk", "\x00", "x" * 5000])
def test_a_junk_token_is_a_first_post(client: Client, pages: dict[str, FormPage], token: str) -> None:
    response = client.post(pages["fr"].get_url(), {**ANSWERS, "submit_token": token})
    assert response.status_code == 302


def test_without_its_csrf_token_the_form_comes_back_with_every_word(pages: dict[str, FormPage]) -> None:
    client = Client(enforce_csrf_checks=True)
    response = post(client, pages["en"])
    html = response.content.decode()
    assert response.status_code == 403
    assert Application.objects.count() == 0
    assert 'value="Ada Martin"' in html
    assert "Parce que « cela compte »" in html
    assert f'value="{OPTION_KEYS[1]}"' in html
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    again = client.post(pages["en"].get_url(), {**ANSWERS, "csrfmiddlewaretoken": token[1]})
    assert again.status_code == 302
    assert Application.objects.count() == 1


def test_a_closed_call_shows_no_form_and_loses_no_word(client: Client, pages: dict[str, FormPage], call: Call) -> None:
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save()
    assert f'name="{KEYS["name"]}"' not in client.get(pages["fr"].get_url()).content.decode()
    response = post(client, pages["fr"])
    assert response.status_code == 403
    assert "Parce que « cela compte »" in response.content.decode()
    assert Application.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, pages: dict[str, FormPage], method: str) -> None:
    assert getattr(client, method)(pages["fr"].get_url()).status_code == 405


def test_a_draft_form_takes_nothing(client: Client, pages: dict[str, FormPage]) -> None:
    pages["fr"].unpublish()
    assert post(client, pages["fr"]).status_code == 404
