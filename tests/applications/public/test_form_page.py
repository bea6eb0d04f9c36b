"""A form as its applicant meets it, page by page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.forms.page import FormPage
from applications.models import Application, Call, Draft, OutgoingEmail
from applications.references import is_reference
from tests.applications.public.two_steps import TITLE_KEY, build_two_steps, fill, path, send
from tests.builders import ANSWERS, KEYS, OPTION_KEYS, kept_form

pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_two_steps)]


@pytest.fixture
def call() -> Call:
    return Call.objects.get()


@pytest.fixture
def pages(call: Call) -> dict[str, FormPage]:
    return kept_form()


@pytest.mark.parametrize(("language", "title"), [("fr", "Votre demande"), ("en", "Your request")])
def test_the_first_look(client: Client, pages: dict[str, FormPage], language: str, title: str) -> None:
    response = client.get(pages[language].get_url())
    html = response.content.decode()
    assert response.status_code == 200
    assert title in html
    assert f'name="{KEYS["name"]}"' in html
    assert f'name="{TITLE_KEY}"' not in html
    assert not Draft.objects.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_first_step_to_the_confirmation(client: Client, pages: dict[str, FormPage], language: str) -> None:
    page = pages[language]
    assert path(fill(client, page)) == page.get_url() + "check/"
    summary = client.get(page.get_url() + "check/").content.decode()
    assert "Le banc qui raconte" in summary
    assert "Parce que « cela compte » – and it’s &lt;b&gt;ours&lt;/b&gt;." in summary
    sent = send(client, page)
    application = Application.objects.get()
    assert is_reference(application.reference)
    assert application.language == language
    assert application.contact_name == "Ada Martin"
    assert application.contact_email == "ada@example.org"
    assert application.answers == {
        KEYS["name"]: "Ada Martin",
        KEYS["mail"]: "ada@example.org",
        KEYS["what"]: OPTION_KEYS[1],
        KEYS["why"]: ANSWERS[KEYS["why"]],
        KEYS["yes"]: True,
        TITLE_KEY: "Le banc qui raconte",
    }
    confirmation = client.get(path(sent))
    assert application.reference in confirmation.content.decode()
    assert "Le banc qui raconte" in confirmation.content.decode()
    assert OutgoingEmail.objects.get().language == language


def test_only_the_browser_that_sent_sees_its_answers(client: Client, pages: dict[str, FormPage]) -> None:
    fill(client, pages["fr"])
    place = path(send(client, pages["fr"]))
    seen = Client().get(place).content.decode()
    assert Application.objects.get().reference in seen
    assert "Le banc qui raconte" not in seen
    assert "ada@example.org" not in seen


def test_who_leaves_the_computer_takes_the_answers_along(client: Client, pages: dict[str, FormPage]) -> None:
    fill(client, pages["fr"])
    place = path(send(client, pages["fr"]))
    seal = re.search(r'name="draft" value="([^"]+)"', client.get(place).content.decode())
    assert seal
    client.post(pages["fr"].get_url() + "again/", {"draft": seal[1], "go": "leave"})
    seen = client.get(place).content.decode()
    assert Application.objects.get().reference in seen
    assert "Le banc qui raconte" not in seen


@pytest.mark.parametrize("receipt", ["1-x", "junk", "-", "9" * 30, "1-" + "0" * 64])
def test_nobody_makes_up_a_confirmation(client: Client, pages: dict[str, FormPage], receipt: str) -> None:
    assert client.get(f"{pages['fr'].get_url()}received/{receipt}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {KEYS["mail"]: "no address"},
        {KEYS["mail"]: ""},
        {KEYS["what"]: "unknown option"},
        {KEYS["what"]: "\x00"},
        {KEYS["why"]: "x" * 201},
        {KEYS["yes"]: ""},
    ],
)
def test_errors_keep_every_word(client: Client, pages: dict[str, FormPage], wrong: dict[str, str]) -> None:
    response = client.post(pages["fr"].get_url(), {**ANSWERS, **wrong})
    html = response.content.decode()
    assert response.status_code == 422
    if KEYS["why"] not in wrong:
        assert "Parce que « cela compte » – and it’s &lt;b&gt;ours&lt;/b&gt;." in html
    assert re.search(rf'href="#id_{next(iter(wrong))}(_0)?"', html)
    assert "aria-invalid" in html
    kept = Draft.objects.get().data
    assert kept[KEYS["name"]] == ["Ada Martin"]
    again = client.get(f"{pages['fr'].get_url()}step/1/").content.decode()
    assert 'value="Ada Martin"' in again
    assert "aria-invalid" not in again


def test_a_draft_is_offered_again_and_can_be_started_over(client: Client, pages: dict[str, FormPage]) -> None:
    page = pages["en"]
    client.post(page.get_url(), {**ANSWERS, "go": "next"})
    html = client.get(page.get_url()).content.decode()
    assert f"{page.get_url()}step/2/" in html
    assert f"{page.get_url()}again/" in html
    assert path(client.post(page.get_url() + "again/")) == page.get_url()
    assert not Draft.objects.exists()
    assert f'name="{KEYS["name"]}"' in client.get(page.get_url()).content.decode()


def test_leaving_keeps_the_draft_and_closes_it_to_this_browser(client: Client, pages: dict[str, FormPage]) -> None:
    client.post(pages["en"].get_url(), {**ANSWERS, "go": "next"})
    client.post(pages["en"].get_url() + "again/", {"go": "leave"})
    assert Draft.objects.exists()
    assert "Ada Martin" not in client.get(pages["en"].get_url()).content.decode()
    assert path(client.get(pages["en"].get_url() + "step/1/")) == pages["en"].get_url()


def test_nobody_opens_the_draft_of_somebody_else(client: Client, pages: dict[str, FormPage]) -> None:
    fill(client, pages["fr"])
    stranger = Client()
    for part in ("step/1/", "step/2/", "check/", "later/"):
        assert path(stranger.get(pages["fr"].get_url() + part)) == pages["fr"].get_url()
    stranger.cookies["drafts"] = Draft.objects.get().pk.hex
    assert path(stranger.get(pages["fr"].get_url() + "check/")) == pages["fr"].get_url()


def test_the_language_switch_keeps_the_draft(client: Client, pages: dict[str, FormPage]) -> None:
    client.post(pages["fr"].get_url(), {**ANSWERS, "go": "next"})
    french = client.get(pages["fr"].get_url() + "step/1/").content.decode()
    assert f'href="{pages["en"].get_url()}step/1/"' in french
    english = client.get(pages["en"].get_url() + "step/1/").content.decode()
    assert 'value="Ada Martin"' in english
    assert "Your name" in english


def test_the_other_wording_stands_beside(client: Client, pages: dict[str, FormPage]) -> None:
    response = client.post(pages["fr"].get_url(), {**ANSWERS, "go": "both:1"})
    html = client.get(response["Location"]).content.decode()
    assert "Your name" in html
    assert "Votre nom" in html
    assert "Advice" in html


def test_the_browser_saves_what_is_half_typed(client: Client, pages: dict[str, FormPage]) -> None:
    response = client.post(pages["en"].get_url(), {KEYS["mail"]: "ada@", KEYS["why"]: "Bec", "go": "save"})
    assert response.status_code == 200
    assert "Saved at" in response.json()["saved"]
    assert Draft.objects.get().data == {KEYS["mail"]: ["ada@"], KEYS["why"]: ["Bec"]}
    html = client.get(pages["en"].get_url() + "step/1/").content.decode()
    assert 'value="ada@"' in html
    assert "Bec" in html


def test_two_posts_of_a_first_page_make_one_draft(client: Client, pages: dict[str, FormPage]) -> None:
    sealed = re.search(r'name="draft" value="([^"]+)"', client.get(pages["fr"].get_url()).content.decode())
    assert sealed
    for browser in (Client(), Client()):
        browser.post(pages["fr"].get_url(), {**ANSWERS, "draft": sealed[1]})
    assert Draft.objects.count() == 1


def test_a_browser_that_lost_its_cookie_loses_no_word(client: Client, pages: dict[str, FormPage]) -> None:
    second = client.post(pages["fr"].get_url(), {**ANSWERS, "go": "next"})
    sealed = re.search(r'name="draft" value="([^"]+)"', client.get(path(second)).content.decode())
    assert sealed
    forgetful = Client()
    forgetful.post(path(second), {TITLE_KEY: "Le banc", "draft": sealed[1]})
    assert Draft.objects.get().data[TITLE_KEY] == ["Le banc"]
    assert "Le banc" in forgetful.get(pages["fr"].get_url() + "check/").content.decode()


def test_without_its_csrf_token_a_step_comes_back_with_every_word(pages: dict[str, FormPage]) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(pages["en"].get_url(), ANSWERS)
    html = response.content.decode()
    assert response.status_code == 403
    assert not Draft.objects.exists()
    assert 'value="Ada Martin"' in html
    assert "Parce que « cela compte »" in html
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    again = client.post(pages["en"].get_url(), {**ANSWERS, "csrfmiddlewaretoken": token[1]})
    assert again.status_code == 303
    assert Draft.objects.get().data[KEYS["name"]] == ["Ada Martin"]


def test_what_is_missing_is_found_at_the_end(client: Client, pages: dict[str, FormPage]) -> None:
    client.post(pages["en"].get_url(), {**ANSWERS, "go": "next"})
    response = client.post(pages["en"].get_url() + "check/", {"submit_token": "junk"})
    assert response.status_code == 422
    assert not Application.objects.exists()
    assert f"{pages['en'].get_url()}step/2/?from=check#question-{TITLE_KEY}" in response.content.decode()


def test_change_returns_to_the_check(client: Client, pages: dict[str, FormPage]) -> None:
    fill(client, pages["en"])
    back = client.post(pages["en"].get_url() + "step/1/", {**ANSWERS, KEYS["name"]: "Ada B.", "from": "check"})
    assert path(back) == pages["en"].get_url() + "check/"
    assert "Ada B." in client.get(path(back)).content.decode()


def test_a_closed_call_takes_nothing_and_keeps_every_word(
    client: Client, pages: dict[str, FormPage], call: Call
) -> None:
    fill(client, pages["fr"])
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save()
    assert "Le banc qui raconte" in client.get(pages["fr"].get_url()).content.decode()
    refused = client.post(pages["fr"].get_url() + "step/2/", {TITLE_KEY: "Un autre titre"})
    assert refused.status_code == 403
    assert "Un autre titre" in refused.content.decode()
    late = client.post(pages["fr"].get_url() + "check/", {"submit_token": "junk"})
    assert late.status_code == 403
    assert "Un autre titre" in late.content.decode()
    assert not Application.objects.exists()


def test_a_page_of_a_sent_draft_loses_no_word(client: Client, pages: dict[str, FormPage]) -> None:
    fill(client, pages["fr"])
    sealed = re.search(r'name="draft" value="([^"]+)"', client.get(pages["fr"].get_url() + "step/2/").content.decode())
    assert sealed
    send(client, pages["fr"])
    late = client.post(pages["fr"].get_url() + "step/2/", {TITLE_KEY: "Encore un mot", "draft": sealed[1]})
    assert late.status_code == 409
    assert "Encore un mot" in late.content.decode()
    assert "received/" in late.content.decode()


def test_another_application_can_follow(client: Client, pages: dict[str, FormPage]) -> None:
    for _number in range(2):
        fill(client, pages["fr"])
        assert "received" in path(send(client, pages["fr"]))
    assert Application.objects.count() == 2


def test_without_a_seat_and_a_waiting_list(client: Client, pages: dict[str, FormPage], call: Call) -> None:
    fill(client, pages["fr"])
    call.capacity, call.has_waiting_list = 0, False
    call.save()
    refused = client.post(pages["fr"].get_url() + "check/", {"submit_token": "junk"})
    assert refused.status_code == 403
    assert "Le banc qui raconte" in refused.content.decode()
    assert Draft.objects.get().application is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("part", ["", "step/1/", "check/", "later/", "outcome/", "resume/abc/"])
def test_other_methods_are_refused(client: Client, pages: dict[str, FormPage], method: str, part: str) -> None:
    assert getattr(client, method)(pages["fr"].get_url() + part).status_code == 405


@pytest.mark.parametrize("part", ["step/0/", "step/99/", "step/99999999999999999999/"])
def test_steps_that_do_not_exist_lead_to_the_form(client: Client, pages: dict[str, FormPage], part: str) -> None:
    client.post(pages["fr"].get_url(), ANSWERS)
    response = client.get(pages["fr"].get_url() + part)
    assert path(response) == pages["fr"].get_url()


@pytest.mark.parametrize(
    "go", ["row:x:add", "row:", "drop:x", "drop:", "both:", "back", "read", "junk", "\x00", "x" * 999]
)
def test_a_button_that_does_not_exist_keeps_what_was_typed(client: Client, pages: dict[str, FormPage], go: str) -> None:
    assert client.post(pages["fr"].get_url(), {**ANSWERS, "go": go}).status_code == 303
    assert Draft.objects.get().data[KEYS["name"]] == ["Ada Martin"]


@pytest.mark.parametrize("name", ["draft", "version", "step", "both", "from", "subject", "captcha", "submit_token"])
@pytest.mark.parametrize("junk", ["", "\x00", "a:b:c", "-1", "x" * 5000])
def test_junk_in_hidden_fields_costs_nothing(client: Client, pages: dict[str, FormPage], name: str, junk: str) -> None:
    response = client.post(pages["fr"].get_url(), {**ANSWERS, name: junk})
    assert response.status_code == 303
    assert client.post(pages["fr"].get_url() + "check/", {name: junk}).status_code in (303, 422)
    assert Draft.objects.get().data[KEYS["name"]] == ["Ada Martin"]


def test_an_unpublished_form_takes_nothing(client: Client, pages: dict[str, FormPage]) -> None:
    for page in pages.values():
        page.unpublish()
    assert client.post(pages["fr"].get_url(), ANSWERS).status_code == 404


def test_the_addresses_below_a_form_are_made_before_the_first_request() -> None:
    """Threads that make them at the same time fail: Wagtail goes through the class that another one is changing."""
    assert "_routablepage_urlresolver" in vars(FormPage)
