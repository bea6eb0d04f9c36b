"""Seats that become free: offered to those who wait, one after the other, for two days each."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.dossiers.capacity import can_be_taken, capacity_of, seat_has_lapsed, waiting
from applications.dossiers.letters import RECEIPT
from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import locked, move
from applications.kinds import CallKind
from applications.mail.outbox import write_to_applicant
from applications.models import Application, Call, StatusChange
from applications.models.calls import session_has_begun, session_takes_place
from applications.registrations.letters import HELD_SEAT_LAPSED, REGISTERED, SEAT_HELD
from applications.statuses import WITHOUT_SEAT, Status, Trigger

GOOD_FOR = timedelta(hours=48)

logger = logging.getLogger(__name__)


class TooLateError(RefusedError):
    """The seat is not kept any more."""


def hold_seats(call: Call, now: datetime | None = None, *, passing_over: Application | None = None) -> int:
    """Offer what is free of a registration's seats to those who wait first, and return how many offers that makes.

    An offered seat is kept, and counts as taken. Nothing is offered of a session that has begun or does not take
    place, nor to ``passing_over``, who was just put on the waiting list; where a rule of ``deciding`` has something
    against it, the next in line are asked. To be called in a transaction that holds the lock of the call's row.
    """
    now = now or timezone.now()
    if not _holds_seats(call, now):
        return 0
    free, offered = None if call.capacity is None else capacity_of(call, now).free, 0
    passed = [passing_over.pk] if passing_over else []
    while free is None or offered < free:
        wanted = None if free is None else free - offered
        batch = list(waiting(call).exclude(pk__in=passed)[:wanted])
        refused = [application.pk for application in batch if not _hold(application, call, now)]
        offered += len(batch) - len(refused)
        passed += refused
        if not refused or wanted is None or len(batch) < wanted:
            break
    return offered


def give_on(application: Application, change: StatusChange) -> None:
    """Offer the seat that a dossier gives up with a move; at once only to somebody else. Hears of moves: ``moved``.

    What time ends is given on by those who end it, all at once: ``settle_held_seats``.
    """
    gives_up = change.from_status and change.from_status not in WITHOUT_SEAT and change.to_status in WITHOUT_SEAT
    if gives_up and change.to_status != Status.LAPSED:
        hold_seats(application.call, passing_over=application)


def take_seat(*, application: Application) -> StatusChange | None:
    """The applicant takes the seat that is kept for them: they are registered, or staff confirm it.

    None for one who has it already. Raises ``TooLateError``, or ``RefusedError`` for what a rule has against it, in
    words for the applicant.
    """
    with locked(application.pk) as dossier:
        if dossier.status not in WITHOUT_SEAT | {Status.SEAT_HELD}:
            return None
        if dossier.status != Status.SEAT_HELD or not can_be_taken(dossier):
            raise TooLateError(_("It is too late: the seat is not kept for you any more."))
        at_once = dossier.call.confirms_at_once
        change = move(dossier, Status.ACCEPTED if at_once else Status.RECEIVED, Trigger.TAKING)
        dossier.held_until = None
        dossier.save(update_fields=["held_until"])
        write_to_applicant(dossier, REGISTERED if at_once else RECEIPT, f"taken:{change.pk}")
    return change


def settle_held_seats(now: datetime) -> int:
    """End the offers whose time is over, offer their seats to the next, and return how many ended.

    Seats that are free for any other reason are offered too. One transaction for each call.
    """
    queued = Application.objects.filter(
        session_takes_place("call__"), status=Status.WAITING_LIST, call__kind=CallKind.REGISTRATION
    ).exclude(session_has_begun(now, "call__"))
    over = Application.objects.filter(seat_has_lapsed(now))
    calls = {*over.values_list("call_id", flat=True), *queued.values_list("call_id", flat=True)}
    return sum(_settle(pk, now) for pk in sorted(calls))


def _settle(pk: int, now: datetime) -> int:
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=pk)
        now = max(now, timezone.now())  # the lock was waited for, perhaps into a year that has other seats
        ended = list(call.applications.filter(seat_has_lapsed(now)).order_by("held_until", "number"))
        lapsed = sum(_lapse(application, call) for application in ended)
        hold_seats(call, now)
    return lapsed


def _lapse(application: Application, call: Call) -> bool:
    """End one offer, unless a rule has something against it: it is tried again at the next round."""
    application.call = call
    try:
        with transaction.atomic():
            change = move(application, Status.LAPSED, Trigger.TIME)
            write_to_applicant(application, HELD_SEAT_LAPSED, f"lapsed:{change.pk}")
    except RefusedError as refusal:
        logger.warning("The offer to %s does not end: %s", application.reference, refusal)
        return False
    return True


def _holds_seats(call: Call, now: datetime) -> bool:
    """Whether a call gives its seats to those who wait by itself, and can still do so."""
    return call.kind == CallKind.REGISTRATION and call.session_takes_place and not call.session_has_begun(now)


def _hold(application: Application, call: Call, now: datetime) -> bool:
    """Offer a seat to one; False, and nothing, where a rule has something against it."""
    application.call, starts = call, call.session_starts_at
    ends = min(now + GOOD_FOR, starts) if starts else now + GOOD_FOR
    application.held_until = ends
    try:
        with transaction.atomic():
            application.save(update_fields=["held_until"])
            change = move(application, Status.SEAT_HELD, Trigger.HOLDING)
            write_to_applicant(application, SEAT_HELD, f"offered:{change.pk}", until=ends.isoformat())
    except RefusedError as refusal:
        logger.warning("No seat is offered to %s: %s", application.reference, refusal)
        return False
    return True
