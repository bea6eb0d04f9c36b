"""axe finds nothing on any page type, in both languages, narrow and wide, light and dark.

The states of a form are looked at in ``test_form_states.py``.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage

from home.locales import locale_for
from tests.browser.axe import findings_in_both_themes
from tests.browser.visitor import NARROW, WIDTHS, overflow

pytestmark = [pytest.mark.axe, pytest.mark.browser]


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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages(demo_server: str, browser_page: Callable[..., Page], language: str) -> None:
    """Each page is asked for once, and looked at in every width and theme."""
    page, wrong = browser_page(color_scheme="light"), {}
    for path in paths(language):
        page.goto(demo_server + path)
        for width in (*WIDTHS, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            if width != NARROW and (found := findings_in_both_themes(page)):
                wrong[f"{path} {width}"] = found
            if (sticks_out := overflow(page)) > 0:
                wrong[f"{path} {width} is too wide"] = [str(sticks_out)]
    assert wrong == {}
