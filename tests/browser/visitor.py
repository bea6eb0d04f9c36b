"""Somebody who fills in the forms of ``tests.browser.forms`` in a browser."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.axe import findings
from tests.browser.forms import Forms
from tests.browser.long_form import key
from tests.builders import ANSWERS, KEYS, OPTION_KEYS

HEIGHT = 900
WIDTHS = (1280, 390)
NARROW = 320


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@dataclass
class Visitor:
    page: Page
    server: str
    forms: Forms
    language: str

    def t(self, french: str, english: str) -> str:
        return french if self.language == "fr" else english

    def open(self, state: str, tail: str = "") -> None:
        self.page.goto(self.server + self.forms.url(state, self.language, tail))

    def press(self, act: str) -> None:
        """A button by what it does; the last one, for Enter has one of its own before the others."""
        with self.page.expect_navigation():
            self.page.locator(f"button[name=go][value='{act}']").last.click()

    def input(self, name: str, part: str = "") -> Locator:
        return self.page.locator(f"[name='{key(name)}{part}']")

    def choose(self, name: str, option: str) -> None:
        self.page.locator(f"[name='{key(name)}'][value='{option}']").check()

    def question(self, name: str) -> Locator:
        return self.page.locator(f"#question-{key(name)}")

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def looks_right(self) -> None:
        """At a desk and on a phone, axe finds nothing and nothing sticks out, not even at 320 pixels."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            assert findings(self.page) == []
            assert overflow(self.page) <= 0
        self.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        assert overflow(self.page) <= 0
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    def begin(self, *, lives: str = "yes", people: str = "4") -> None:
        self.open("open")
        self.choose("lives", lives)
        self.input("people").fill(people)
        self.press("next")

    def say_who(self) -> None:
        self.input("name").fill("Ada Martin")
        self.input("email").fill("ada@example.org")
        self.choose("form", key("form-0"))
        self.press("next")

    def describe(self) -> None:
        self.input("title").fill("Le banc qui raconte")
        self.choose("theme", key("theme-1"))
        self.choose("public", key("public-0"))
        self.input("idea").fill("Trois villages, un banc.\nEt un haut-parleur.")
        self.press("next")

    def count(self) -> None:
        budget = "budget"
        self.input(budget, "-expenses-0-category").select_option(key("expense-0"))
        self.input(budget, "-expenses-0-label").fill("Bois")
        self.input(budget, "-expenses-0-amount").fill("2 400")
        self.input(budget, "-incomes-0-category").select_option(key("income-0"))
        self.input(budget, "-incomes-0-label").fill("Tombola")
        self.input(budget, "-incomes-0-amount").fill("550")
        self.input(budget, "-request").fill("1 850")
        self.input("team", f"-0-{key('member')}").fill("Ada Martin")
        self.input("consent").check()
        self.press("next")

    def fill_in(self) -> None:
        """The long form, as far as the check page."""
        self.begin()
        self.fill_in_from_the_second_step()

    def fill_in_from_the_second_step(self) -> None:
        self.open("open", "step/2/")
        self.say_who()
        self.describe()
        self.count()

    def fill_in_short(self, state: str) -> None:
        self.open(state)
        for name in ("name", "mail", "why"):
            self.page.locator(f"[name='{KEYS[name]}']").fill(ANSWERS[KEYS[name]])
        self.page.locator(f"[name='{KEYS['what']}'][value='{OPTION_KEYS[1]}']").check()
        self.page.locator(f"[name='{KEYS['yes']}']").check()
        self.press("next")
