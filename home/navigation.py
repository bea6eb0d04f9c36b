"""Navigation, footer and breadcrumbs as plain values for the templates."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.links import Targets, link_targets, referenced_page_ids
from home.locales import active_locale
from home.models.chrome import SiteChrome


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class LinkColumn:
    title: str
    links: list[Link]


@dataclass(frozen=True)
class Chrome:
    """What surrounds a page. Without a row for the language, the site has its name and nothing else."""

    site_name: str = "La Trame"
    tagline: str = ""
    home_url: str = "/"
    navigation: list[Link] = field(default_factory=list)
    footer_text: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    footer_columns: list[LinkColumn] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str


def current_chrome(path: str) -> Chrome:
    """The chrome of the active language, off the page tree. Two queries."""
    row = SiteChrome.objects.filter(locale=active_locale()).first()
    return chrome_of(row, link_targets(referenced_page_ids(row.raw_links())) if row else {}, path)


def site_name() -> str:
    """The name of the site in the active language. One query."""
    names = SiteChrome.objects.filter(locale=active_locale()).values_list("site_name", flat=True)
    return names.first() or Chrome.site_name


def chrome_of(row: SiteChrome | None, targets: Targets, path: str) -> Chrome:
    """The chrome that a row says; the link that leads to ``path`` or above it is the current one. No query."""
    home_url = f"/{active_locale().language_code}/"
    if row is None:
        return Chrome(home_url=home_url)
    return Chrome(
        site_name=row.site_name,
        tagline=row.tagline,
        home_url=home_url,
        navigation=_links(row.navigation.raw_data, targets, path),
        footer_text=row.footer_text,
        address=row.address,
        phone=row.phone,
        email=row.email,
        footer_columns=[
            LinkColumn(child["value"]["title"], _links(child["value"]["links"], targets, path))
            for child in row.footer_columns.raw_data
        ],
        legal_links=_links(row.legal_links.raw_data, targets, path),
    )


def _links(raw: Any, targets: Targets, path: str) -> list[Link]:
    """Links from stored blocks, whose pages were looked up at once; those to pages that are not live are left out."""
    links = []
    for value in (item["value"] for item in raw):
        page = targets.get(value["page"]) if value.get("page") else None
        url = page.url if page else value.get("url")
        if url and bool(page) == bool(value.get("page")):
            links.append(Link(value["label"], url, bool(page) and path.startswith(url)))
    return links


def crumbs_for(request: HttpRequest, page: Page) -> list[Crumb]:
    """The live pages from the home page to this one. No query for a page that was found by its address, else one."""
    ancestors = getattr(page, "known_ancestors", None)
    if ancestors is None:
        ancestors = Page.objects.ancestor_of(page).order_by("depth")
    ancestors = [ancestor for ancestor in ancestors if ancestor.live and ancestor.depth > 1]
    crumbs = [Crumb(ancestor.title, ancestor.get_url(request) or "") for ancestor in ancestors]
    return [*crumbs, Crumb(page.title, page.get_url(request) or "")] if crumbs else []
