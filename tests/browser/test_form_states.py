"""Every state of a form that an applicant may see: what it says, and that everybody can use it."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications.drafts.resume_tokens import resume_token
from applications.models import Call, DraftLink
from tests.browser.long_form import key
from tests.browser.visitor import Visitor
from tests.builders import FORM_STEPS, KEYS, stream

pytestmark = [pytest.mark.axe, pytest.mark.browser]


def test_the_first_step_empty_and_with_errors(visitor: Visitor) -> None:
    visitor.open("open")
    assert visitor.heading().startswith(visitor.t("Est-ce pour vous", "Is it for you"))
    visitor.looks_right()
    visitor.press("next")
    assert visitor.page.title().startswith(visitor.t("Erreur", "Error"))
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    visitor.looks_right()


def test_eligibility_outcomes(visitor: Visitor) -> None:
    visitor.begin(lives="no")
    assert visitor.page.url.endswith("/outcome/")
    assert visitor.page.locator(".error-summary, .field__error").count() == 0
    assert visitor.page.locator(".form-offer a").count() == 1
    visitor.looks_right()
    visitor.page.locator("main .actions a").click()
    visitor.choose("lives", "yes")
    visitor.input("people").fill("2")
    visitor.press("next")
    assert visitor.page.url.endswith("/outcome/")
    visitor.looks_right()
    visitor.page.locator("main .actions a").first.click()
    visitor.page.wait_for_url("**/step/2/")


def test_a_long_step_with_conditions_errors_and_both_languages(visitor: Visitor) -> None:
    visitor.begin()
    visitor.say_who()
    expect(visitor.question("other")).to_be_hidden()
    visitor.looks_right()
    visitor.choose("theme", key("theme-5"))
    expect(visitor.question("other")).to_be_visible()
    visitor.press("next")
    expect(visitor.question("other").locator(".field__error")).to_be_visible()
    visitor.looks_right()
    visitor.press("both:1")
    other = visitor.t("en", "fr")
    expect(visitor.question("title").locator(f"[lang={other}]")).to_contain_text(
        visitor.t("Title of the project", "Titre du projet")
    )
    visitor.looks_right()


def test_the_budget_step(visitor: Visitor) -> None:
    visitor.begin()
    visitor.open("open", "step/4/")
    visitor.looks_right()
    visitor.input("budget", "-expenses-0-amount").fill("abc")
    visitor.press("next")
    visitor.looks_right()


def test_the_check_page_and_the_confirmation(visitor: Visitor) -> None:
    visitor.begin()
    visitor.open("open", "check/")
    missing = visitor.page.locator(".summary__wrong")
    assert missing.count() > 3
    visitor.looks_right()
    visitor.press("send")
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    visitor.looks_right()
    visitor.fill_in_from_the_second_step()
    assert missing.count() == 0
    visitor.looks_right()
    visitor.press("send")
    assert "/received/" in visitor.page.url
    expect(visitor.page.locator("main")).to_contain_text("Le banc qui raconte")
    visitor.looks_right()


def test_changing_one_answer_returns_to_the_check_page(visitor: Visitor) -> None:
    visitor.fill_in()
    visitor.page.locator(f"a[href*='from=check'][href$='{key('title')}']").click()
    expect(visitor.input("title")).to_be_focused()
    visitor.input("title").fill("Le banc qui chante")
    visitor.press("back")
    assert visitor.page.url.endswith("/check/")
    visitor.page.go_back()
    visitor.press("next")
    assert visitor.page.url.endswith("/check/")
    expect(visitor.page.locator("main")).to_contain_text("Le banc qui chante")


def test_coming_back_and_finishing_later(visitor: Visitor) -> None:
    visitor.begin()
    visitor.say_who()
    visitor.open("open")
    assert visitor.page.locator("a[href$='/step/3/']").count() == 1
    visitor.page.locator("details").first.click()
    visitor.looks_right()
    visitor.open("open", "later/")
    expect(visitor.page.locator("[name=email]")).to_have_value("ada@example.org")
    visitor.looks_right()
    visitor.page.locator("[name=email]").fill("nobody")
    visitor.page.locator("main form button").first.click()
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    visitor.looks_right()
    visitor.page.locator("[name=email]").fill("ada@example.org")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_url("**/later/?sent=1")
    expect(visitor.page.locator("button[value=revoke]")).to_be_visible()
    visitor.looks_right()


def test_the_mailed_link(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("later")
    visitor.page.locator("[name=email]").fill("ada@example.org")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_url("**/later/?sent=1")
    link = DraftLink.objects.latest("created_at")
    visitor.page.context.clear_cookies()
    visitor.open("open", f"resume/{resume_token(link)}/")
    visitor.looks_right()
    visitor.page.locator("main form button").click()
    expect(visitor.page.locator("a[href$='/step/2/']")).to_be_visible()
    visitor.open("open", "resume/0123456789/")
    visitor.looks_right()


@pytest.mark.parametrize("state", ["upcoming", "closed", "full", "waiting"])
def test_doors(visitor: Visitor, state: str) -> None:
    visitor.open(state)
    assert visitor.page.locator("#step").count() == (1 if state == "waiting" else 0)
    visitor.looks_right()


def test_on_the_waiting_list(visitor: Visitor) -> None:
    visitor.fill_in_short("waiting")
    assert visitor.page.locator(".callout").count() == 1
    visitor.press("send")
    waits = visitor.t("liste d’attente", "waiting list")
    expect(visitor.page.locator(".callout", has_text=waits)).to_be_visible()
    visitor.looks_right()


def test_too_much_within_a_short_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.begin()
    visitor.input("name").fill("Ada Martin")
    monkeypatch.setattr("applications.public.form.visitor.seconds_to_wait", lambda *_args, **_kwargs: 30)
    visitor.press("next")
    expect(visitor.page.locator(".notice")).to_be_focused()
    expect(visitor.page.locator(".notice")).to_contain_text("30")
    expect(visitor.input("name")).to_have_value("Ada Martin")
    visitor.looks_right()


def test_a_token_that_expired(visitor: Visitor) -> None:
    visitor.begin()
    visitor.input("name").fill("Ada Martin")
    visitor.page.context.clear_cookies(name=re.compile("csrf"))
    visitor.press("next")
    expect(visitor.page.locator(".notice")).to_be_focused()
    expect(visitor.input("name")).to_have_value("Ada Martin")
    visitor.looks_right()


def test_a_call_that_closes_meanwhile(visitor: Visitor) -> None:
    visitor.fill_in_short("changing")
    visitor.open("changing", "step/1/")
    call = Call.objects.get(code="states-changing")
    try:
        Call.objects.filter(pk=call.pk).update(closes_at=timezone.now())
        visitor.press("next")
        expect(visitor.page.locator(".typed")).to_contain_text("Ada Martin")
        visitor.looks_right()
    finally:
        Call.objects.filter(pk=call.pk).update(closes_at=None)


def test_what_was_sent_already(visitor: Visitor) -> None:
    visitor.fill_in_short("changing")
    step = visitor.page.context.new_page()
    step.goto(visitor.page.url.replace("check/", "step/1/"))
    visitor.press("send")
    step.locator(f"[name='{KEYS['why']}']").fill("Trop tard")
    step.locator("button[value=next]").last.click()
    expect(step.locator(".typed")).to_contain_text("Trop tard")
    visitor.page.close()
    visitor.page = step
    visitor.looks_right()


def changed_steps(language: str, label: str) -> list[dict[str, Any]]:
    """The short form with one question reworded, one gone and a new one."""
    step = FORM_STEPS[language][0]
    kept = [question for question in step["value"]["questions"] if question["id"] != KEYS["why"]]
    name = {**kept[0], "value": {**kept[0]["value"], "label": label}}
    new = stream("short_text", {"label": f"{label} 2", "hint": "", "required": True, "autocomplete": ""}, key("new"))
    return [{**step, "value": {**step["value"], "questions": [name, *kept[1:], new]}}]


def test_a_form_that_changed(visitor: Visitor) -> None:
    visitor.fill_in_short("changing")
    try:
        visitor.forms.change("changing", {code: changed_steps(code, f"Name {code}") for code in ("fr", "en")})
        visitor.page.reload()
        notice = visitor.page.locator(".notice--changes")
        expect(notice).to_contain_text(f"Name {visitor.language} 2")
        notice.locator("summary").click()
        expect(notice).to_contain_text("Parce que")
        visitor.looks_right()
        visitor.open("changing")
        visitor.looks_right()
        visitor.open("changing", "check/")
        visitor.press("read")
        expect(notice).to_have_count(0)
        assert visitor.page.url.endswith("/check/")
    finally:
        visitor.forms.change("changing", FORM_STEPS)
