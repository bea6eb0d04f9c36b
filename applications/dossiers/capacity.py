"""Seats and numbers of a call. Whoever relies on a count holds the lock of the call's row.

Seats of "each year" count in the year in which they were given (``Application.seat_year``), whenever the application
came: who has waited since December and gets a seat in January takes one of January's. Numbers follow the arrival.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.utils import timezone

from applications.models.applications import Application, ApplicationQuerySet
from applications.models.calls import Call, Period
from applications.statuses import WITHOUT_A_PLACE, Status
from home.time_zones import TIME_ZONES
from offers.sessions import SessionState


def seated(now: datetime, *, dossier: str = "", call: str = "call__") -> Q:
    """Which dossiers have a seat that counts now: one of the whole call, or one that was given in the present year.

    For counting the seats of many calls in one query: ``dossier`` and ``call`` lead to both from the model that is
    asked. The year is that of each call's own time zone, one of those that editors choose from.
    """
    years: dict[int, list[str]] = {}
    for zone in TIME_ZONES:
        years.setdefault(_year(zone, now), []).append(zone)
    counts = Q(**{f"{call}capacity_period": Period.CALL})
    for year, zones in years.items():
        given = Q(**{f"{dossier}seat_year": year})
        counts |= given if len(years) == 1 else given & Q(**{f"{call}time_zone__in": zones})
    return ~Q(**{f"{dossier}status__in": WITHOUT_A_PLACE}) & counts


def seat_year(call: Call, status: str, at: datetime, *, held: int | None = None) -> int | None:
    """What ``Application.seat_year`` is once a dossier has arrived in a status, or moved to it, at a moment.

    ``held`` is the year of the seat that it had until then and keeps; None where it had none and is given one now. A
    status without a seat gives it back.
    """
    return None if status in WITHOUT_A_PLACE else held or _year(call.time_zone, at)


def taken(call: Call, now: datetime) -> int:
    """How many places of the present period are given; those who wait, withdrew or were declined have none. One query.

    Exact for whoever holds the lock of the call's row.
    """
    return Application.objects.filter(_seated_in(call, now)).count()


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
    if ends is None or now >= ends:
        return False
    is_postponed = call.session_state == SessionState.POSTPONED
    return is_postponed or (call.session_takes_place and not call.session_has_begun(now))


def next_number(call: Call, now: datetime) -> int:
    """The number of the next application in the order of arrival: in the whole call, or since its year began."""
    arrived = Application.objects.filter(call=call)
    if call.numbering == Period.YEAR:
        year = datetime(_year(call.time_zone, now), 1, 1, tzinfo=ZoneInfo(call.time_zone))
        arrived = arrived.filter(submitted_at__gte=year, submitted_at__lt=year.replace(year=year.year + 1))
    last = arrived.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def taken_by_call(calls: Iterable[Call], now: datetime) -> dict[int, int]:
    """How many places of each call with a limit are given, by the call's key; none, where it is missing. One query."""
    limited = [_seated_in(call, now) for call in calls if call.capacity is not None]
    if not limited:
        return {}
    given = Application.objects.filter(reduce(or_, limited))
    return dict(given.order_by().values_list("call").annotate(Count("pk")))


def _seated_in(call: Call, now: datetime) -> Q:
    """``seated`` in a call that is at hand, as the indexes of dossiers by call answer it without reading any."""
    seats = Q(call=call) & ~Q(status__in=WITHOUT_A_PLACE)
    return seats & Q(seat_year=_year(call.time_zone, now)) if call.capacity_period == Period.YEAR else seats


def _year(zone: str, moment: datetime) -> int:
    return moment.astimezone(ZoneInfo(zone)).year
