"""What machines read of the demo: sitemap, language versions, canonical addresses, Open Graph, JSON-LD."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.crawl]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = {"fr", "en", "x-default"}


def path_of(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """Each address of the sitemap with its alternates."""
    root = ET.fromstring(client.get("/sitemap.xml").content)
    return {
        path_of(url.findtext(f"{SITEMAP}loc", "")): {
            link.attrib["hreflang"]: path_of(link.attrib["href"]) for link in url.iter(f"{XHTML}link")
        }
        for url in root.iter(f"{SITEMAP}url")
    }


@pytest.fixture
def pages(client: Client, sitemap: dict[str, Any]) -> dict[str, str]:
    """The HTML of every address of the sitemap."""
    found = {}
    for path in sitemap:
        response = client.get(path)
        assert response.status_code == 200, path
        found[path] = response.content.decode()
    return found


def alternates(html: str) -> list[tuple[str, str]]:
    return [
        (language, path_of(href))
        for language, href in re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html)
    ]


def test_the_sitemap_lists_both_languages_of_every_page(sitemap: dict[str, dict[str, str]]) -> None:
    assert len(sitemap) >= 30
    for path, versions in sitemap.items():
        assert set(versions) == LANGUAGES, path
        assert path in versions.values()
        for other in versions.values():
            assert sitemap[other] == versions


def test_every_page_names_its_language_and_its_versions(
    sitemap: dict[str, dict[str, str]], pages: dict[str, str]
) -> None:
    for path, html in pages.items():
        language = path.split("/")[1]
        assert f'<html lang="{language}"' in html, path
        found = alternates(html)
        assert len(found) == len(LANGUAGES), path
        assert dict(found) == sitemap[path], path
        canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
        assert [path_of(url) for url in canonical] == [path]


def test_every_page_has_a_title_a_description_and_what_is_shared(pages: dict[str, str]) -> None:
    titles = []
    for path, html in pages.items():
        title = re.search(r"<title>(.+?)</title>", html, re.DOTALL)
        assert title, path
        titles.append(title[1].strip())
        assert re.search(r'<meta name="description" content="[^"]{20,}"', html), path
        for name in ("og:title", "og:type", "og:url", "og:image", "og:locale"):
            assert len(re.findall(rf'<meta property="{name}" content="[^"]+"', html)) == 1, (path, name)
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
    assert len(set(titles)) == len(titles)


def objects(html: str) -> list[dict[str, Any]]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(text) for text in scripts]


def test_structured_data_is_the_same_thing_in_both_languages(
    sitemap: dict[str, dict[str, str]], pages: dict[str, str]
) -> None:
    kinds: set[str] = set()
    for path, html in pages.items():
        found = objects(html)
        assert all(item["@context"] == "https://schema.org" for item in found)
        kinds |= {item["@type"] for item in found}
        ids = [item["@id"] for item in found if "@id" in item]
        twin = [item["@id"] for item in objects(pages[sitemap[path]["en"]]) if "@id" in item]
        assert ids == twin, path
    assert kinds == {"WebSite", "BreadcrumbList", "GovernmentService", "Event"}


def test_robots_name_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert "Sitemap: http" in response.content.decode()
