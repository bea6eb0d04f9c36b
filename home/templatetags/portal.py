"""What the templates of every app use: typography, navigation, language versions, links, data for machines."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.templatetags.wagtailcore_tags import richtext

from home.languages import Alternate, alternates_for, canonical_url_for
from home.links import link_targets, resolving
from home.models import PortalPage
from home.navigation import Chrome, chrome_of, current_chrome
from home.structured_data import describe
from home.typography import typeset

register = template.Library()

OPEN_GRAPH_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@register.filter
def typo(value: object) -> SafeString:
    """Text or safe HTML with the no-break spaces that French wants."""
    return typeset(value, translation.get_language() or "")


@register.filter
def tel(number: str) -> str:
    """A phone number as ``tel:`` wants it: digits and the plus sign."""
    return "".join(character for character in number if character.isdigit() or character == "+")


@register.filter
def bare_url(url: str) -> str:
    """An address as people say it: without scheme and closing slash."""
    return url.split("://", 1)[-1].rstrip("/")


@register.simple_tag(takes_context=True)
def rich_text(context: dict[str, object], value: str) -> SafeString:
    """A rich text field as HTML: its links lead to the reader's language, its spaces follow French use."""
    with resolving(context):
        return typo(richtext(value))


@register.filter
def og_locale(language_code: str) -> str:
    """The language as Open Graph names it."""
    return OPEN_GRAPH_LOCALES.get(language_code, language_code)


@register.filter
def absolute(url: str, request: HttpRequest) -> str:
    return str(request.build_absolute_uri(url))


@register.filter
def get_item(mapping: Any, key: Any) -> Any:
    """The value of a key that is only known at run time, or None."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def chrome(context: dict[str, Any]) -> Chrome:
    """Name, navigation and footer of the current language."""
    request = context.get("request")
    path = request.path if request else ""
    if "chrome_row" in context:
        return chrome_of(context["chrome_row"], context["link_targets"], path)
    return current_chrome(path)


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> list[Alternate]:
    """The live language versions of what is shown, the shown one included, in the order of the settings."""
    return alternates_for(context["request"], _page(context))


@register.filter
def x_default(versions: list[Alternate]) -> str:
    """The absolute address for readers of no listed language: the version in the site's default language."""
    by_language = {version.language_code: version.url for version in versions}
    return by_language.get(settings.LANGUAGE_CODE) or next(iter(by_language.values()), "")


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any]) -> str:
    return canonical_url_for(context["request"], _page(context))


@register.simple_tag(takes_context=True)
def json_ld(context: dict[str, Any]) -> SafeString:
    """Print what the page says of itself as JSON-LD. ``<`` is escaped, so no text can close the element."""
    page = _page(context)
    objects = describe(context["request"], page, context.get("crumbs", [])) if page else []
    scripts = []
    for item in objects:
        text = json.dumps(item, ensure_ascii=False, default=str)
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        scripts.append(f'<script type="application/ld+json">{text}</script>')
    return mark_safe("\n".join(scripts))


@register.simple_tag
def search_url() -> str:
    return reverse("search")


@register.simple_tag(takes_context=True)
def href(context: dict[str, Any], link: Any) -> str:
    """The address of a link block, or of a page or its id, in the reader's language; empty where it is not live."""
    if isinstance(link, int):
        target = (context.get("link_targets") or link_targets([link])).get(link)
        return str(target.get_url(_request(context)) or "") if target else ""
    if isinstance(link, Page):
        return _page_url(context, link)
    if link and link.get("page"):
        return _page_url(context, link["page"])
    return str((link or {}).get("url") or "")


def _page_url(context: dict[str, Any], target: Page) -> str:
    known = context.get("link_targets") or {}
    found = known.get(target.pk) or target.localized
    return str(found.get_url(_request(context)) or "") if found.live else ""


def _request(context: dict[str, Any]) -> HttpRequest | None:
    request: HttpRequest | None = context.get("request")
    return request


def _page(context: dict[str, object]) -> PortalPage | None:
    page = context.get("page")
    return page if isinstance(page, PortalPage) else None
