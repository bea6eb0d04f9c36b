"""The budgets of a first visit, compressed as a server sends them."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

STATIC = Path(settings.BASE_DIR) / "site" / "static"
FONTS_BUDGET = 50_000


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_style_and_script_stay_below_fifteen_kilobytes() -> None:
    assert compressed(STATIC / "css" / "portal.css") + compressed(STATIC / "js" / "portal.js") <= 15_000


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_home_page_stays_below_its_budget(client: Client, language: str) -> None:
    """Page, style, script and every picture that either of them names; the fonts count with their whole budget."""
    html = client.get(f"/{language}/").content.decode()
    css = (STATIC / "css" / "portal.css").read_text(encoding="utf-8")
    named = {Path(path) for path in re.findall(r'/static/([^"?]+)"', html)}
    named |= {Path("img") / name for name in re.findall(r'url\("\.\./img/([^"]+)"\)', css)}
    files = {path for path in named if path.parts[0] != "fonts" and "share" not in path.name}
    total = sum(compressed(STATIC / path) for path in files) + len(gzip.compress(html.encode()))
    assert total + FONTS_BUDGET <= 150_000


@pytest.mark.parametrize("name", [path.name for path in (STATIC / "img").glob("*.svg")])
def test_woven_pictures_are_small(name: str) -> None:
    assert (STATIC / "img" / name).stat().st_size <= {"cloth.svg": 9_000, "band.svg": 4_000}.get(name, 1_700)
