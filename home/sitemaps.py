"""The sitemap: every live public page of every language, each with its language versions."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Page

from home.languages import page_path
from home.locales import language_of


class PortalSitemap(Sitemap):
    """Wagtail's sitemap over all language trees, with hreflang alternates found in the same query."""

    @cached_property
    def _pages(self) -> list[Page]:
        return list(Page.objects.live().public().filter(depth__gt=1).order_by("path"))

    def items(self) -> list[Page]:
        return self._pages

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, object]]:
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        locations = {item.pk: self._location(item) for item in self.items()}
        for item in self.items():
            if locations[item.pk]:
                versions[item.translation_key][language_of(item.locale_id)] = locations[item.pk]
        return [
            {
                "location": locations[item.pk],
                "lastmod": self.lastmod(item),
                "alternates": _alternates(versions[item.translation_key]),
            }
            for item in self.paginator.page(page).object_list
            if locations[item.pk]
        ]

    def _location(self, page: Page) -> str:
        """The address under the host that asks, as the page itself names it."""
        path = page_path(page, self.request)
        return str(self.request.build_absolute_uri(path)) if path else ""


def _alternates(versions: dict[str, str]) -> list[dict[str, str]]:
    alternates = [{"lang_code": code, "location": location} for code, location in sorted(versions.items())]
    default = versions.get(settings.LANGUAGE_CODE) or alternates[0]["location"]
    return [*alternates, {"lang_code": "x-default", "location": default}]


def sitemap(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = wagtail_sitemap(request, sitemaps={"pages": PortalSitemap})
    return response
