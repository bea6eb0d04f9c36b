"""From an address to its page with two queries, however deep it lies; Wagtail's own way asks twice per level.

The rows of the way down are kept with the page: its breadcrumb and its restrictions need them too.
"""

from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view, with the route already found: it looks for it under this name on the request."""
    request._wagtail_route_for_request = find_route(request, path)  # type: ignore[attr-defined]  # noqa: SLF001
    response: HttpResponseBase = wagtail_serve(request, path)
    return response


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page of a path below the active language's home page; None where there is none.

    As in Wagtail, the deepest page that exists gets the rest of the path. Unlike there, a page in between is not asked:
    no page type here takes over the addresses of the pages below it.
    """
    root_path = _root_path(request)
    if root_path is None:
        return None
    components = [component for component in path.split("/") if component]
    url_paths = list(accumulate((f"{component}/" for component in components), initial=root_path))
    chain = list(Page.objects.filter(url_path__in=["/", *url_paths]).order_by("depth"))
    if len(chain) < 2:
        return None
    page = chain[-1].specific
    page.known_ancestors = chain[:-1]
    try:
        result: RouteResult = page.route(request, components[len(chain) - 2 :])
    except Http404:
        return None
    return result


def _root_path(request: HttpRequest) -> str | None:
    """Where the home page of the active language lies, from Wagtail's cache of site roots."""
    site = Site.find_for_request(request)
    language = translation.get_language()
    roots = Site.get_site_root_paths() if site else []
    return next((root.root_path for root in roots if (root.site_id, root.language_code) == (site.pk, language)), None)
