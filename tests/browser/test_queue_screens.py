"""The queue and the first screen of the admin: nothing for axe to find, nothing sticks out, and the keyboard does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from applications.models import Call
from tests.browser.axe import findings
from tests.browser.signing_in import sign_in
from tests.browser.visitor import WIDTHS, overflow
from users.models import User

pytestmark = pytest.mark.browser


@pytest.mark.axe
@pytest.mark.parametrize(("language", "scheme"), [("fr", "light"), ("en", "dark")])
def test_the_queue_and_the_first_screen(
    demo_server: str, browser_page: Callable[..., Page], language: str, scheme: str
) -> None:
    moderator = User.objects.get(email="moderator@example.org")
    UserProfile.objects.update_or_create(user=moderator, defaults={"preferred_language": language, "theme": scheme})
    page = browser_page(viewport={"width": WIDTHS[0], "height": 900}, color_scheme=scheme)
    sign_in(page, demo_server, moderator.email)
    call = Call.objects.get(code="micro-project")
    paths = ["", f"applications/?call={call.pk}&group=to_handle", "applications/?q=zzzz", "applications/views/new/?q=a"]
    wrong = {}
    for path in paths:
        page.goto(f"{demo_server}/admin/{path}")
        if summary := page.query_selector(".queue-columns summary"):
            summary.focus()
            page.keyboard.press("Enter")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if found := findings(page):
                wrong[f"{path} {width}"] = found
            if overflow(page) > 0:
                wrong[f"{path} {width} is too wide"] = []
    assert wrong == {}


def test_a_view_is_filtered_and_saved_by_the_keyboard(demo_server: str, browser_page: Callable[..., Page]) -> None:
    moderator = User.objects.get(email="moderator@example.org")
    UserProfile.objects.update_or_create(user=moderator, defaults={"preferred_language": "en", "theme": "light"})
    page = browser_page(viewport={"width": 1280, "height": 900})
    sign_in(page, demo_server, moderator.email)
    page.goto(f"{demo_server}/admin/applications/?columns=status&columns=labels&ordering=reference")
    page.get_by_role("textbox", name="Search term").fill("zzzz")
    page.wait_for_selector(".queue-nothing")
    # The search keeps the columns and the order.
    page.wait_for_url("**columns=status&columns=labels**")
    assert "ordering=reference" in page.url
    page.get_by_role("link", name="Save this view").press("Enter")
    page.get_by_label("name").first.fill("Nothing")
    page.get_by_label("name").first.press("Enter")
    page.wait_for_url("**/admin/applications/?**")
    assert page.get_by_role("link", name="Nothing").get_attribute("aria-current") == "page"
    moderator.saved_views.all().delete()
