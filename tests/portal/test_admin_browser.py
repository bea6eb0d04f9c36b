"""Wagtail's screens under their content security policy, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page

from events.models import EventPage
from home.models import HomePage

SCREENS = ("", "pages/", "images/", "documents/", "users/", "groups/", "account/", "reports/site-history/")


def is_complaint(line: ConsoleMessage) -> bool:
    """An error of the page; Wagtail's accessibility checker reports the editors' texts by the same way."""
    return line.type == "error" and not line.text.startswith("axe.run results")


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def admin_page(demo_server: str, browser_page: Callable[..., Page], complaints: list[str]) -> Page:
    page = browser_page(locale="en")
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda line: complaints.append(f"{page.url}: {line.text}") if is_complaint(line) else None)
    page.goto(f"{demo_server}/admin/login/")
    page.fill("[name=username]", "Admin@Example.org")
    page.fill("[name=password]", "la-trame")
    page.click("button[type=submit]")
    page.wait_for_url(f"{demo_server}/admin/")
    return page


def test_the_policy_breaks_none_of_wagtails_screens(demo_server: str, admin_page: Page, complaints: list[str]) -> None:
    for screen in SCREENS:
        response = admin_page.goto(f"{demo_server}/admin/{screen}", wait_until="networkidle")
        assert response
        assert response.status == 200, screen

    assert complaints == []


def test_the_policy_breaks_no_editor_and_no_preview(demo_server: str, admin_page: Page, complaints: list[str]) -> None:
    for kind in (HomePage, EventPage):
        page = kind.objects.order_by("path").first()
        assert page
        admin_page.goto(f"{demo_server}/admin/pages/{page.pk}/edit/", wait_until="networkidle")
        admin_page.goto(f"{demo_server}/admin/pages/{page.pk}/view_draft/", wait_until="networkidle")

    assert complaints == []
