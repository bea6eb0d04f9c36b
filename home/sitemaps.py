"""The sitemap: every live public page of every language, each with its language versions."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Page

from home.locales import language_of


class PortalSitemap(Sitemap):
    """Wagtail's sitemap over all language trees, with hreflang alternates found in the same query."""

    def items(self) -> list[Page]:
        return list(Page.objects.live().public().filter(depth__gt=1).order_by("path"))

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        located = [(item, item.get_full_url(self.request)) for item in self.items()]
        located = [(item, location) for item, location in located if location]
        for item, location in located:
            versions[item.translation_key][language_of(item.locale_id)] = location
        return [
            {
                "location": location,
                "lastmod": self.lastmod(item),
                "alternates": _alternates(versions[item.translation_key]),
            }
            for item, location in located
        ]


def _alternates(versions: dict[str, str]) -> list[dict[str, str]]:
    alternates = [{"lang_code": code, "location": location} for code, location in sorted(versions.items())]
    default = versions.get(settings.LANGUAGE_CODE) or alternates[0]["location"]
    return [*alternates, {"lang_code": "x-default", "location": default}]


def sitemap(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = wagtail_sitemap(request, sitemaps={"pages": PortalSitemap})
    return response
