"""Which dossiers are kept long enough. The call says for how many months; the clock runs from the last status."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count

from applications.models import Application, Call
from applications.models.applications import ApplicationQuerySet
from applications.models.keeping import Deletion, must_stay
from applications.models.purges import Clock
from applications.statuses import ACTIVE, FINAL, REFUSED, Status

PRIVATE_AFTER = timedelta(days=30)
"""Private answers go this long after the decision was told: the time to contest it."""
LEAST_MONTHS = 2
"""No dossier is kept for less: the time to bring a decision before an administrative court."""
REST = timedelta(days=7)
"""A rule that keeps for less time than the one before it acts on nothing for so long: somebody may have slipped."""
GRANTED = frozenset(FINAL - REFUSED)
AT_ONCE = 200


def months_before(now: datetime, months: int) -> datetime:
    """The same day and time some months ago; the last day of a month that is too short. Not before 1970."""
    total = max(now.year * 12 + now.month - 1 - months, 1970 * 12)
    year, month = divmod(total, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def rests_until(call: Call) -> datetime | None:
    """When the clocks of a call's decided dossiers run again after its rules became shorter; None if they run."""
    return call.keeping_shortened_at + REST if call.keeping_shortened_at else None


def overdue(call: Call, clock: str, now: datetime) -> ApplicationQuerySet:
    """The dossiers of a call whose clock has run out. None that a keeper wants to stay, or that was anonymised; and
    none at all while the rule is too young."""
    rest = rests_until(call)
    if clock != Clock.PRIVATE and rest and now < rest:
        return Application.objects.none()
    deletion = Deletion.PRIVATE if clock == Clock.PRIVATE else Deletion.PERSON
    kept = Application.objects.filter(call=call, anonymised_at=None).exclude(must_stay(deletion, now))
    if clock == Clock.REFUSED:
        return kept.filter(status__in=REFUSED, status_since__lte=months_before(now, call.refused_months))
    if clock == Clock.GRANTED:
        return kept.filter(status__in=GRANTED, status_since__lte=months_before(now, call.granted_months))
    decided = kept.exclude(status__in=ACTIVE).filter(private_deleted_at=None)
    return decided.filter(status_since__lte=now - PRIVATE_AFTER)


def left_open(call: Call, now: datetime) -> ApplicationQuerySet:
    """Those that no clock runs for although they are older than any: nobody has closed them."""
    oldest = months_before(now, max(call.refused_months, call.granted_months))
    waiting = ACTIVE | {Status.ACCEPTED, Status.UNDER_WAY}
    return Application.objects.filter(call=call, anonymised_at=None, status__in=waiting, status_since__lte=oldest)


def count_by_call(found: Iterable[ApplicationQuerySet]) -> dict[int, int]:
    """How many dossiers each of some querysets has, by the key of its call. One query for ``AT_ONCE`` of them."""
    counted = [each.order_by().values_list("call").annotate(Count("pk")) for each in found]
    counts: dict[int, int] = {}
    for start in range(0, len(counted), AT_ONCE):
        first, *others = counted[start : start + AT_ONCE]
        counts |= dict(first.union(*others, all=True))
    return counts
