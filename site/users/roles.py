"""The roles of the staff and what each may do.

A role is one of Django's groups. Its name in the database is a key that stays; people read its label, in their
language. What a role may do with applications is said by permissions of the applications app, named here by code.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models


class Role(StrEnum):
    ADMINISTRATORS = "Administrators"
    EDITORS = "Editors"
    MODERATORS = "Moderators"
    COMMITTEE = "Committee members"


ROLE_LABELS: dict[str, str | Promise] = {
    Role.ADMINISTRATORS: _("Administrators"),
    Role.EDITORS: _("Editors"),
    Role.MODERATORS: _("Moderators"),
    Role.COMMITTEE: _("Committee members"),
}

SIGN_IN = ("wagtailadmin.access_admin",)
READ_APPLICATIONS = ("applications.view_application",)
EDIT_CALLS = tuple(
    f"applications.{action}_{model}" for model in ("call", "territorylist") for action in ("add", "change", "view")
)
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
COLLECTION_PERMISSIONS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
)


def role_label(group: Group) -> str:
    """The name of a role in the reader's language; a group that is no role has the name that it was given."""
    return str(ROLE_LABELS.get(group.name, group.name))


def may_touch(by: Any, user: Any) -> bool:
    """Whether somebody who manages people may change this one: superusers are changed by superusers alone."""
    return bool(by.is_superuser or not user.is_superuser)


@transaction.atomic
def setup_roles() -> None:
    """Make the roles and give each what it may do. Doing it again changes nothing; what was added by hand stays."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)
    Group.objects.get(name=Role.ADMINISTRATORS).permissions.add(*Permission.objects.all())
    _grant(Role.EDITORS, [*SIGN_IN, *EDIT_CALLS, "wagtail_localize.submit_translation", *_content_permissions()])
    _grant(Role.MODERATORS, [*SIGN_IN, *READ_APPLICATIONS])
    _grant(Role.COMMITTEE, [*SIGN_IN, *READ_APPLICATIONS])
    for role in (Role.ADMINISTRATORS, Role.EDITORS):
        _grant_content(Group.objects.get(name=role))
    _take_content_away(Group.objects.get(name=Role.MODERATORS))


def _grant(role: Role, names: Iterable[str]) -> None:
    Group.objects.get(name=role).permissions.add(*_permissions(names))


def _permissions(names: Iterable[str]) -> Iterator[Permission]:
    """The named permissions, less those of models that do not exist."""
    wanted = Q(pk__in=[])
    for app_label, codename in (name.split(".") for name in names):
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted).iterator()


def _content_permissions() -> Iterator[str]:
    """Everything on snippets, and changing the site's settings, but for those that are the administrators' own."""
    for model in get_snippet_models():
        yield from (_permission_name(model, action) for action in ("add", "change", "delete", "view"))
    for model in (model for model in registry if not getattr(model, "for_administrators", False)):
        yield _permission_name(model, "change")


def _permission_name(model: type[Model], action: str) -> str:
    return f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"


def _grant_content(group: Group) -> None:
    """Pages, images and documents, from the root down."""
    page, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for permission in _permissions(f"wagtailcore.{codename}" for codename in PAGE_PERMISSIONS):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    for permission in _permissions(COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _take_content_away(group: Group) -> None:
    """Wagtail's own "Moderators" publish pages, and wagtail-localize's their translations; ours read applications.

    Who does both is in two groups.
    """
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    taken = ("wagtailimages", "wagtaildocs", "wagtail_localize")
    group.permissions.remove(*Permission.objects.filter(content_type__app_label__in=taken))
