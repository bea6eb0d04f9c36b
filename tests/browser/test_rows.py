"""Rows and totals in a browser: the same as on the server, by keyboard, narrow and wide."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from playwright.sync_api import Page, expect

from applications.drafts.step_form import StepForm
from applications.questions import amounts
from applications.questions.base import Spec
from tests.applications.questions.asking import KEY
from tests.applications.questions.budgets import WHOLE, budget, typed
from tests.applications.questions.groups import group
from tests.applications.questions.groups import typed as typed_rows
from tests.browser.axe import findings
from tests.browser.visitor import overflow

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "site" / "static"
STYLES = "\n".join((STATIC / "css" / f"{name}.css").read_text() for name in ("portal", "forms", "questions", "rows"))
AMOUNTS = [
    "1 850",
    "1\u202f850,5 €",
    "€1,850.50",
    "1.850,50",
    "1,850",
    "1.5",
    "12 $",
    "5.",
    ".5",
    "0,500",
    "x",
    "-5",
    "1e5",
]
ERRONEOUS = typed("12", [("", "Train", "20"), ("a", "", "zero")], [("a", "", "1")], [("", "", "3")])


def show(page: Page, spec: Spec, data: dict[str, list[str]], language: str = "en", *, is_checked: bool = False) -> None:
    """The question on a page of its own, with the portal's styles and the script."""
    with translation.override(language):
        form = StepForm([spec], MultiValueDict(data), is_checked=is_checked)
        question = render_to_string("applications/includes/question.html", {"field": form[KEY], "spec": spec})
    page.set_content(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Form</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLES}</style></head><body>'
        f'<main class="wrap"><h1>Form</h1><form class="form" method="post"><div class="form__part">{question}</div>'
        "<button>Continue</button></form></main></body></html>"
    )
    page.add_script_tag(content=(STATIC / "js" / "questions.js").read_text(), type="module")


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.name || document.activeElement.value")


def names(page: Page, kind: str) -> list[Any]:
    return page.eval_on_selector_all(f'form > * [name="{KEY}{kind}-rows"]', "found => found.map(one => one.value)")


def test_lines_come_and_go_and_the_focus_follows(browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    show(page, budget(), typed("", [("a", "Wood", "10"), ("b", "Train", "20")]))
    page.keyboard.press("Tab")
    add = page.locator("[data-add]").first
    add.focus()
    page.keyboard.press("Enter")
    assert focused(page) == f"{KEY}-expenses-2-category"
    assert names(page, "-expenses") == ["0", "1", "2"]
    assert page.locator("[data-row]").nth(2).get_by_text("Expenses, line 3", exact=True).count() == 2

    page.get_by_role("button", name="Remove Expenses, line 1").press("Enter")
    assert names(page, "-expenses") == ["1", "2"]
    assert focused(page) == f"{KEY}-expenses-1-category"
    expect(page.get_by_label("Category").first).to_have_value("b")
    page.get_by_role("button", name="Remove Expenses, line 2").press("Enter")
    assert focused(page) == f"{KEY}-expenses-1-category"
    expect(page.get_by_role("button", name="Remove Expenses")).to_have_count(0)


def test_enter_in_a_line_removes_none(browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    show(page, budget(), WHOLE)
    note = "(event) => { event.preventDefault(); window.sent = event.submitter.textContent; }"
    page.evaluate(f"void (document.forms[0].onsubmit = {note})")
    page.get_by_label("What").first.press("Enter")
    assert page.evaluate("window.sent") == "Continue"
    assert names(page, "-expenses") == ["0", "1", "2"]


def test_a_list_is_full_at_its_most(browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    show(page, group(add_label="Add a member"), typed_rows({}, {}, {}))
    page.get_by_role("button", name="Add a member").press("Enter")
    assert names(page, "") == ["0", "1", "2", "3"]
    expect(page.get_by_role("group", name="Member 4")).to_be_visible()
    expect(page.get_by_role("button", name="Add a member")).to_be_hidden()
    page.get_by_role("button", name="Remove Member 2").click()
    expect(page.get_by_role("button", name="Add a member")).to_be_visible()
    assert names(page, "") == ["0", "2", "3"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_totals_follow_what_is_typed_as_the_server_would_say_them(
    browser_page: Callable[..., Page], language: str
) -> None:
    data = typed("1 000,50", [("a", "", amount) for amount in AMOUNTS], [("a", "", "99 €")], [("", "", "1.234,56")])
    page = browser_page()
    show(page, budget(), data, language)
    parts = page.locator("[data-sum], [data-state], [data-share-shown]")
    from_server = parts.all_inner_texts()
    amount = page.locator("[data-sum-of=request]")
    amount.fill("7")
    assert parts.all_inner_texts() != from_server
    amount.fill("1 000,50")
    assert plain(parts.all_inner_texts()) == plain(from_server)
    for text in AMOUNTS:
        show(page, budget(), typed("", [("a", "", text)]), language)
        page.locator("[data-sum-of=request]").fill("0")
        with translation.override(language):
            expected = amounts.show_money(max(amounts.parse_money(text, "EUR") or Decimal(0), Decimal(0)), "EUR")
        assert plain(page.locator("[data-sum=expenses]").all_inner_texts()) == plain([expected]), text


def plain(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def test_totals_are_said_once_typing_has_paused(browser_page: Callable[..., Page]) -> None:
    page = browser_page()
    page.clock.install(time=0)
    show(page, budget(), typed("800", [("a", "", "1000")], [("a", "", "200")]))
    page.clock.pause_at(600_000)  # from here on, time passes only as it is said
    status = page.get_by_role("status")
    page.locator("[data-sum-of=request]").press_sequentially("0")
    page.clock.run_for(900)
    assert status.inner_text() == ""
    page.locator("[data-sum-of=request]").fill("700")
    page.clock.run_for(1100)
    assert "Total of the expenses €1,000" in status.inner_text()
    assert "Not balanced: €100 of income is missing." in status.inner_text()


@pytest.mark.axe
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_they_are_clean_at_every_width(browser_page: Callable[..., Page], language: str, options: Any) -> None:
    wrong = {}
    for width in (320, 1280):
        page = browser_page(viewport={"width": width, "height": 900}, **options)
        for spec, data in ((budget(hint="A hint"), ERRONEOUS), (budget(), WHOLE), (group(), typed_rows({}))):
            show(page, spec, data, language, is_checked=True)
            if found := findings(page):
                wrong[f"{spec['kind']} {width}"] = found
            if (sticks_out := overflow(page)) > 0:
                wrong[f"{spec['kind']} {width} is too wide"] = [str(sticks_out)]
    assert wrong == {}
