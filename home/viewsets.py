"""The directory and the site's chrome in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import Audience, Organisation, Person, SiteChrome, SupportKind
from users.models import User


def language_column() -> LocaleColumn:
    """Every list holds both languages: without it, a name that is the same in both stands there twice."""
    return LocaleColumn(label=_("Language"), classname="")


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", language_column(), "url", "email"]
    ordering = ["name"]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", language_column(), "role", "organisation"]
    list_filter = ["organisation"]
    ordering = ["name"]


class AudienceViewSet(SnippetViewSet):
    model = Audience
    icon = "crosshairs"
    list_display = ["name", language_column(), "slug", "order"]


class SupportKindViewSet(SnippetViewSet):
    model = SupportKind
    icon = "pick"
    list_display = ["name", language_column(), "slug", "order"]


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 300
    items = (OrganisationViewSet, PersonViewSet, AudienceViewSet, SupportKindViewSet)


class ChromePolicy(ModelPermissionPolicy):
    """One row per language: the first is made by hand, the others are its translations, and none is deleted."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "delete" or not super().user_has_permission(user, action):
            return False
        return action != "add" or not SiteChrome.objects.exists()


register_permission_policy(SiteChrome, ChromePolicy(SiteChrome))


class SiteChromeViewSet(SnippetViewSet):
    model = SiteChrome
    icon = "site"
    add_to_settings_menu = True
    menu_label = _("Navigation and footer")
    list_display = ["site_name", language_column(), "tagline"]
