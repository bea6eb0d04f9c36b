"""Every address of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from applications import urls as applications_urls
from applications.accounts.views import ResetView
from applications.forms.short_addresses import go
from events import urls as events_urls
from home.routing import serve
from home.sitemaps import sitemap
from home.views import search
from portal import health, views
from portal.page_passwords import collection_password, page_password
from users.views import AccountView, SignInView, StaffSignInView, StaffSignOutView

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
    # Before Wagtail's own, under whose names and addresses they stand.
    path("admin/login/", StaffSignInView.as_view(), name="wagtailadmin_login"),
    path("admin/logout/", StaffSignOutView.as_view(), name="wagtailadmin_logout"),
    path("admin/password_reset/", ResetView.as_view(), name="wagtailadmin_password_reset"),
    path("admin/account/", require_admin_access(AccountView.as_view()), name="wagtailadmin_account"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        collection_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("search/", search, name="search"),
        *applications_urls.urlpatterns,
        *events_urls.urlpatterns,
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            page_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path("_util/login/", SignInView.as_view(), name="wagtailcore_login"),
        *[pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"],
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    ),
]
