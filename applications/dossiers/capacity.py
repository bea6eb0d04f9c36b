"""Seats and numbers of a call. Whoever relies on a count holds the lock of the call's row.

Seats of "each year" count in the year in which they were given (``Application.seat_year``), whenever the application
came: who has waited since December and gets a seat in January takes one of January's. Numbers follow the arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Expression, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications.models.applications import Application, ApplicationQuerySet
from applications.models.calls import (
    Call,
    CallQuerySet,
    CallState,
    Period,
    session_has_begun,
    session_takes_place,
)
from applications.statuses import WITHOUT_SEAT, Status
from home.time_zones import TIME_ZONES
from offers.registering import Phase
from offers.sessions import SessionState

COUNTED = ("taken", "held", "provisional", "waiting", "passed_over")
"""What is counted of a call's seats, under these names."""


def seat_year(call: Call, status: str, at: datetime, *, held: int | None = None) -> int | None:
    """What ``Application.seat_year`` is once a dossier has arrived in a status, or moved to it, at a moment.

    ``held`` is the year of the seat that it had until then and keeps; None where it had none and is given one now. A
    status without a seat gives it back.
    """
    return None if status in WITHOUT_SEAT else held or _year(call.time_zone, at)


@dataclass(frozen=True)
class Capacity:
    """The seats of a call at a moment, in the period that runs then, and what follows for whoever comes.

    The one answer for who sends an application, for pages, lists and panels. ``taken`` counts the seats that are
    ``held`` for somebody from the waiting list, too, and those that are ``provisional``, which go back if nobody
    confirms them. Of those ``waiting``, some are ``passed_over`` until they confirm their address. Exact for whoever
    holds the lock of the call's row.
    """

    call: Call
    at: datetime
    taken: int = 0
    held: int = 0
    provisional: int = 0
    waiting: int = 0
    passed_over: int = 0

    @property
    def limit(self) -> int | None:
        return self.call.capacity

    @property
    def has_waiting_list(self) -> bool:
        return self.call.has_waiting_list

    @property
    def closes_at(self) -> datetime | None:
        """In the call's own time zone."""
        closes = self.call.closes_at
        return closes.astimezone(ZoneInfo(self.call.time_zone)) if closes else None

    @property
    def free(self) -> int | None:
        """How many seats can be given, be it to those who wait; None without a limit.

        Below zero where more were given than there are.
        """
        return None if self.limit is None else self.limit - self.taken

    @property
    def to_give(self) -> int | None:
        """The free seats as staff read of them: none where more were given than there are. None without a limit."""
        return None if self.free is None else max(self.free, 0)

    @property
    def left(self) -> int | None:
        """How many people who come now get a seat: those that others wait for are none. None without a limit."""
        is_for_others = self.has_waiting_list and self.waiting > self.passed_over
        return 0 if self.to_give and is_for_others else self.to_give

    @property
    def phase(self) -> Phase:
        if not self.call.session_takes_place:
            return Phase(self.call.session_state)
        if self.call.session_is_over(self.at):
            return Phase.OVER
        state = self.call.state(self.at)
        if state == CallState.UPCOMING:
            return Phase.LATER
        if state == CallState.CLOSED:
            return Phase.CLOSED
        return Phase.FULL if self.left == 0 else Phase.OPEN

    @property
    def can_register(self) -> bool:
        """Whether one can apply or register now, be it to wait."""
        return self.phase == Phase.OPEN or self.must_wait

    @property
    def must_wait(self) -> bool:
        """Whether one can apply now, and goes on the waiting list."""
        return self.phase == Phase.FULL and self.has_waiting_list


def capacities(calls: Iterable[Call], now: datetime) -> dict[int, Capacity]:
    """The capacity of each call, by its key. One query for all; none for no call."""
    found = {call.pk: call for call in calls}
    if not found:
        return {}
    counted = counting_seats(Call.objects.filter(pk__in=found).order_by(), now).values_list("pk", *COUNTED)
    return {pk: Capacity(found[pk], now, **dict(zip(COUNTED, figures, strict=True))) for pk, *figures in counted}


def capacity_of(call: Call, now: datetime) -> Capacity:
    """The capacity of one call. One query."""
    return capacities([call], now)[call.pk]


def counted_capacity(call: Call, now: datetime) -> Capacity:
    """The capacity of a call that came from ``counting_seats`` of the same moment. No query."""
    return Capacity(call, now, **{name: getattr(call, name) for name in COUNTED})


def is_full_for_newcomers(call: Call, now: datetime) -> bool:
    """Whether who comes now gets no seat. No query for a call without a limit, otherwise one."""
    return call.capacity is not None and capacity_of(call, now).left == 0


def counting_seats(calls: CallQuerySet, now: datetime) -> CallQuerySet:
    """Calls with what is ``COUNTED`` of each, as the indexes of dossiers by call answer it without reading any."""
    return calls.annotate(
        taken=_seated(now, Application.objects.all()),
        held=_seated(now, Application.objects.filter(status=Status.SEAT_HELD)),
        provisional=_seated(now, Application.objects.filter(is_provisional=True)),
        waiting=_number(Application.objects.filter(status=Status.WAITING_LIST)),
        passed_over=_number(Application.objects.filter(status=Status.WAITING_LIST, is_provisional=True)),
    )


def _seated(now: datetime, dossiers: ApplicationQuerySet) -> Expression:
    """How many of some dossiers have a seat that counts now: one of the whole call, or one that was given this year.

    The year is that of each call's own time zone, one of those that editors choose from.
    """
    seated = dossiers.exclude(status__in=WITHOUT_SEAT)
    years: dict[int, list[str]] = {}
    for zone in TIME_ZONES:
        years.setdefault(_year(zone, now), []).append(zone)
    each_year = [
        When(capacity_period=Period.YEAR, time_zone__in=zones, then=_number(seated.filter(seat_year=year)))
        for year, zones in years.items()
    ]
    return Case(*each_year, default=_number(seated))


def _number(dossiers: ApplicationQuerySet) -> Expression:
    """How many of some dossiers are those of the call that the query is about."""
    mine = dossiers.filter(call=OuterRef("pk")).order_by().values("call").annotate(number=Count("*"))
    return Coalesce(Subquery(mine.values("number")), 0)


def waiting(call: Call) -> ApplicationQuerySet:
    """Those on the waiting list who can be offered a seat, in the order in which they came.

    Whoever has not confirmed their address keeps the turn, but is passed over until they do.
    """
    return on_waiting_list(call).filter(is_provisional=False)


def on_waiting_list(call: Call) -> ApplicationQuerySet:
    """All of them."""
    return Application.objects.filter(call=call, status=Status.WAITING_LIST).order_by("submitted_at", "number", "pk")


def number_in_line(application: Application) -> int:
    """Which number somebody is on the waiting list. One query."""
    came = {name: getattr(application, name) for name in ("submitted_at", "number")}
    before = Q(submitted_at__lt=came["submitted_at"]) | Q(submitted_at=came["submitted_at"], number__lt=came["number"])
    before |= Q(**came, pk__lt=application.pk)
    return waiting(application.call).filter(before).count() + 1


def can_be_taken(application: Application, now: datetime | None = None) -> bool:
    """Whether a seat that was offered can still be taken: in time, and before a session that is not called off.

    A seat in a session that was postponed can be taken: who has it is told of the new date.
    """
    now = now or timezone.now()
    until, call = application.held_until, application.call
    if until is None or until <= now:
        return False
    is_postponed = call.session_state == SessionState.POSTPONED
    return is_postponed or (call.session_takes_place and not call.session_has_begun(now))


def seat_has_lapsed(now: datetime) -> Q:
    """Dossiers whose held seat nobody can take any more, of whatever call: what ``can_be_taken`` says of one.

    A session that was brought forward may begin before their time is over. Of one that is called off they are ended
    with everything else of it.
    """
    begun = session_has_begun(now, "call__") & session_takes_place("call__")
    return Q(status=Status.SEAT_HELD) & (Q(held_until__lte=now) | begun)


def hold_no_longer_than(call: Call, moment: datetime) -> None:
    """Seats of a call that are held for longer are held until a moment only."""
    call.applications.filter(status=Status.SEAT_HELD, held_until__gt=moment).update(held_until=moment)


def next_number(call: Call, now: datetime) -> int:
    """The number of the next application in the order of arrival: in the whole call, or since its year began."""
    arrived = Application.objects.filter(call=call)
    if call.numbering == Period.YEAR:
        year = datetime(_year(call.time_zone, now), 1, 1, tzinfo=ZoneInfo(call.time_zone))
        arrived = arrived.filter(submitted_at__gte=year, submitted_at__lt=year.replace(year=year.year + 1))
    last = arrived.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _year(zone: str, moment: datetime) -> int:
    return moment.astimezone(ZoneInfo(zone)).year
