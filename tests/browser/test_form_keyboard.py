"""The long form, from its first question to the confirmation, by keyboard only and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application
from tests.browser.forms import Forms
from tests.browser.long_form import key
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

FAR = 80  # more presses of the Tab key than any page has stops


class Keyboard:
    """Fingers on the keys. Whatever takes the focus must show it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Tab forward until something that matches has the focus."""
        for _press in range(FAR):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached with the Tab key")

    def write(self, name: str, text: str, part: str = "") -> None:
        self.to(f"[name='{key(name)}{part}']")
        self.page.keyboard.type(text)

    def pick(self, name: str, *, downs: int = 0) -> None:
        """The first radio button of a group, or one so many below it."""
        self.to(f"[name='{key(name)}']")
        self.page.keyboard.press("Space")
        for _press in range(downs):
            self.page.keyboard.press("ArrowDown")

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def budget(keys: Keyboard) -> None:
    keys.to(f"[name='{key('budget')}-expenses-0-category']")
    keys.page.keyboard.press("ArrowDown")
    keys.write("budget", "Bois", "-expenses-0-label")
    keys.write("budget", "2 000", "-expenses-0-amount")
    keys.to("[data-add]")
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator(f"[name='{key('budget')}-expenses-1-category']")).to_be_focused()
    keys.page.keyboard.press("ArrowDown")
    keys.write("budget", "Vis", "-expenses-1-label")
    keys.write("budget", "400", "-expenses-1-amount")
    keys.to(f"[name='{key('budget')}-incomes-0-category']")
    keys.page.keyboard.press("ArrowDown")
    keys.write("budget", "Tombola", "-incomes-0-label")
    keys.write("budget", "550", "-incomes-0-amount")
    keys.write("budget", "1 850", "-request")


def test_by_keyboard_only(demo_server: str, browser_page: Callable[..., Page], forms: Forms) -> None:
    page = browser_page(viewport={"width": 1280, "height": 900})
    visitor, keys = Visitor(page, demo_server, forms, "en"), Keyboard(page)
    visitor.open("open")
    keys.pick("lives")
    keys.write("people", "4")
    keys.enter()
    keys.write("name", "Ada Martin")
    keys.write("email", "ada@example.org")
    keys.pick("form")
    keys.to("button[value=next]")
    keys.enter()
    keys.write("title", "Le banc qui raconte")
    keys.pick("theme", downs=5)
    keys.write("other", "Numérique")
    keys.pick("public")
    keys.write("idea", "Trois villages, un banc.")
    keys.to("button[value=next]")
    keys.enter()
    budget(keys)
    keys.write("team", "Ada Martin", f"-0-{key('member')}")
    keys.to(f"[name='{key('consent')}']")
    page.keyboard.press("Space")
    keys.to("button[value=next]")
    keys.enter()
    assert page.url.endswith("/check/")
    keys.to("button[value=send]")
    keys.enter()
    page.wait_for_url("**/received/**")
    application = Application.objects.filter(call__code="states-open").latest("submitted_at")
    assert application.answers[key("other")] == "Numérique"


def test_enter_continues_and_never_goes_back_or_adds_a_row(
    demo_server: str, browser_page: Callable[..., Page], forms: Forms
) -> None:
    page = browser_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    visitor = Visitor(page, demo_server, forms, "fr")
    visitor.begin()
    visitor.say_who()
    visitor.describe()
    visitor.input("budget", "-request").fill("500")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.url.endswith("/step/4/")
    assert visitor.input("team", "-rows").count() == 1


def test_without_javascript(demo_server: str, browser_page: Callable[..., Page], forms: Forms, tmp_path: Path) -> None:
    page = browser_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    visitor = Visitor(page, demo_server, forms, "fr")
    visitor.begin()
    visitor.say_who()
    condition = visitor.question("other").locator(".question__condition")
    expect(condition).to_contain_text("Un autre thème")
    drawing = tmp_path / "plan.txt"
    drawing.write_text("no plan")
    visitor.input("title").fill("Sans script")
    visitor.input("drawing").set_input_files(drawing)
    visitor.press("next")
    expect(visitor.question("drawing").locator(".field__error")).to_be_visible()
    expect(visitor.input("title")).to_have_value("Sans script")
    visitor.press("back")
    assert page.url.endswith("/step/2/")
    visitor.press("next")
    expect(visitor.input("title")).to_have_value("Sans script")
    visitor.describe()
    visitor.input("budget", "-expenses-0-label").fill("Planches")
    visitor.press(f"row:{key('budget')}:add-expenses")
    expect(visitor.input("budget", "-expenses-1-label")).to_be_visible()
    expect(visitor.input("budget", "-expenses-0-label")).to_have_value("Planches")
    visitor.press(f"row:{key('budget')}:remove-expenses-1")
    visitor.count()
    assert page.url.endswith("/check/")
    visitor.press("send")
    page.wait_for_url("**/received/**")
    application = Application.objects.filter(call__code="states-open").latest("submitted_at")
    assert application.answers[key("title")] == "Le banc qui raconte"
    assert application.language == "fr"
