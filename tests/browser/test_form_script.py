"""What form.js adds: saving by itself, questions that come and go, the count of characters."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from applications.drafts.filling import Filling
from applications.models import Draft, FormVersion
from tests.browser.forms import Forms
from tests.browser.long_form import key
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def writer(demo_server: str, browser_page: Callable[..., Page], forms: Forms) -> Visitor:
    """At the third step of the long form, in English."""
    visitor = Visitor(browser_page(viewport={"width": 1280, "height": 900}), demo_server, forms, "en")
    visitor.begin()
    visitor.say_who()
    return visitor


def kept(name: str, part: str = "") -> Any:
    """What the newest draft keeps under a name; empty if there is none."""
    return Draft.objects.latest("started_at").data.get(f"{key(name)}{part}", [""])[0]


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 8
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_what_is_typed_is_saved_even_if_it_is_wrong(writer: Visitor) -> None:
    writer.page.evaluate("document.querySelector('[data-saved]').textContent = ''")
    writer.input("title").fill("Half a ti")
    writer.input("start", "_day").fill("99")
    expect(writer.page.locator("[data-saved]")).to_contain_text("Saved at")
    assert kept("title") == "Half a ti"
    assert kept("start", "_day") == "99"
    writer.page.reload()
    expect(writer.input("title")).to_have_value("Half a ti")


def test_leaving_the_page_saves(writer: Visitor) -> None:
    writer.input("title").fill("Gone in a hurry")
    writer.page.goto("about:blank")
    until(lambda: kept("title") == "Gone in a hurry")


def test_the_language_switch_waits_for_the_saving(writer: Visitor) -> None:
    writer.input("title").fill("Une phrase")
    writer.page.locator(".language-link").click()
    writer.page.wait_for_url("**/fr/**/step/3/")
    expect(writer.input("title")).to_have_value("Une phrase")


def test_a_failure_is_said_and_tried_again(writer: Visitor) -> None:
    problem = writer.page.locator("[data-save-error]")
    writer.page.clock.install()
    writer.page.route("**/step/3/", lambda route: route.abort())
    writer.input("title").fill("Without a network")
    writer.page.clock.run_for(4000)
    expect(problem).to_contain_text("not saved yet")
    assert problem.get_attribute("role") == "alert"
    writer.page.unroute("**/step/3/")
    writer.page.clock.run_for(6000)
    expect(problem).to_be_empty()
    until(lambda: kept("title") == "Without a network")


def test_a_refusal_says_for_how_long(writer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.page.clock.install()
    monkeypatch.setattr("applications.public.form.visitor.seconds_to_wait", lambda *_args, **_kwargs: 20)
    writer.input("title").fill("Too often")
    writer.page.clock.run_for(4000)
    expect(writer.page.locator("[data-save-error]")).to_contain_text("20")
    monkeypatch.undo()
    writer.page.clock.run_for(21000)
    expect(writer.page.locator("[data-save-error]")).to_be_empty()
    until(lambda: kept("title") == "Too often")


def test_a_button_waits_for_a_saving_that_is_on_its_way(writer: Visitor) -> None:
    order: list[str] = []

    def slow(route: Route) -> None:
        order.append("save" if "go=save" in (route.request.post_data or "") else "send")
        if order[-1] == "save":
            time.sleep(0.5)
        route.continue_()

    writer.page.route("**/step/3/", slow)
    writer.input("title").fill("First")
    with writer.page.expect_request("**/step/3/"):
        writer.page.evaluate("dispatchEvent(new Event('online'))")
    writer.input("title").fill("First and last")
    writer.press("later")
    assert order == ["save", "send"]
    assert kept("title") == "First and last"


DATES = [("1", "1", "2030"), ("31", "12", "2029"), ("10", "avril", "2031"), ("10", "Apr", "2031"), ("31", "2", "2031")]


@pytest.mark.parametrize("day", [*DATES, ("", "", ""), ("1", "1", "31")])
def test_the_browser_decides_as_the_server_does(writer: Visitor, day: tuple[str, str, str]) -> None:
    for part, text in zip(("day", "month", "year"), day, strict=True):
        writer.input("start", f"_{part}").fill(text)
    version = FormVersion.objects.in_force(writer.forms.pages["open"]["en"].translation_key)
    assert version
    data = {f"{key('start')}_{part}": [text] for part, text in zip(("day", "month", "year"), day, strict=True)}
    start = {**Draft.objects.latest("started_at").data, **data}
    assert writer.question("season").is_visible() == Filling(version.form("en"), start).is_shown(key("season"))


def test_what_is_hidden_keeps_its_text(writer: Visitor) -> None:
    writer.choose("theme", key("theme-5"))
    writer.input("other").fill("Digital")
    writer.choose("theme", key("theme-0"))
    expect(writer.question("other")).to_be_hidden()
    writer.press("later")
    assert kept("other") == "Digital"
    writer.open("open", "step/3/")
    writer.choose("theme", key("theme-5"))
    expect(writer.input("other")).to_have_value("Digital")


def test_the_count_of_characters(writer: Visitor) -> None:
    count = writer.question("idea").locator(".field__count")
    expect(count).to_have_text("900 characters left")
    writer.input("idea").fill("x" * 901)
    expect(count).to_have_text("1 character too many")
    assert writer.input("idea").input_value() == "x" * 901
