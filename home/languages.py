"""The language versions of a page, for the language switch and for search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.http import escape_leading_slashes
from wagtail.models import Page

from home.locales import language_of
from home.models import PortalPage


@dataclass(frozen=True)
class Alternate:
    """One language version. ``path`` is for readers and keeps what they searched for; ``url`` is for machines."""

    language_code: str
    label: str
    path: str
    url: str
    is_current: bool


def language_name(language_code: str) -> str:
    """A language as the reader calls it, not as it calls itself."""
    return str(translation.get_language_info(language_code)["name_translated"])


def alternates_for(request: HttpRequest, page: PortalPage | None) -> list[Alternate]:
    """One version per language in which the page is live; off the page tree, the same view in each language."""
    current, query = translation.get_language(), request.META.get("QUERY_STRING", "")
    paths = _page_paths(request, page) if page else _view_paths(request)
    suffix = f"?{query}" if query else ""
    return [
        Alternate(code, str(label), paths[code] + suffix, request.build_absolute_uri(paths[code]), code == current)
        for code, label in settings.LANGUAGES
        if paths.get(code)
    ]


def _page_paths(request: HttpRequest, page: PortalPage) -> dict[str, str]:
    """The page's versions; below a page with parts of its own, the same part of each."""
    tail = getattr(request, "page_tail", "")
    return {language_of(version.locale_id): page_path(version, request) + tail for version in page.live_versions}


def page_path(page: Page, request: HttpRequest) -> str:
    """A page's address below the host; empty where it has none."""
    parts = page.get_url_parts(request)
    return str(parts[2]) if parts and parts[2] else ""


def _view_paths(request: HttpRequest) -> dict[str, str]:
    """The same view in each language; for an error page, whose address may exist nowhere, the other home pages."""
    here = escape_leading_slashes(request.path)
    match = request.resolver_match
    exists = match is not None and match.url_name != "wagtail_serve"
    current = translation.get_language()
    return {
        code: str(translate_url(here, code)) if exists else here if code == current else f"/{code}/"
        for code, _label in settings.LANGUAGES
    }


def canonical_url_for(request: HttpRequest, page: Page | None) -> str:
    """The page's own absolute address, without the query."""
    path = page_path(page, request) if page else escape_leading_slashes(request.path)
    return str(request.build_absolute_uri(path or request.path))
