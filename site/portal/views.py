"""Pages that belong to no app."""

from posixpath import normpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal import private_pictures
from portal.languages import preferred_language

PUBLIC_MEDIA = ("images/", "avatar_images/")


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a visitor without a language to the one that the browser asks for."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"/{preferred_language(request)}/" + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/favicon.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures made from the editors' images. Documents go through Wagtail, which knows who may read them.

    A picture of a restricted collection is for who may see the collection, and no cache but their browser keeps it,
    which asks each time. What the editors uploaded, in its original size, has no address.
    """
    plain_path = normpath(path)
    if not plain_path.startswith(PUBLIC_MEDIA):
        raise Http404
    restricted = private_pictures.is_restricted(plain_path)
    if restricted and (refused := private_pictures.refusal(request, plain_path)):
        return refused
    response = _picture(request, plain_path)
    if restricted:
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
    else:
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def _picture(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError:  # a name that no file system can hold
        raise Http404 from None
    if isinstance(response, FileResponse):
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
