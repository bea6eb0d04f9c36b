"""Organisations and people with what a card shows of each, loaded at once: ``{% load directory %}``."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Prefetch, prefetch_related_objects

from home.models import Organisation, Person, PortalImage

register = template.Library()

LOGO = "max-280x112"
PORTRAIT = "fill-128x128"


@register.simple_tag
def organisations_of(chosen: Iterable[Any]) -> list[Organisation]:
    """The organisations of a field or block, with their logos. No query where none has one, else two."""
    found = _snippets(chosen)
    prefetch_related_objects(found, Prefetch("logo", _images(LOGO)))
    return found


@register.simple_tag
def people_of(chosen: Iterable[Any]) -> list[Person]:
    """The people of a field or block, with their organisations and photos. At most three queries."""
    found = _snippets(chosen)
    prefetch_related_objects(found, "organisation", Prefetch("photo", _images(PORTRAIT)))
    return found


def _images(filter_spec: str) -> Any:
    images: Any = PortalImage.objects
    return images.prefetch_renditions(filter_spec)


def _snippets(chosen: Iterable[Any]) -> list[Any]:
    """The values of a list or of a StreamField, without those that were deleted since."""
    values = (getattr(item, "value", item) for item in chosen)
    return [value for value in values if value is not None]
