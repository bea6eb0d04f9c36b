"""The whole grant form of the demonstration, by people who use no mouse, and by browsers that run no script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page

from applications.forms.page import FormPage
from applications.models import Application, Draft, FormVersion
from home.locales import locale_for
from tests.answering import Posted, whole_answers

pytestmark = pytest.mark.browser

MOST_TABS = 120
MOST_OPTIONS = 120
MOST_STEPS = 12
LEADS_ON = "main .actions > .button:first-child"
"""The main button of a step, of the check page, and of the page that says that one may apply all the same."""


@pytest.fixture
def grant(demo_server: str) -> Iterator[FormPage]:
    """What is sent here is taken away again."""
    page = FormPage.objects.select_related("call").get(call__code="micro-project", locale=locale_for("fr"))
    before = set(Application.objects.filter(call=page.call).values_list("pk", flat=True))
    yield page
    Draft.objects.filter(call=page.call).delete()
    Application.objects.filter(call=page.call).exclude(pk__in=before).delete()


def answers_to(form: FormPage) -> Posted:
    version = FormVersion.objects.in_force(form.translation_key)
    assert version
    content = version.form("fr")
    needed = {key for key, spec in content.specs.items() if spec["required"]}
    posted = whole_answers(content)
    return {name: values for name, values in posted.items() if name[:36] in needed and not name.endswith("-rows")}


def is_sent(page: Page, form: FormPage) -> None:
    page.wait_for_url("**/received/**")
    application = Application.objects.filter(call=form.call).latest("pk")
    assert application.reference in page.locator("main").inner_text()
    assert application.answers
    assert application.language == "fr"


def test_without_javascript(demo_server: str, browser_page: Callable[..., Page], grant: FormPage) -> None:
    answers = answers_to(grant)
    page = browser_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(demo_server + grant.url)
    for _step in range(MOST_STEPS):
        if page.url.endswith("/check/"):
            break
        for name, values in answers.items():
            for box in page.locator(f"[name='{name}']").all():
                give(box, values)
        address = page.url
        page.locator(LEADS_ON).first.click()
        page.wait_for_load_state()
        assert page.url != address, page.locator("main").inner_text()
    page.locator(LEADS_ON).first.click()
    is_sent(page, grant)


def give(box: Locator, values: list[str]) -> None:
    """Answer one input."""
    kind = str(box.evaluate("element => element.type"))
    if kind in ("radio", "checkbox"):
        if box.get_attribute("value") in (*values, None):
            box.check()
    elif kind.startswith("select"):
        box.select_option(values[0])
    elif kind != "file":
        box.fill(values[0])


FOCUSED = """() => {
  const {name, type, value, checked, tabIndex} = document.activeElement;
  return {name: name ?? "", type: type ?? "", value: value ?? "", checked: Boolean(checked), tabIndex};
}"""


def test_by_keyboard(demo_server: str, browser_page: Callable[..., Page], grant: FormPage) -> None:
    answers = answers_to(grant)
    page = browser_page(viewport={"width": 1280, "height": 900})
    page.goto(demo_server + grant.url)
    for _step in range(MOST_STEPS):
        address = page.url
        step_by_keyboard(page, answers)
        page.wait_for_url(lambda url, before=address: url != before)
        if "/received/" in page.url:
            break
        assert not page.locator(".error-summary").count(), page.locator("main").inner_text()
    is_sent(page, grant)


def step_by_keyboard(page: Page, answers: Posted) -> None:
    """Tab from the top of the page to the button that leads on, answering on the way; Enter on the button."""
    page.evaluate("document.activeElement.blur()")
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["name"] in answers:
            type_answer(page, focused, answers[focused["name"]])
        elif page.evaluate("selector => document.activeElement.matches(selector)", LEADS_ON):
            break
    else:
        pytest.fail(f"No button of {page.url} can be reached.")
    page.keyboard.press("Enter")


def type_answer(page: Page, focused: dict[str, str], values: list[str]) -> None:
    """A circle is reached by the arrows, an option of a list by its letters' place, a box by the space bar."""
    if focused["type"] == "radio":
        page.keyboard.press("Space")
        go_down_to(page, values)
    elif focused["type"] == "checkbox":
        if focused["value"] in (*values, "on") and not focused["checked"]:
            page.keyboard.press("Space")
    elif focused["type"].startswith("select"):
        go_down_to(page, values[:1])
    elif focused["type"] != "file":
        page.keyboard.press("Control+A")
        page.keyboard.type(values[0])


def go_down_to(page: Page, values: list[str]) -> None:
    for _option in range(MOST_OPTIONS):
        if page.evaluate(FOCUSED)["value"] in values:
            return
        page.keyboard.press("ArrowDown")
