"""What the tests of forms in a browser share."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from tests.browser.forms import Forms, forms_in_every_state, offers_of_the_demonstration
from tests.browser.visitor import WIDTHS, Visitor

LOOKS = [("fr", "light"), ("en", "dark")]


@pytest.fixture(scope="module")
def forms(demo_server: str) -> Iterator[Forms]:
    with forms_in_every_state(offers_of_the_demonstration()) as made:
        yield made


@pytest.fixture(params=LOOKS, ids=" ".join)
def visitor(
    request: pytest.FixtureRequest, demo_server: str, browser_page: Callable[..., Page], forms: Forms
) -> Iterator[Visitor]:
    """Somebody who fills in forms, in each language. No script may fail."""
    language, scheme = request.param
    page = browser_page(viewport={"width": WIDTHS[0], "height": 900}, color_scheme=scheme)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield Visitor(page, demo_server, forms, language)
    assert problems == []


@pytest.fixture(autouse=True)
def looks_of_staff(request: pytest.FixtureRequest) -> Iterator[None]:
    """The languages and themes of the demonstration's accounts are put back: the next test relies on them."""
    if not {"demo_server", "committed_demo"} & set(request.fixturenames):
        yield
        return
    before = list(UserProfile.objects.values("user", "preferred_language", "theme"))
    yield
    for profile in before:
        UserProfile.objects.filter(user=profile.pop("user")).update(**profile)
    # Beside Playwright's loop a test has database connections of its own.
    connections.close_all()
