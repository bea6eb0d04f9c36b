"""Deleting what was kept long enough, and writing the register of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from applications.dossiers.refusals import RefusedError
from applications.drafts.attachments import delete_drafts
from applications.models import Application, Call, Draft, Purge
from applications.models.drafts import DraftQuerySet
from applications.models.purges import Clock
from applications.privacy.anonymising import anonymise, delete_private
from applications.privacy.retention_rules import count_by_call, overdue

BATCH = 200

_ACTIONS: dict[str, Callable[[Application, datetime], bool]] = {
    Clock.REFUSED: lambda application, now: anonymise(application=application, now=now),
    Clock.GRANTED: lambda application, now: anonymise(application=application, now=now),
    Clock.PRIVATE: lambda application, now: delete_private(application=application, now=now),
}


@dataclass(frozen=True)
class Due:
    """How many of a call one clock has run out for."""

    call: Call
    clock: str
    count: int


def due(now: datetime) -> list[Due]:
    """What ``run`` would do now, without doing it."""
    calls = list(Call.objects.all())
    counts: dict[str, dict[int, int]] = {Clock.DRAFT: Counter(_expired(now).values_list("call", flat=True))}
    counts |= {clock: count_by_call(overdue(call, clock, now) for call in calls) for clock in _ACTIONS}
    return [
        Due(call, str(clock), by_call[call.pk])
        for call in calls
        for clock, by_call in counts.items()
        if by_call.get(call.pk)
    ]


def run(now: datetime) -> list[Due]:
    """Delete and anonymise what is due, dossier by dossier, and register how many. Run twice, it finds nothing left.

    An interruption loses nothing: each dossier is one transaction, and what was left is found the next time.
    """
    done = delete_expired(now)
    for call in Call.objects.all():
        for clock, act in _ACTIONS.items():
            count = sum(_succeeds(act, application, now) for application in _batches(call, clock, now))
            done += _register(call, clock, count)
    return done


def delete_expired(now: datetime) -> list[Due]:
    """Delete the drafts whose time is over, with their files, links and mails."""
    deleted: Counter[int] = Counter()
    while batch := list(_expired(now).order_by("expires_at").values_list("pk", "call")[:BATCH]):
        keys = [pk for pk, _call in batch]
        if not delete_drafts(_expired(now).filter(pk__in=keys)):
            break  # they are just being deleted, or written to, by others
        left = set(Draft.objects.filter(pk__in=keys).values_list("pk", flat=True))
        deleted.update(call for pk, call in batch if pk not in left)
    calls = Call.objects.in_bulk(list(deleted))
    return [done for pk, count in deleted.items() for done in _register(calls[pk], Clock.DRAFT, count)]


def _expired(now: datetime) -> DraftQuerySet:
    return Draft.objects.unsent().filter(expires_at__lte=now)


def _batches(call: Call, clock: str, now: datetime) -> Iterator[Application]:
    """Those that are due, the oldest first; each batch after the keys of the one before."""
    last = 0
    while batch := list(overdue(call, clock, now).filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _succeeds(act: Callable[[Application, datetime], bool], application: Application, now: datetime) -> bool:
    """A dossier that must stay since it was found, as when it was put on hold, stays."""
    try:
        return act(application, now)
    except RefusedError:
        return False


def _register(call: Call, clock: str, count: int) -> list[Due]:
    if not count:
        return []
    Purge.objects.create(call=call, call_code=call.code, clock=clock, count=count)
    return [Due(call, str(clock), count)]
