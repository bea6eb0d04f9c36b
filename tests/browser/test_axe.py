"""axe finds nothing on any page type, in both languages, narrow and wide, light and dark.

The states of a form are looked at in ``test_form_states.py``.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage

from home.locales import locale_for
from tests.browser.axe import RULES, RULES_OF_COLOUR, findings

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)


def paths(language: str) -> list[str]:
    """One page of each type, and every state of what is no page of the tree."""
    chosen: dict[Any, str] = {}
    for page in WagtailPage.objects.live().filter(locale=locale_for(language), depth__gt=1).order_by("path"):
        chosen.setdefault(page.specific_class, page.url)
    events = WagtailPage.objects.live().filter(locale=locale_for(language), content_type__model="eventpage")
    states = ["search/", "search/?q=pivo", "search/?q=zzz", "nowhere/"]
    offers = next(url for model, url in chosen.items() if model.__name__ == "OffersPage")
    agenda = next(url for model, url in chosen.items() if model.__name__ == "EventsPage")
    filtered = [f"{offers}?open=1", f"{offers}?audience=none&organiser=none", f"{agenda}?past=1"]
    return [*chosen.values(), *(e.url for e in events), *filtered, *(f"/{language}/{state}" for state in states)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages(demo_server: str, browser_page: Callable[..., Page], language: str, scheme: str) -> None:
    wrong = {}
    for width in WIDTHS:
        page = browser_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in paths(language):
            page.goto(demo_server + path)
            if found := findings(page, RULES if scheme == "light" else RULES_OF_COLOUR):
                wrong[f"{path} {width}"] = found
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                wrong[f"{path} {width} is too wide"] = [str(overflow)]
    assert wrong == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_at_320_pixels_nothing_sticks_out(demo_server: str, browser_page: Callable[..., Page], language: str) -> None:
    page = browser_page(viewport={"width": 320, "height": 700})
    wide = {}
    for path in paths(language):
        page.goto(demo_server + path)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            wide[path] = overflow
    assert wide == {}
