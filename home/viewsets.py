"""The directory and the site's chrome in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import Audience, Organisation, Person, SiteChrome, SupportKind


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "url", "email"]
    ordering = ["name"]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "role", "organisation"]
    list_filter = ["organisation"]
    ordering = ["name"]


class AudienceViewSet(SnippetViewSet):
    model = Audience
    icon = "crosshairs"
    list_display = ["name", "slug", "order"]


class SupportKindViewSet(SnippetViewSet):
    model = SupportKind
    icon = "pick"
    list_display = ["name", "slug", "order"]


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 300
    items = (OrganisationViewSet, PersonViewSet, AudienceViewSet, SupportKindViewSet)


class SiteChromeViewSet(SnippetViewSet):
    model = SiteChrome
    icon = "site"
    add_to_settings_menu = True
    menu_label = _("Navigation and footer")
    list_display = ["site_name", "tagline", "locale"]
