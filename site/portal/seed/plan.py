"""Which call gets a dossier when, and how far it goes: along the table of transitions, and no other way."""

import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from applications.kinds import CallKind
from applications.models import Call
from applications.models.calls import Period
from applications.statuses import TRANSITIONS, WITHOUT_SEAT, Status, Transition, Trigger

YEARS = 3
RECENT = 0.4
"""How many come in the last tenth of the time: a queue grows."""
WEIGHTS = {
    Status.RECEIVED: 12,
    Status.IN_REVIEW: 10,
    Status.WAITING_APPLICANT: 5,
    Status.WAITING_LIST: 3,
    Status.READY: 5,
    Status.ACCEPTED: 8,
    Status.DECLINED: 12,
    Status.WITHDRAWN: 4,
    Status.UNDER_WAY: 8,
    Status.CLOSED: 33,
    Status.SEAT_HELD: 1,
    Status.LAPSED: 2,
}
OLDEST_FIRST = (
    Status.CLOSED,
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.LAPSED,
    Status.UNDER_WAY,
    Status.ACCEPTED,
    Status.SEAT_HELD,
    Status.WAITING_LIST,
    Status.READY,
    Status.WAITING_APPLICANT,
    Status.IN_REVIEW,
    Status.RECEIVED,
)

Way = tuple[Transition, ...]


@dataclass(frozen=True)
class Planned:
    """One dossier to make. ``way`` is what happened to it since it ``arrived``; ``number`` counts from one."""

    call: Call
    at: datetime
    number: int
    arrived: Status
    way: Way

    @property
    def status(self) -> Status:
        return self.way[-1].target if self.way else self.arrived


def ways(kind: str) -> dict[Status, Way]:
    """The shortest way from having been received to each status that a kind's dossiers can have."""
    onward = [row for row in TRANSITIONS if CallKind(kind) in row.kinds and row.trigger != Trigger.REOPENING]
    found: dict[Status, Way] = {Status.RECEIVED: ()}
    waiting = deque(found)
    while waiting:
        source = waiting.popleft()
        rows = [row for row in onward if row.source == source and row.target not in found]
        found |= {row.target: (*found[source], row) for row in rows}
        waiting += [row.target for row in rows]
    return found


def plan(calls: list[Call], number: int, seed: int, until: datetime) -> list[Planned]:
    """That many dossiers of the calls, in the order in which they arrive; each status of a kind where there is room."""
    rng = random.Random(f"{seed}/plan")  # noqa: S311 - nothing is kept secret with it
    weights = [rng.randint(2, 10) for _call in calls]
    counts = Counter(rng.choices(range(len(calls)), weights, k=number)) if calls else Counter()
    planned = [one for index, call in enumerate(calls) for one in _of_call(call, counts[index], rng, until)]
    return sorted(planned, key=lambda one: one.at)


def _of_call(call: Call, count: int, rng: random.Random, until: datetime) -> Iterator[Planned]:
    possible = ways(call.kind)
    statuses = list(possible)[:count]
    statuses += rng.choices(list(possible), [WEIGHTS[status] for status in possible], k=count - len(statuses))
    statuses.sort(key=lambda status: OLDEST_FIRST.index(status) + rng.uniform(-3, 3))
    zone, numbers, seats = ZoneInfo(call.time_zone), Counter[int](), Counter[int]()
    for at, status in zip(_moments(count, rng, until), statuses, strict=True):
        year = at.astimezone(zone).year
        numbers[year if call.numbering == Period.YEAR else 0] += 1
        taken = year if call.capacity_period == Period.YEAR else 0
        is_full = call.capacity is not None and seats[taken] >= call.capacity
        seats[taken] += not is_full and status not in WITHOUT_SEAT
        arrived, way = Status.RECEIVED, possible[status]
        if is_full and status not in WITHOUT_SEAT:
            arrived, way = Status.WAITING_LIST, ()
        yield Planned(call, at, numbers[year if call.numbering == Period.YEAR else 0], arrived, way)


def _moments(count: int, rng: random.Random, until: datetime) -> list[datetime]:
    """In order, over three years, more of them towards the end."""
    whole = timedelta(days=365 * YEARS)
    ages = [rng.random() * (0.1 if rng.random() < RECENT else 1) for _one in range(count)]
    return [until - age * whole for age in sorted(ages, reverse=True)]


def times(planned: Planned, rng: random.Random, until: datetime) -> list[datetime]:
    """When each step of a dossier's way happened, in order: within about three months, and not after the end."""
    last = min(until, planned.at + timedelta(days=rng.randint(3, 90)))
    steps = sorted(rng.random() for _step in planned.way)
    return [planned.at + step * (last - planned.at) for step in steps]
