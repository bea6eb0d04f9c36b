"""Who keeps something of a dossier, or of a person: why it must stay, what is to go, what is known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.core.files import File
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models.applications import Application, ApplicationQuerySet


class Deletion(StrEnum):
    """How much of a dossier is to go."""

    PRIVATE = "private"
    """The private answers."""
    PERSON = "person"
    """Everything that tells of the person: it is anonymised, by the retention rules or at the person's request."""


class Keeper:
    """What one capability keeps. What it does not override, it has nothing of."""

    page_template = ""
    """Shows what is ``known`` of a dossier on the page that a person is given, where it has ``application``."""

    def stays(self, deletion: Deletion, now: datetime) -> Q:
        """Which dossiers must stay as they are.

        Asked without a lock to find what is due, and again of each dossier under the locks of its call and of itself.
        It reaches other tables by subqueries, never by joins. Nobody overrules it, neither a clock nor an erasure.
        """
        return Q(pk__in=())

    def reason(self, application: Application) -> str:
        """Why a dossier stays, for whoever wanted it to go, in their language. Never empty."""
        return _("%(reference)s has to be kept for now.") % {"reference": application.reference}

    def empty(self, application: Application) -> None:
        """Delete what tells of the person; numbers may stay. Before the dossier itself is emptied.

        In the transaction that anonymises it, under the locks of its call and of itself. Files go after the commit.
        """

    def empty_private(self, application: Application, questions: Collection[str]) -> None:
        """Delete what the answers to these questions led to. Transaction and locks as for ``empty``."""

    def known(self, applications: Sequence[Application], language: str) -> Mapping[int, Mapping[str, Any]]:
        """What is known, by the keys of dossiers, as JSON under the labels of a language. One query for all of them.

        For the person's own copy, with nothing locked. The names inside are the keeper's own.
        """
        return {}

    def files(self, application: Application) -> Iterable[tuple[str, "File[Any]"]]:
        """The files that belong into the person's copy, by names that every system takes and nobody else gives."""
        return ()

    def known_of(self, email: str, language: str) -> Mapping[str, object]:
        """What is known under an address and belongs to no dossier, as JSON. Nothing is locked."""
        return {}

    def forget(self, email: str, names: Collection[str]) -> None:
        """Delete what is left of a person outside their dossiers, at their request.

        ``names`` are those in their dossiers, before these were anonymised. In one transaction for all keepers, with
        nothing locked. What belongs to a dossier that ``stays`` stays.
        """


_keepers: dict[type[Keeper], Keeper] = {}


def register(keeper: Keeper) -> None:
    """Name a keeper, when an app is ready; one of a class. They are asked in the order in which they came."""
    _keepers[type(keeper)] = keeper


def keepers() -> list[Keeper]:
    return list(_keepers.values())


def must_stay(deletion: Deletion, now: datetime) -> Q:
    """The dossiers that any keeper wants to stay."""
    return reduce(or_, (keeper.stays(deletion, now) for keeper in keepers()), Q(pk__in=()))


def why_kept(application: Application, deletion: Deletion, now: datetime) -> str:
    """Why a dossier must stay; empty where it may go. One query, and more only for one that stays."""
    one: ApplicationQuerySet = Application.objects.filter(pk=application.pk)
    if not one.filter(must_stay(deletion, now)).exists():
        return ""
    return next(keeper.reason(application) for keeper in keepers() if one.filter(keeper.stays(deletion, now)).exists())
