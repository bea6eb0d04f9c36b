"""Moving dossiers. ``move`` is the only writer of ``Application.status``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.dossiers import deciding
from applications.dossiers.capacity import seat_year
from applications.dossiers.moved import moved
from applications.dossiers.refusals import RefusedError
from applications.models import Application, Call, StatusChange
from applications.statuses import Status, Trigger, may_move
from users.models import User


class OvertakenError(RefusedError):
    """Somebody else moved the dossier since it was looked at."""


@contextmanager
def locked(pk: int, seen: str = "") -> Iterator[Application]:
    """A transaction in which nobody else changes the dossier; the row of its call is locked before its own.

    ``seen`` is the status that the person who acts had on the screen: another one by now raises ``OvertakenError``,
    which tells who moved it. Locked in the order that submitting has, so that no two wait for one another.
    """
    with transaction.atomic():
        call_id = Application.objects.values_list("call_id", flat=True).get(pk=pk)
        call = Call.objects.select_for_update().get(pk=call_id)
        application = Application.objects.select_for_update(of=("self",)).select_related("version").get(pk=pk)
        application.call = call
        if seen and application.status != seen:
            raise OvertakenError(_overtaken(application))
        yield application


def move(
    application: Application, target: str, trigger: Trigger, *, by: User | None = None, note: str = ""
) -> StatusChange:
    """Move a dossier that is ``locked``, and write down who did it, from where, to where and why.

    A seat that it takes counts in the year that it is now where the call is; one that it gives back counts nowhere.
    Those who have a say are asked first (``deciding``), those who hear of moves are called at the end (``moved``).
    Raises ``RefusedError`` where the table has no such row, and for what a rule has against it.
    """
    source = application.status
    if not may_move(application.call.kind, source, target, trigger):
        raise RefusedError(
            _("A dossier cannot go from “%(source)s” to “%(target)s” like this.")
            % {"source": Status(source).label, "target": Status(target).label}
        )
    now = timezone.now()
    deciding.moving(deciding.Move(application, Status(target), trigger, by, now))
    application.seat_year = seat_year(application.call, target, now, held=application.seat_year)
    application.status, application.status_since = target, now
    application.save(update_fields=["status", "status_since", "seat_year"])
    change = StatusChange.objects.create(
        application=application, from_status=source, to_status=target, by=by, note=note, at=now
    )
    moved(application, change)
    return change


def _overtaken(application: Application) -> str:
    """Who was faster, in words."""
    change = application.status_changes.select_related("by").last()
    words: dict[str, Any] = {"status": application.get_status_display()}
    if change is None or change.by is None:
        return _("Meanwhile this dossier moved to “%(status)s”. Nothing was changed: look at it again.") % words
    words |= {"person": change.by, "time": date_format(timezone.localtime(change.at), "TIME_FORMAT")}
    return _("%(person)s moved this dossier to “%(status)s” (%(time)s). Nothing was changed: look at it again.") % words
