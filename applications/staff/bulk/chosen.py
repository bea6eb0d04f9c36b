"""The dossiers that were ticked in the queue, or all that it lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest

from applications.models import Application
from applications.models.applications import ApplicationQuerySet
from applications.staff.queue import filtered
from home.row_ids import row_id
from users.models import User
from users.signed_in import signed_in

CHUNK = 200
"""As many are read at once."""
MOST_CARRIED = 100_000
"""Up to so many, the page carries the keys of those that it showed; beyond that, its filters are asked again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is known of each without reading it."""

    pk: int
    call_id: int
    status: str
    language: str


def chosen(request: HttpRequest) -> list[Chosen]:
    """Those that the person sees. The keys of others, and what is no key, are as if they were not there.

    A post concerns exactly the dossiers that its page was shown for, even if the queue lists others by now.
    """
    carried = request.POST.get("chosen", "")
    keys = carried.split(",") if carried else request.GET.getlist("id")
    if not carried and "all" in keys:
        return _read(filtered(signed_in(request), request.GET))
    wanted = dict.fromkeys(key for text in keys if (key := row_id(text)) is not None)
    visible = Application.objects.visible_to(request.user)
    return [each for part in parts(wanted) for each in _read(visible.filter(pk__in=part))]


def carried(dossiers: list[Chosen]) -> str:
    return ",".join(str(each.pk) for each in dossiers) if len(dossiers) <= MOST_CARRIED else ""


def read(user: User, dossiers: Iterable[Chosen]) -> Iterator[Application]:
    """The dossiers themselves, a part at a time, with what permissions ask about."""
    for part in parts(each.pk for each in dossiers):
        found = Application.objects.visible_to(user).filter(pk__in=part).select_related("call", "assignee")
        yield from found.defer("posted", "answers").prefetch_related("decisions__decided_by")


def parts(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while part := list(islice(rest, CHUNK)):
        yield part


def _read(dossiers: ApplicationQuerySet) -> list[Chosen]:
    rows = dossiers.values_list("pk", "call_id", "status", "language")
    return [Chosen(*row) for row in rows.iterator(chunk_size=2000)]
