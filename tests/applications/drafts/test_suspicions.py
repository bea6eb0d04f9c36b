import re
import uuid
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import translation

from applications.drafts.browser_cookie import PAGE_SALT
from applications.forms.page import FormPage
from applications.models import Application, Draft
from applications.models.suspicions import HONEYPOT, QUICK, Suspicion, suspicion_labels, suspicions_of
from tests.builders import ANSWERS, KEYS

SLOWLY = QUICK + 1


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are as old as those that a person answers: stamped some seconds ago."""
    stamp = signing.TimestampSigner.timestamp

    def earlier(signer: signing.TimestampSigner) -> str:
        return signing.b62_encode(signing.b62_decode(stamp(signer)) - 5)

    monkeypatch.setattr(signing.TimestampSigner, "timestamp", earlier)


def hidden_fields(html: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', html)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def fill(client: Client, page: FormPage, **more: str) -> Any:
    """The first page, looked at and sent with all that it carries."""
    seen = client.get(page.get_url()).content.decode()
    return client.post(page.get_url(), {**hidden_fields(seen), HONEYPOT: "", **ANSWERS, "go": "next", **more})


def send(client: Client, page: FormPage, **more: str) -> Application:
    address = f"{page.get_url()}check/"
    fields = hidden_fields(client.get(address).content.decode())
    response = client.post(address, {**fields, HONEYPOT: "", "go": "send", **more})
    assert response.status_code == 303
    return Application.objects.latest("pk")


def test_a_person_is_not_suspected() -> None:
    assert suspicions_of({HONEYPOT: "", "go": "next"}, SLOWLY, is_first=True) == ()
    assert suspicions_of({}, SLOWLY, is_first=True) == ()


def test_blanks_in_the_field_that_nobody_sees_are_nothing() -> None:
    assert suspicions_of({HONEYPOT: " \t"}, SLOWLY) == ()


def test_a_machine_fills_in_what_nobody_sees() -> None:
    assert suspicions_of({HONEYPOT: "https://example.org"}, SLOWLY) == (Suspicion.HONEYPOT,)


@pytest.mark.parametrize("go", ["", "next"])
def test_a_first_page_is_not_answered_at_once(go: str) -> None:
    assert suspicions_of({"go": go}, QUICK - 0.1, is_first=True) == (Suspicion.QUICK,)
    assert suspicions_of({"go": go}, QUICK, is_first=True) == ()


@pytest.mark.parametrize("go", ["save", "later", "back", "both:1", "row:x:add"])
def test_buttons_that_do_not_continue_may_be_quick(go: str) -> None:
    assert suspicions_of({"go": go}, 0.0, is_first=True) == ()


def test_who_leafs_through_answers_may_be_quick() -> None:
    assert suspicions_of({"go": "next"}, 0.0) == ()


def test_a_post_from_no_page() -> None:
    assert suspicions_of({}, None, is_first=True) == (Suspicion.UNSIGNED,)


def test_all_that_is_strange_is_told() -> None:
    assert suspicions_of({HONEYPOT: "x"}, None) == (Suspicion.HONEYPOT, Suspicion.UNSIGNED)


def test_labels_are_read_in_the_language_of_the_staff() -> None:
    with translation.override("en"):
        assert suspicion_labels(["quick", "honeypot", "quick"]) == [
            "filled in a field that people do not see",
            "answered faster than people read",
        ]


def test_a_code_of_former_times_and_junk_are_shown_as_they_are() -> None:
    with translation.override("en"):
        assert suspicion_labels(["gone", "captcha", None, 3]) == [
            "the robot check was not passed, or gave no answer",
            "gone",
            "None",
            "3",
        ]
    assert suspicion_labels([]) == []


def test_someone_without_a_script_is_not_marked(pages: dict[str, FormPage], client: Client, patience: None) -> None:
    fill(client, pages["fr"])
    assert send(client, pages["fr"]).suspicions == []


def test_going_back_and_sending_a_page_again_is_not_marked(
    pages: dict[str, FormPage], client: Client, patience: None
) -> None:
    old = hidden_fields(client.get(pages["fr"].get_url()).content.decode())
    for _ in range(2):
        client.post(pages["fr"].get_url(), {**old, HONEYPOT: "", **ANSWERS, "go": "next"})
    assert Draft.objects.get().suspicions == []
    assert send(client, pages["fr"]).suspicions == []


def test_two_windows_are_not_marked(pages: dict[str, FormPage], client: Client, patience: None) -> None:
    windows = [hidden_fields(client.get(pages["fr"].get_url()).content.decode()) for _ in range(2)]
    for window in windows:
        client.post(pages["fr"].get_url(), {**window, HONEYPOT: "", **ANSWERS, "go": "next"})
    assert [draft.suspicions for draft in Draft.objects.all()] == [[], []]


def test_a_browser_without_cookies_is_not_marked(pages: dict[str, FormPage], client: Client, patience: None) -> None:
    seen = client.get(pages["fr"].get_url()).content.decode()
    fields = {**hidden_fields(seen), HONEYPOT: "", **ANSWERS, "go": "next"}
    Client().post(pages["fr"].get_url(), fields)
    Client().post(f"{pages['fr'].get_url()}step/1/", fields)
    assert Draft.objects.get().suspicions == []


def test_someone_in_a_hurry_with_a_filled_draft_is_not_marked(pages: dict[str, FormPage], client: Client) -> None:
    fill(client, pages["fr"], go="save")
    address = f"{pages['fr'].get_url()}step/1/"
    client.post(address, {**hidden_fields(client.get(address).content.decode()), **ANSWERS, "go": "next"})
    assert send(client, pages["fr"]).suspicions == []


def test_marks_land_in_the_application_and_nothing_is_refused(pages: dict[str, FormPage], client: Client) -> None:
    page = pages["fr"]
    assert client.post(page.get_url(), {**ANSWERS, HONEYPOT: "buy", "go": "next"}).status_code == 303
    application = send(client, page)
    assert application.suspicions == ["honeypot", "unsigned"]
    assert application.contact_name == "Ada Martin"


def test_a_mark_of_the_last_page_counts_too(pages: dict[str, FormPage], client: Client, patience: None) -> None:
    fill(client, pages["fr"])
    assert send(client, pages["fr"], **{HONEYPOT: "buy"}).suspicions == ["honeypot"]


def test_a_quick_machine_is_marked(pages: dict[str, FormPage], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = signing.TimestampSigner.timestamp
    monkeypatch.setattr(  # a page made at the very end of a second would be a second old at once
        signing.TimestampSigner, "timestamp", lambda signer: signing.b62_encode(signing.b62_decode(stamp(signer)) + 1)
    )
    fill(client, pages["fr"])
    assert Draft.objects.get().suspicions == ["quick"]


def test_the_honeypot_is_out_of_peoples_way(pages: dict[str, FormPage], client: Client) -> None:
    html = client.get(pages["fr"].get_url()).content.decode()
    trap = re.search(
        rf'<div class="form__trap" aria-hidden="true">.*?<input ([^>]*name="{HONEYPOT}"[^>]*)>', html, re.DOTALL
    )
    assert trap
    assert 'tabindex="-1"' in trap[1]
    assert 'autocomplete="off"' in trap[1]
    assert "value" not in trap[1]


def forged(text: str) -> str:
    return signing.TimestampSigner(key="another", salt=PAGE_SALT).sign(text)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "::",
        "a:b:c",
        "\x00",
        "é" * 3000,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        forged(uuid.uuid4().hex),
        signing.TimestampSigner(salt=PAGE_SALT).sign("no uuid"),
        signing.Signer(salt=PAGE_SALT).sign(uuid.uuid4().hex),
    ],
    ids=["empty", "colons", "parts", "nul", "long", "emoji", "forged", "no uuid", "no time"],
)
@pytest.mark.parametrize("name", ["draft", HONEYPOT, "submit_token", "captcha", "go", "step"])
def test_junk_is_no_failure_and_no_refusal(pages: dict[str, FormPage], client: Client, name: str, junk: str) -> None:
    page = pages["en"]
    assert client.post(page.get_url(), {**ANSWERS, name: junk}).status_code == 303
    sent = client.post(f"{page.get_url()}check/", {"submit_token": str(uuid.uuid4()), name: junk})
    assert sent.status_code == 303
    assert Application.objects.get().answers[KEYS["name"]] == "Ada Martin"
