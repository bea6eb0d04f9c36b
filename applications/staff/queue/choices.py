"""What the queue offers by name: the people to filter by, the labels, the saved views."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Value, When

from applications.models import Label, SavedView
from applications.staff.queue.people import assignable
from home.folding import fold
from users.models import User

PERSON, LABEL, VIEW = "person", "label", "view"


@dataclass(frozen=True)
class OfferedView:
    pk: int
    name: str
    query: str
    is_shared: bool


@dataclass(frozen=True)
class Choices:
    """``people`` and ``labels`` are keys and names, as a list to choose from has them."""

    people: list[tuple[str, str]]
    labels: list[tuple[str, str]]
    views: list[OfferedView]


def choices_of(user: User) -> Choices:
    """All of it in one query: the queue shows them on every page."""
    shared = Case(When(is_shared=True, then=Value("1")), default=Value(""), output_field=CharField())
    people = _kind(assignable(user), PERSON).values_list("what", "pk", "first_name", "last_name", "email")
    labels = _kind(Label.objects.all(), LABEL).values_list("what", "pk", "name", "colour", "colour")
    views = _kind(SavedView.objects.offered_to(user), VIEW).annotate(shared=shared)
    rows = list(people.union(labels, views.values_list("what", "pk", "name", "query", "shared"), all=True))
    return Choices(
        people=sorted(
            [(str(pk), f"{first} {last}".strip() or email) for what, pk, first, last, email in rows if what == PERSON],
            key=_by_name,
        ),
        labels=sorted([(str(pk), name) for what, pk, name, *_rest in rows if what == LABEL], key=_by_name),
        views=sorted(
            [OfferedView(pk, name, query, bool(mark)) for what, pk, name, query, mark in rows if what == VIEW],
            key=lambda view: (fold(view.name), view.pk),
        ),
    )


def _kind(queryset: Any, what: str) -> Any:
    return queryset.order_by().annotate(what=Value(what, output_field=CharField()))


def _by_name(choice: tuple[str, str]) -> tuple[str, str]:
    return fold(choice[1]), choice[0]
