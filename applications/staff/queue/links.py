"""Queries of the queue, as links and saved views carry them."""

from collections.abc import Collection
from typing import Any

from django.http import QueryDict

from applications.staff.queue.filters import QueueFilterSet
from applications.staff.queue.question_filters import PREFIX

NAMES = frozenset(QueueFilterSet.base_filters) - {"received"} | {
    "received_from",
    "received_to",
    "beneficiary",
    "call",
    "q",
    "ordering",
    "columns",
}
LONGEST = 2000


def kept(params: QueryDict) -> QueryDict:
    """The parameters that the queue knows and that say something: no page number, nothing empty, nothing twice."""
    found = QueryDict(mutable=True)
    for name in params:
        values = [value for value in dict.fromkeys(params.getlist(name)) if value.strip() and "\0" not in value]
        if values and (name in NAMES or name.startswith(PREFIX)):
            found.setlist(name, values)
    return found


def changed(query: QueryDict, **values: Any) -> str:
    """A query with some parameters replaced, or left out where they are None."""
    other = query.copy()
    for name, value in values.items():
        other.pop(name, None)
        if value is not None:
            other[name] = value
    return other.urlencode()


def of_call(query: QueryDict, call_id: int | None) -> str:
    """The query for another call: what is asked about the questions of this one means nothing there."""
    other = QueryDict(mutable=True)
    for name, values in query.lists():
        left = [value for value in values if not value.removeprefix("-").startswith(PREFIX)]
        if left and not name.startswith(PREFIX):
            other.setlist(name, left)
    return changed(other, call=call_id)


def origin(params: QueryDict) -> str:
    """What a link to a dossier carries, so that it knows its neighbours and the way back."""
    query = kept(params)
    page = str(params.get("p", ""))
    if page.isdecimal():
        query["p"] = page
    carried = QueryDict(mutable=True)
    if query:
        carried["from"] = query.urlencode()
    return carried.urlencode()


def pairs(
    query: QueryDict, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Names and values for the hidden inputs of a form."""
    names = [name for name in query if name not in without and (only is None or name in only)]
    return [(name, str(value)) for name in names for value in query.getlist(name)]
