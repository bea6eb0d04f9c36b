"""Pages that belong to no app."""

from posixpath import normpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

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
@cache_control(public=True, max_age=31_536_000, immutable=True)
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures made from the editors' images. Documents go through Wagtail, which knows who may read them."""
    plain_path = normpath(path)
    if not plain_path.startswith(PUBLIC_MEDIA):
        raise Http404
    try:
        response = serve(request, plain_path, document_root=str(settings.MEDIA_ROOT))
    except OSError:  # a name that no file system can hold
        raise Http404 from None
    if isinstance(response, FileResponse):
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
