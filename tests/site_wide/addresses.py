"""Every address that the project and its packages register, filled in with what the demonstration holds and junk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, Revision, Site, Task, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from applications.models import Application, Attachment, Call, Label, OutgoingEmail, SavedView, TerritoryList
from users.models import User

# Regular expressions, written out; the greedy ones of pages and of what is unknown have tests of their own.
WRITTEN_OUT = {
    "wagtailadmin_pages:revisions_compare": "admin/pages/<int:pk>/revisions/compare/live...earliest/",
    "wagtaildocs_serve": "documents/<int:document_id>/a.pdf",
    "wagtail.admin.views.home.default": "admin/nowhere/",
}
JUNK: dict[str, tuple[str, ...]] = {
    "int": ("0", "99999999999999999999999"),
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "slug": ("zz", "9" * 300),
    "str": ("zz", "%00", "%F0%9F%98%80"),
    "path": ("..%2f..%2fetc%2fpasswd", "%00"),
}
BY_PARAMETER: dict[str, type[Model]] = {
    "page_id": Page,
    "parent_page_id": Page,
    "page_pk": Page,
    "page_to_move_id": Page,
    "destination_id": Page,
    "image_id": Image,
    "document_id": Document,
    "doc_id": Document,
    "collection_id": Collection,
    "revision_id": Revision,
    "task_id": Task,
    "workflow_pk": Workflow,
    "translation_id": Translation,
    "translation_source_id": TranslationSource,
    "string_segment_id": StringSegment,
    "overridable_segment_id": OverridableSegment,
    "call_id": Call,
    "attachment_id": Attachment,
}
BY_NAMESPACE: dict[str, type[Model]] = {
    "wagtailadmin_api:pages": Page,
    "wagtailadmin_api:documents": Document,
    "wagtailadmin_api:images": Image,
    "wagtailadmin_pages": Page,
    "wagtailadmin_collections": Collection,
    "wagtailadmin_workflows": Workflow,
    "wagtailusers_users": User,
    "wagtailusers_groups": Group,
    "wagtaillocales": Locale,
    "wagtailsites": Site,
    "wagtaildocs_chooser": Document,
    "wagtailimages_chooser": Image,
    "applications": Application,
    "labels": Label,
    "emails": OutgoingEmail,
    "calls": Call,
    "territories": TerritoryList,
}
WORDS = {
    "app_label": "home",
    "app_name": "home",
    "model_name": "organisation",
    "content_type_app_name": "home",
    "content_type_model_name": "contentpage",
    "action_name": "publish",
    "action": "delete",
    "kind": "svg",
    "filter_spec": "width-100",
    "mode": "",
    "language": "fr",
    "occasion": "receipt",
    "code": "pic",
}


@dataclass(frozen=True)
class Address:
    """A pattern by its route and its name with namespaces; its parameters have their converters in the route."""

    route: str
    name: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The names and the kinds."""
        found = re.findall(r"<(?:(\w+):)?(\w+)>", self.route)
        return [(name, kind or "str") for kind, name in found]

    def filled(self, values: dict[str, str]) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], self.route)

    def paths(self) -> Iterator[str]:
        """One that leads to something, where the demonstration has it; and each parameter as junk."""
        real = {name: self._real(name) for name, _kind in self.parameters}
        yield self.filled(real)
        for name, kind in self.parameters:
            for junk in JUNK[kind]:
                yield self.filled(real | {name: junk})

    def _real(self, parameter: str) -> str:
        namespace = self.name.rpartition(":")[0]
        if model := BY_PARAMETER.get(parameter):
            return _first(model)
        if parameter in ("pk", "object_id"):
            return _first(BY_NAMESPACE.get(namespace) or _snippet(namespace) or SavedView)
        return WORDS.get(parameter) or "1"


def _snippet(namespace: str) -> type[Model] | None:
    found = re.search(r"^wagtailsnippet(?:choosers|s)_(\w+?)_(\w+)$", namespace)
    return apps.get_model(*found.groups()) if found else None


def _first(model: type[Model]) -> str:
    pages = model._default_manager.order_by("-pk" if model is Page else "pk")
    first = pages.values_list("pk", flat=True).first()
    return str(first if first is not None else 1)


def addresses() -> list[Address]:
    """All but those that are a regular expression and not written out above."""
    found = [Address(WRITTEN_OUT.get(name, route), name) for route, name in _walk(get_resolver(), "", "")]
    return [one for one in dict.fromkeys(found) if not set("(\\*") & set(one.route)]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = prefix + _route(each)
        if isinstance(each, URLResolver):
            yield from _walk(each, route, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif isinstance(each, URLPattern):
            yield route, f"{namespace}{each.name or each.lookup_str}"


def _route(each: Any) -> str:
    text = str(each.pattern)
    return text if isinstance(each.pattern, RoutePattern) else text.lstrip("^").rstrip("$")
