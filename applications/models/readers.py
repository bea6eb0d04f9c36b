"""Who may read which dossiers, besides administrators, who read all."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from users.models import User

Reader = Callable[[Any], Q]
"""From a user, who is active and no administrator, to the condition on the dossiers that they may read."""

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Let a capability add dossiers to those that people may read, when an app is ready; twice is once.

    Called for each queryset of dossiers that staff see, with nothing locked. Its condition stands in every such query,
    beside those of all others: it reaches other tables by subqueries, never by joins, so that no dossier comes twice,
    whatever else a query counts. Who can be no reader at all, as far as can be told without asking the database, gets
    ``Q(pk__in=())``, which leaves no trace in the query.
    """
    if reader not in _readers:
        _readers.append(reader)


def readable_by(user: User) -> Q:
    """The dossiers that any reader lets a person read; none where nobody says anything."""
    return reduce(or_, (reader(user) for reader in _readers), Q(pk__in=()))
