"""Places and numbers of a call. Whoever relies on a count holds the lock of the call's row."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.utils import timezone

from applications.models.applications import Application, ApplicationQuerySet
from applications.models.calls import TAKES_PLACE, Call, Period
from applications.statuses import WITHOUT_A_PLACE, Status


def taken(call: Call, now: datetime) -> int:
    """How many places of the present period are given; those who wait, withdrew or were declined have none. One query.

    Exact for whoever holds the lock of the call's row.
    """
    return _of_period(call, call.capacity_period, now).exclude(status__in=WITHOUT_A_PLACE).count()


def is_full(call: Call, now: datetime) -> bool:
    """Whether no place is left. No query for a call without a limit."""
    return call.capacity is not None and taken(call, now) >= call.capacity


def left(call: Call, now: datetime) -> int | None:
    """How many places can be given; None without a limit. Below zero where more were given than there are."""
    return None if call.capacity is None else call.capacity - taken(call, now)


def has_a_place_for_newcomers(call: Call, now: datetime) -> bool:
    """Whether who comes now gets a place: one is left, and nobody waits for it. At most two queries."""
    if call.capacity is None:
        return True
    return not is_full(call, now) and not (call.has_waiting_list and waiting(call).exists())


def waiting(call: Call) -> ApplicationQuerySet:
    """Those on the waiting list, in the order in which they came."""
    return Application.objects.filter(call=call, status=Status.WAITING_LIST).order_by("submitted_at", "number", "pk")


def number_in_line(application: Application) -> int:
    """Which number somebody is on the waiting list. One query."""
    came = {name: getattr(application, name) for name in ("submitted_at", "number")}
    before = Q(submitted_at__lt=came["submitted_at"]) | Q(submitted_at=came["submitted_at"], number__lt=came["number"])
    before |= Q(**came, pk__lt=application.pk)
    return waiting(application.call).filter(before).count() + 1


def is_good(application: Application, now: datetime | None = None) -> bool:
    """Whether a place that was offered can still be taken: in time, and before a session that is not called off.

    A place in a session that was postponed can be taken: who has it is told of the new date.
    """
    now = now or timezone.now()
    ends, call = application.offer_ends_at, application.call
    is_postponed = call.session_state == "postponed"
    if ends is None or now >= ends or (call.session_state not in TAKES_PLACE and not is_postponed):
        return False
    return is_postponed or call.session_starts_at is None or now < call.session_starts_at


def next_number(call: Call, now: datetime) -> int:
    """The number of the next application in the order of arrival."""
    last = _of_period(call, call.numbering, now).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def taken_by_call(calls: Iterable[Call], now: datetime) -> dict[int, int]:
    """How many places of each call with a limit are given, by the call's key; none, where it is missing. One query."""
    limited = [_in_period(call, call.capacity_period, now) for call in calls if call.capacity is not None]
    if not limited:
        return {}
    given = Application.objects.filter(reduce(or_, limited)).exclude(status__in=WITHOUT_A_PLACE)
    return dict(given.order_by().values_list("call").annotate(Count("pk")))


def _of_period(call: Call, period: str, now: datetime) -> ApplicationQuerySet:
    return Application.objects.filter(_in_period(call, period, now))


def _in_period(call: Call, period: str, now: datetime) -> Q:
    """The applications of the whole call, or of the calendar year that it is in the call's time zone."""
    if period != Period.YEAR:
        return Q(call=call)
    zone = ZoneInfo(call.time_zone)
    begin = now.astimezone(zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (begin + timedelta(days=366)).replace(month=1, day=1)
    return Q(call=call, submitted_at__gte=begin, submitted_at__lt=end)
