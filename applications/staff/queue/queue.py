"""One person's queue under some parameters."""

from collections.abc import Iterable

from django.core.exceptions import SuspiciousOperation
from django.db.models import Count, Q, Subquery
from django.http import QueryDict
from django.utils import translation
from django.utils.functional import cached_property

from applications.dossiers.full_text import matching
from applications.models import Application, Call
from applications.models.applications import ApplicationQuerySet
from applications.questions.base import Spec
from applications.staff.queue.choices import Choices, choices_of
from applications.staff.queue.fields import is_key
from applications.staff.queue.filters import QueueFilterSet
from applications.staff.queue.order import DEFAULT, Order, order_of
from applications.staff.queue.question_filters import PREFIX, asked_by
from users.models import User

BY_STATUS = frozenset({"group", "status"})
LONGEST_SEARCH = 200
LONGEST_QUERY = 4000


def read_query(text: str) -> QueryDict:
    """What stands after the question mark of a queue; nothing where it is too much to be one."""
    try:
        return QueryDict(text if len(text) <= LONGEST_QUERY else "")
    except SuspiciousOperation:
        return QueryDict()


def chosen_call(params: QueryDict) -> int | None:
    key = str(params.get("call", ""))
    return int(key) if is_key(key) else None


class Queue:
    """``questions`` are those of the one call that is chosen; not given, they are looked up where one is named.

    A call is chosen with those of its sessions. ``calls`` are the person's own; not given, the sessions are looked up.
    """

    def __init__(
        self,
        user: User,
        params: QueryDict,
        *,
        questions: list[Spec] | None = None,
        calls: Iterable[Call] | None = None,
    ) -> None:
        self.user = user
        self.params = params
        self.call_id = chosen_call(params)
        self.calls = calls
        self.questions = self._named() if questions is None else questions

    def _named(self) -> list[Spec]:
        names = (*self.params, self.params.get("ordering", "").removeprefix("-"))
        if self.call_id is None or not any(name.startswith(PREFIX) for name in names):
            return []
        return asked_by(self.call_id, self.user, translation.get_language() or "")

    @cached_property
    def choices(self) -> Choices:
        return choices_of(self.user)

    @cached_property
    def filters(self) -> QueueFilterSet:
        return QueueFilterSet(self.params, user=self.user, questions=self.questions, choices=lambda: self.choices)

    @cached_property
    def ordering(self) -> str:
        wanted = self.params.get("ordering", "")
        return wanted if order_of(wanted, self.questions) else DEFAULT

    @cached_property
    def call_ids(self) -> list[int]:
        """The call that is chosen, and those of its sessions. At most one query."""
        if self.calls is None:
            mine = Q(pk=self.call_id) | Q(series=self.call_id)
            return list(Call.objects.filter(mine).order_by("pk").values_list("pk", flat=True))
        return [call.pk for call in self.calls if self.call_id in (call.pk, call.series_id)]

    @property
    def order(self) -> Order:
        found = order_of(self.ordering, self.questions)
        assert found is not None, "the default order exists"  # noqa: S101
        return found

    @property
    def search(self) -> str:
        text = self.params.get("q", "").strip()[:LONGEST_SEARCH]
        return "" if "\0" in text else text

    def dossiers(self, *, without: frozenset[str] = frozenset()) -> ApplicationQuerySet:
        """What the filters, less those named, and the search leave, in no order."""
        found = Application.objects.visible_to(self.user).order_by()
        if self.call_id is not None:
            found = found.filter(call__in=self.call_ids) if len(self.call_ids) > 1 else found.filter(call=self.call_id)
        found = self.filters.narrow(found, without=without)
        return matching(found, self.search) if self.search else found

    def ordered(self) -> ApplicationQuerySet:
        return self.order.sort(self.dossiers())

    def counts(self) -> dict[str, int]:
        """How many dossiers there are in each status under all other filters. One query."""
        found = self.dossiers(without=BY_STATUS)
        return dict(found.values_list("status").annotate(number=Count("*")))


def neighbours(application: Application, user: User, query: str) -> tuple[int | None, int | None]:
    """The dossiers before and after one in a queue, whether or not the filters still hold for itself.

    ``query`` is what stands after the question mark of the queue. Two queries; a third where it names a question.
    """
    queue = Queue(user, read_query(query))
    row = Application.objects.filter(pk=application.pk).annotate(sort_value=queue.order.value)
    value = row.values_list("sort_value", flat=True).first()
    dossiers = queue.dossiers()
    before = queue.order.before(dossiers, value, application.pk).values("pk")[:1]
    after = queue.order.after(dossiers, value, application.pk).values("pk")[:1]
    found = Application.objects.filter(pk=application.pk).annotate(before=Subquery(before), after=Subquery(after))
    return found.values_list("before", "after").first() or (None, None)
