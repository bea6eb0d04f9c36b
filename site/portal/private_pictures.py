"""Pictures of collections that not everybody may see: the address of a rendition asks the collection, as documents do.

Each process remembers for some seconds which collections are restricted, and of which collection a picture is, so that
the pictures of open ones are served without a query. What is changed here is seen at once; in the other processes, and
when a collection is moved, it takes those seconds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permissions import policy_registry

from home.models import PortalImage, PortalRendition

SEEN_AFTER = 5.0
"""Seconds until a process sees what another one changed."""
MOST_REMEMBERED = 5000
STAFF_ACTIONS = ["add", "change", "choose", "delete"]
Clock = Callable[[], float]


@dataclass
class _Remembered:
    """What was found in the database, until when it may be used. Paths are those of collections in their tree."""

    until: float
    restricted: tuple[str, ...]
    path_of: dict[str, str] = field(default_factory=dict)


_now: Clock = time.monotonic
_memory: list[_Remembered] = []


def forget(**_kwargs: Any) -> None:
    _memory.clear()


def _remembered() -> _Remembered:
    """One query when nothing is remembered any more, else none."""
    known = next(iter(_memory), None)
    if known is None or known.until <= _now():
        paths = tuple(set(CollectionViewRestriction.objects.values_list("collection__path", flat=True)))
        known = _Remembered(_now() + SEEN_AFTER, paths)
        _memory[:] = [known]
    return known


def is_restricted(name: str) -> bool:
    """Whether a rendition, by the name of its file, is of a collection that is restricted, or below one.

    No query while no collection is restricted, else one for each picture every few seconds. A file that no rendition
    names, as an avatar, is of no collection; it is asked about each time, as its row may come any moment.
    """
    known = _remembered()
    if not known.restricted:
        return False
    path = known.path_of.get(name)
    if path is None:
        path = PortalRendition.objects.filter(file=name).values_list("image__collection__path", flat=True).first() or ""
        if path and len(known.path_of) < MOST_REMEMBERED:
            known.path_of[name] = path
    return path.startswith(known.restricted)


def refusal(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """What somebody gets who may not see a restricted picture: its password's form, or the way to sign in.

    None for who may see it: who fulfils each restriction, and staff who work with the pictures of that collection.
    """
    # Wagtail's list of hooks, whose order is that in which apps are loaded.
    from wagtail.documents.wagtail_hooks import check_view_restrictions  # noqa: PLC0415

    image = PortalImage.objects.select_related("collection").filter(renditions__file=name).first()
    policy = policy_registry.get_by_type(PortalImage)
    if image is None or policy.user_has_any_permission_for_instance(request.user, STAFF_ACTIONS, image):
        return None
    response: HttpResponseBase | None = check_view_restrictions(image, request)
    if response is not None:
        add_never_cache_headers(response)
    return response


def remember_restrictions() -> None:
    """Forget what is remembered when it changes in this process. Called once, when the app is ready."""
    for model in (CollectionViewRestriction, Collection, PortalImage, PortalRendition):
        post_save.connect(forget, sender=model, dispatch_uid=f"private_pictures_save_{model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"private_pictures_delete_{model.__name__}")
