"""From the home page to the moderator's queue, as people walk it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from applications.models import Application
from tests.browser.walking import DESK, PHONE, fill_form, form_page, form_path

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize(("language", "viewport"), [("fr", DESK), ("en", PHONE)])
def test_from_the_home_page_to_the_queue(
    demo_server: str,
    browser_page: Callable[..., Page],
    language: str,
    viewport: dict[str, int],
    *,
    javascript: bool,
) -> None:
    before = set(Application.objects.values_list("pk", flat=True))
    problems: list[str] = []
    page = browser_page(viewport=viewport, java_script_enabled=javascript)
    # A step that comes back to be completed (422) is the form's own answer, and no fault of the page.
    page.on("console", lambda it: problems.append(it.text) if it.type == "error" and "422" not in it.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    form = form_page(language)
    offer = form.get_parent()
    page.goto(f"{demo_server}/{language}/")
    page.locator(f"main a[href='{offer.url}']").first.click()
    assert page.locator("h1").inner_text()
    page.locator(f"main a[href='{form.url}']").first.click()
    fill_form(page)
    page.locator("#send button[value=send]").click()
    page.wait_for_url("**/received/**")

    application = Application.objects.exclude(pk__in=before).get()
    assert application.language == language
    assert application.reference in page.locator("main").inner_text()
    page.reload()
    assert application.reference in page.locator("main").inner_text()
    assert problems == []

    staff = browser_page(viewport=DESK)
    staff.goto(f"{demo_server}/admin/")
    staff.locator("input[name=username]").fill("moderator@example.org")
    staff.locator("input[name=password]").fill("la-trame")
    staff.locator("button[type=submit]").first.click()
    staff.wait_for_url(f"{demo_server}/admin/")
    staff.goto(f"{demo_server}/admin/applications/")
    staff.get_by_role("link", name=application.reference).first.click()
    staff.wait_for_url(f"{demo_server}/admin/applications/{application.pk}/")
    shown = staff.locator("main").inner_text()
    assert "Ada Martin" in shown
    assert ("Français" if language == "fr" else "Anglais") in shown


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_the_switch_leads_to_the_same_page(
    demo_server: str, browser_page: Callable[..., Page], language: str, other: str
) -> None:
    page = browser_page(viewport=PHONE)
    page.goto(demo_server + form_path(language))
    page.locator(".language-link").click()
    assert page.url == demo_server + form_path(other)
    assert page.locator("html").get_attribute("lang") == other


def test_the_menu_opens_by_keyboard(demo_server: str, browser_page: Callable[..., Page]) -> None:
    page = browser_page(viewport=PHONE)
    page.goto(f"{demo_server}/fr/")
    navigation, button = page.locator("#site-nav"), page.locator("[data-menu-button]")
    assert not navigation.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    button.focus()
    page.keyboard.press("Enter")
    assert navigation.is_visible()
    assert button.get_attribute("aria-expanded") == "true"


def test_errors_take_the_focus_and_lead_to_their_field(demo_server: str, browser_page: Callable[..., Page]) -> None:
    page = browser_page(viewport=PHONE)
    page.goto(demo_server + form_path("en"))
    page.locator("#step .actions button").first.click()
    assert page.title().startswith("Error")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    link = page.locator(".error-summary a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_function("id => document.activeElement.id === id", arg=target.removeprefix("#"))


def test_the_first_visit_is_light(demo_server: str, browser_page: Callable[..., Page]) -> None:
    """At most 15 requests, and nothing from anywhere else. Sizes are tested where the files are made."""
    asked: list[str] = []
    page = browser_page(viewport=DESK)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_server}/fr/", wait_until="networkidle")
    assert len(asked) <= 15
    assert [url for url in asked if not url.startswith((demo_server, "data:"))] == []
