"""Files on a phone: chosen, watched on their way, cancelled, chosen again, and still there whatever happens next."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from tests.applications import sample_files as samples
from tests.browser.axe import findings
from tests.browser.conftest import LOOKS
from tests.browser.forms import Forms
from tests.browser.long_form import key
from tests.browser.visitor import HEIGHT, Visitor, overflow

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": HEIGHT}
DRAWING = key("drawing")


@pytest.fixture(params=LOOKS, ids=" ".join)
def on_a_phone(
    request: pytest.FixtureRequest, demo_server: str, browser_page: Callable[..., Page], forms: Forms
) -> Iterator[Visitor]:
    """At the third step of the long form, which asks for a drawing."""
    language, scheme = request.param
    page = browser_page(viewport=PHONE, color_scheme=scheme)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    visitor = Visitor(page, demo_server, forms, language)
    visitor.begin()
    visitor.say_who()
    yield visitor
    assert problems == []


def test_a_file_that_was_chosen_stays(on_a_phone: Visitor, tmp_path: Path) -> None:
    visitor, page = on_a_phone, on_a_phone.page
    question, chooser = visitor.question("drawing"), page.locator(f"#question-{DRAWING} input[type=file]")
    plan, large, other = (tmp_path / name for name in ("plan du moulin.pdf", "large.pdf", "other.pdf"))
    plan.write_bytes(samples.pdf())
    other.write_bytes(samples.pdf(""))
    large.write_bytes(bytes((settings.ATTACHMENT_MAX_MB + 1) * 1024 * 1024))
    on_their_way: list[Route] = []
    page.route("**/upload/", lambda route: on_their_way.append(route))  # noqa: PLW0108 - Playwright takes no built-in method
    chooser.set_input_files(large)
    expect(question.get_by_role("alert")).to_contain_text("large.pdf")
    assert on_their_way == []
    chooser.set_input_files(plan)
    expect(question.get_by_role("progressbar")).to_be_visible()
    _looks_right(page, tmp_path / "going.png")
    question.get_by_role("button", name=visitor.t("Annuler", "Cancel")).click()
    expect(question.get_by_role("status")).to_contain_text(visitor.t("n’a pas été envoyé", "was not sent"))
    page.unroute("**/upload/")
    chooser.set_input_files(plan)
    name = question.locator(".files__name")
    expect(name).to_contain_text(plan.name)
    expect(question.get_by_role("status")).to_contain_text(visitor.t("est enregistré", "is saved"))
    _looks_right(page, tmp_path / "kept.png")
    page.reload()
    expect(name).to_contain_text(plan.name)
    page.locator(".language-link").click()
    page.wait_for_url(f"**/{visitor.t('en', 'fr')}/**")
    expect(name).to_contain_text(plan.name)
    visitor.press("next")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(name).to_contain_text(plan.name)
    page.route("**/upload/", lambda route: route.abort())
    chooser.set_input_files(other)
    expect(question.get_by_role("alert")).to_contain_text("other.pdf")
    visitor.press("later")
    visitor.open("open", "step/3/")
    expect(name).to_have_count(2)


def _looks_right(page: Page, picture: Path) -> None:
    page.screenshot(path=picture, full_page=True)
    assert (findings(page), overflow(page)) == ([], 0)
