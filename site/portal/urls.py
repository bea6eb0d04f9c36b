"""Every address of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from applications import urls as applications_urls
from applications.forms.short_addresses import go
from events import urls as events_urls
from home.routing import serve
from home.sitemaps import sitemap
from home.views import search
from portal import health, views

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("media/<path:path>", views.media, name="media"),
    path("go/<slug:code>/", go, name="short_address"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("search/", search, name="search"),
        *applications_urls.urlpatterns,
        *events_urls.urlpatterns,
        *[pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"],
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    ),
]
