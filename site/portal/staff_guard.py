"""What Wagtail's own screens and those of its packages leave open to anybody who may enter the admin.

Pages, pictures and documents are the matter of those who edit them: their choosers, lists and reports show titles that
are not published, to moderators and to the committee too. The screens of translations ask for one permission of the
whole site, whatever the page, and two of them publish.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import TranslationSource

from portal.errors import bad_request
from users.models import User

logger = logging.getLogger(__name__)

FOR_EDITORS = (
    "wagtailadmin_api:",
    "wagtailadmin_choose_page",
    "wagtailadmin_editing_sessions:",
    "wagtailadmin_pages:",
    "wagtailadmin_reports:",
    "wagtailadmin_tag",
    "wagtailadmin_workflows:",
    "translations_report",
    "wagtail_localize:",
    "wagtaildocs_chooser:",
    "wagtailembeds:",
    "wagtailimages_chooser:",
    "wagtailsnippetchoosers_",
)
"""How the names of addresses begin that only people with some right on pages may open."""
FOR_EVERYBODY = {"wagtail_localize:javascript_catalog"}
FAILING_ON_PURPOSE = {"wagtailadmin_error_test", "django.views.generic.base.TemplateView"}
"""Wagtail's addresses that show what a failure looks like."""
FOR_TRANSLATORS = {
    "wagtail_localize:submit_page_translation",
    "wagtail_localize:submit_snippet_translation",
    "wagtail_localize:update_translations",
    "wagtail_localize:convert_to_alias",
}
"""Of those for editors, these publish, or may: whoever opens them must have the right to publish that very thing."""
UNREADABLE = (AttributeError, DataError, LookupError, OverflowError, TypeError, ValueError)
"""What a package raises at a value of the wrong kind. A key that is missing in a form is an error of looking up."""


class StaffGuardMiddleware:
    """Stands around the screens of the admin; asks the database only at those that are named above."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """Refuses who has no right. Who is not signed in is left to the view, which leads to the sign-in."""
        match = request.resolver_match
        name = match.view_name if match else ""
        # Who asks is looked at last: a public page that knows its reader is kept by no cache.
        is_for_editors = name.startswith(FOR_EDITORS) and name not in FOR_EVERYBODY
        if not (is_for_editors or name in FAILING_ON_PURPOSE) or not isinstance(request.user, User):
            return None
        if not is_for_editors:
            raise Http404
        if not may_edit_pages(request.user):
            return refused(request)
        if name in FOR_TRANSLATORS and not all(may_publish(request.user, one) for one in _concerned(kwargs)):
            return refused(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A package that fails at what it was sent answers "cannot be understood"; the log keeps where it failed."""
        asked = getattr(request, "resolver_match", None)
        if not isinstance(exception, UNREADABLE) or asked is None or not request.path_info.startswith("/admin/"):
            return None
        if not isinstance(exception, MultiValueDictKeyError | OverflowError | DataError) and _is_ours(exception):
            return None
        logger.error("A screen could not read what it was sent: %s", asked.view_name, exc_info=exception)
        return bad_request(request)


def refused(request: HttpRequest) -> HttpResponseBase:
    """As Wagtail says it: a message on the first screen, or 403 for a script."""
    response: HttpResponseBase = permission_denied(request)
    return response


def may_edit_pages(user: User) -> bool:
    """Whether somebody has any right on any page."""
    rights = ("add", "bulk_delete", "change", "lock", "publish", "unlock")
    return bool(PagePermissionPolicy(Page).user_has_any_permission(user, rights))


def may_publish(user: User, thing: object) -> bool:
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_publish())
    return bool(user_can_edit_snippet_type(user, type(thing)))


def _concerned(kwargs: dict[str, object]) -> list[object]:
    """What an address of the translations publishes: a page, and its versions in other languages.

    What does not exist is left to the view, which says so.
    """
    if "page_id" in kwargs:
        return [page.specific for page in Page.objects.filter(pk=kwargs["page_id"])]
    if "translation_source_id" in kwargs:
        source = TranslationSource.objects.filter(pk=kwargs["translation_source_id"]).first()
        targets = source.translations.filter(enabled=True) if source else []
        found = [source.get_source_instance()] if source else []
        return found + [target.get_target_instance() for target in targets]
    wanted = (kwargs.get("app_label"), kwargs.get("model_name"))
    models = [model for model in get_snippet_models() if (model._meta.app_label, model._meta.model_name) == wanted]
    return [model() for model in models]


def _is_ours(exception: BaseException) -> bool:
    """Whether code of the project had a part in it: then it is ours to mend, and an error as any other."""
    here, own, step = Path(__file__), Path(settings.BASE_DIR), exception.__traceback__
    while isinstance(step, TracebackType):
        path = Path(step.tb_frame.f_code.co_filename)
        if path != here and path.is_relative_to(own) and "site-packages" not in path.parts:
            return True
        step = step.tb_next
    return False
