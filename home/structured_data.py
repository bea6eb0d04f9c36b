"""schema.org: what pages say of themselves to machines."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from home.navigation import Crumb

SCHEMA = "https://schema.org"


def entity_id(request: HttpRequest, page: Page, kind: str) -> str:
    """The ``@id`` of what a page is about: the same in every language, since translations share their key."""
    return str(request.build_absolute_uri(f"/#{kind}-{page.translation_key}"))


def organisation_data(organisation: Any) -> dict[str, Any]:
    data = {"@type": "Organization", "name": organisation.name}
    return data | ({"url": organisation.url} if organisation.url else {})


def describe(request: HttpRequest, page: Any, crumbs: list[Crumb]) -> list[dict[str, Any]]:
    """All JSON-LD objects of a page: its own, then its breadcrumb."""
    objects = page.structured_data(request)
    if crumbs:
        objects = [*objects, _breadcrumb(request, crumbs)]
    return [{"@context": SCHEMA, **item} for item in objects]


def website_data(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": request.build_absolute_uri("/#website"),
        "name": settings.WAGTAIL_SITE_NAME,
        "description": page.meta_description,
        "url": request.build_absolute_uri(page.get_url(request)),
        "inLanguage": translation.get_language(),
    }


def _breadcrumb(request: HttpRequest, crumbs: list[Crumb]) -> dict[str, object]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.title,
                "item": request.build_absolute_uri(crumb.url),
            }
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }
