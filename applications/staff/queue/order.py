"""The orders of the queue. Each has one value per dossier, and the primary key decides between equals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Lower, NullIf

from applications.models import PromotedAnswer
from applications.models.calls import title_order
from applications.questions import question_for
from applications.questions.base import FilterAs, Spec
from applications.staff.queue.question_filters import PREFIX
from applications.statuses import Status

DEFAULT = "-submitted_at"
MANY_OPTIONS = 300
"""So many are sorted in the order of the form; beyond that, by their keys."""


def rank(column: str, values: Iterable[str]) -> Case:
    """The place of a value in a list."""
    ranks = [When(**{column: value}, then=Value(index)) for index, value in enumerate(values)]
    return Case(*ranks, output_field=IntegerField())


def assignee_name() -> object:
    name = NullIf(Concat("assignee__first_name", Value(" "), "assignee__last_name"), Value(" "))
    return Lower(Coalesce(name, "assignee__email", output_field=CharField()))


VALUES: dict[str, Callable[[], Any]] = {
    "submitted_at": lambda: F("submitted_at"),
    "reference": lambda: F("reference"),
    "number": lambda: F("number"),
    "call": lambda: title_order("call__"),
    "contact_name": lambda: Lower("contact_name"),
    "language": lambda: F("language"),
    "status": lambda: rank("status", Status.values),
    "assignee": assignee_name,
    "due_on": lambda: F("due_on"),
}
NULLABLE = frozenset({"assignee", "due_on"})
"""What some dossiers do not have. Those come last, whichever way the others are sorted."""


@dataclass(frozen=True)
class Order:
    """``value`` is what is compared. Where it may be missing, those dossiers come last."""

    value: Any
    is_descending: bool
    is_nullable: bool

    def sort(self, queryset: Any) -> Any:
        key = "-pk" if self.is_descending else "pk"
        return queryset.order_by(self._sorted_by(reverse=False), key)

    def after(self, queryset: Any, value: Any, pk: int) -> Any:
        """What stands behind a place, nearest first."""
        wanted = self._beyond(value, pk, "lt" if self.is_descending else "gt", takes_missing=value is not None)
        return self.sort(queryset.annotate(sort_value=self.value).filter(wanted))

    def before(self, queryset: Any, value: Any, pk: int) -> Any:
        """What stands in front of a place, nearest first."""
        wanted = self._beyond(value, pk, "gt" if self.is_descending else "lt", takes_missing=False)
        if value is None:
            wanted |= Q(sort_value__isnull=False)
        key = "pk" if self.is_descending else "-pk"
        found = queryset.annotate(sort_value=self.value).filter(wanted)
        return found.order_by(self._sorted_by(reverse=True), key)

    def _beyond(self, value: object, pk: int, side: str, *, takes_missing: bool) -> Q:
        if value is None:
            return Q(sort_value__isnull=True, **{f"pk__{side}": pk})
        wanted = Q(**{f"sort_value__{side}": value}) | Q(sort_value=value, **{f"pk__{side}": pk})
        if self.is_nullable:
            return wanted | Q(sort_value__isnull=True) if takes_missing else wanted
        # Says nothing more, but lets an index find the place.
        return Q(**{f"sort_value__{side}e": value}) & wanted

    def _sorted_by(self, *, reverse: bool) -> object:
        goes_down = self.is_descending is not reverse
        nulls: dict[str, Any] = {}
        if self.is_nullable:
            nulls = {"nulls_first": True} if reverse else {"nulls_last": True}
        return self.value.desc(**nulls) if goes_down else self.value.asc(**nulls)


def order_of(name: str, questions: Iterable[Spec]) -> Order | None:
    """What an ``ordering`` parameter stands for; None for what is no order of this queue."""
    key = name.removeprefix("-")
    is_descending = name.startswith("-")
    if key in VALUES:
        return Order(VALUES[key](), is_descending, key in NULLABLE)
    spec = next((spec for spec in questions if key == PREFIX + spec["key"] and question_for(spec).is_sortable), None)
    return Order(_answer(spec), is_descending, is_nullable=True) if spec else None


def _answer(spec: Spec) -> object:
    answers = PromotedAnswer.objects.filter(application=OuterRef("pk"), question=spec["key"])
    kind = question_for(spec)
    keys = [key for key, _label in kind.options(spec)] if kind.filter_as == FilterAs.OPTIONS else []
    if not 0 < len(keys) <= MANY_OPTIONS:
        return Subquery(answers.values(str(kind.filter_as))[:1])
    return Subquery(answers.annotate(rank=rank("text", keys)).values("rank")[:1])
