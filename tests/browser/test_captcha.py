"""The robot check in a real browser, with something else in the place of the third party."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route

from applications.forms.page import FormPage
from applications.models import Draft, FormProtection

pytestmark = pytest.mark.browser

SERVICE = "https://www.google.com/recaptcha/"
WILLING = """
window.grecaptcha = {
  ready: (then) => then(),
  execute: async (key, options) => `token of ${key} for ${options.action}`,
};
"""
BROKEN = "window.grecaptcha = { ready: (then) => then(), execute: () => { throw new Error('down'); } };"


@pytest.fixture
def check_page(demo_server: str, browser_page: Callable[..., Page], settings: Any) -> Iterator[Page]:
    """The check page of a form of which nothing was answered yet: sending it brings it back."""
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "site-key", "private-key"
    protection = FormProtection.objects.create(uses_captcha=True)
    known = set(Draft.objects.values_list("pk", flat=True))
    form = FormPage.objects.live().filter(locale__language_code="en").order_by("pk").first()
    assert form
    page = browser_page(locale="en")
    address = demo_server + form.url
    page.goto(address)
    page.locator("button[name=go][value=later]").first.click()
    page.goto(f"{address}check/")
    yield page
    protection.delete()
    Draft.objects.exclude(pk__in=known).delete()


def sent_by(page: Page, value: str = "send") -> dict[str, list[str]]:
    """Press a button of the form; what the browser posts."""
    with page.expect_request(lambda request: request.method == "POST") as posted:
        page.locator(f"#send button[name=go][value={value}]").click()
    request: Request = posted.value
    return parse_qs(request.post_data or "", keep_blank_values=True)


def answer_with(page: Page, script: str | None) -> list[str]:
    """Let a script stand for the service's, or its network be down; the addresses that are asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if script is None:
            route.abort()
        else:
            route.fulfill(body=script, content_type="text/javascript")

    page.route(f"{SERVICE}**", answer)
    return asked


def allow(page: Page) -> None:
    page.get_by_role("button", name="Allow the robot check").click()


def test_nothing_is_loaded_before_it_was_allowed(check_page: Page) -> None:
    asked = answer_with(check_page, WILLING)
    assert check_page.get_by_role("button", name="Allow the robot check").is_visible()
    posted = sent_by(check_page)
    assert posted["captcha"] == [""]
    assert posted["go"] == ["send"]
    assert asked == []


def test_the_token_and_the_pressed_button_are_both_sent(check_page: Page) -> None:
    asked = answer_with(check_page, WILLING)
    allow(check_page)
    check_page.get_by_text("Allowed. The check takes place when you send.").wait_for()
    posted = sent_by(check_page)
    assert posted["captcha"] == ["token of site-key for submit"]
    assert posted["go"] == ["send"]
    assert asked == [f"{SERVICE}api.js?render=site-key&hl=en"]


def test_finishing_later_needs_no_check(check_page: Page) -> None:
    answer_with(check_page, WILLING)
    allow(check_page)
    check_page.get_by_text("Allowed.").wait_for()
    posted = sent_by(check_page, "later")
    assert posted["captcha"] == [""]
    assert posted["go"] == ["later"]


def test_a_service_that_is_down_keeps_nobody_from_sending(check_page: Page) -> None:
    answer_with(check_page, None)
    allow(check_page)
    check_page.get_by_text("The robot check does not answer.").wait_for()
    assert sent_by(check_page)["go"] == ["send"]


def test_a_service_that_breaks_keeps_nobody_from_sending(check_page: Page) -> None:
    answer_with(check_page, BROKEN)
    allow(check_page)
    check_page.get_by_text("Allowed.").wait_for()
    posted = sent_by(check_page)
    assert posted["captcha"] == [""]
    assert posted["go"] == ["send"]
