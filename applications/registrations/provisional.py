"""Seats that are taken until it is known whether somebody reads the address that they were taken under.

A seat counts as taken at once. It goes back when the button behind the mailed link was not pressed within the time that
is given, counted from when the mail left. As long as it has not left, the seat stays, and staff see that. On the
waiting list nobody loses their turn, but no seat is offered before the address is confirmed.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.dossiers.capacity import is_full_for_newcomers
from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import move
from applications.kinds import CallKind
from applications.mail.kinds import letter_kinds
from applications.mail.sending import DELAYS
from applications.models import Application, Call, EmailStatus, OutgoingEmail, StatusChange
from applications.models.applications import ApplicationQuerySet
from applications.models.calls import CallState
from applications.models.emails import OutgoingEmailQuerySet
from applications.registrations.waiting_list import hold_seats
from applications.statuses import WITHOUT_SEAT, Status, Trigger

logger = logging.getLogger(__name__)


def kept_for() -> timedelta:
    return timedelta(minutes=settings.SEAT_KEPT_MINUTES)


def kept_in_words() -> str:
    """“one hour”, “90 minutes”."""
    hours, minutes = divmod(settings.SEAT_KEPT_MINUTES, 60)
    if minutes:
        total = settings.SEAT_KEPT_MINUTES
        return ngettext("%(n)s minute", "%(n)s minutes", total) % {"n": total}
    return ngettext("one hour", "%(n)s hours", hours) % {"n": hours}


def has_seat_to_confirm(application: Application) -> bool:
    return application.is_provisional and application.status not in WITHOUT_SEAT


def has_lost_seat(application: Application) -> bool:
    """Whether its seat went back because it was not confirmed in time."""
    return application.is_provisional and application.status == Status.LAPSED


def name_of_seat(application: Application) -> str:
    """What the applicant reads instead of the status of a seat that is not theirs for good; empty for any other."""
    return _("To be confirmed by you") if has_seat_to_confirm(application) else ""


def kept_until(application: Application) -> datetime | None:
    """Until when a seat waits to be confirmed; None while the mail with the link has not left. One query."""
    receipt = _receipts(application.emails.all()).filter(status=EmailStatus.SENT).order_by("sent_at").last()
    return receipt.sent_at + kept_for() if receipt and receipt.sent_at else None


def release_unconfirmed(now: datetime) -> int:
    """Take back the seats that were not confirmed in time, offer them to those who wait, and return how many they were.

    Nobody is written to: whoever reads the address may be a stranger. One transaction for each call, under its lock.
    """
    calls = _over(now).order_by("call").values_list("call_id", flat=True).distinct()
    return sum(_release(pk, now) for pk in list(calls))


def _release(pk: int, now: datetime) -> int:
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=pk)
        now = max(now, timezone.now())  # the lock was waited for
        released = sum(_lapse(each, call) for each in _over(now).filter(call=call).order_by("submitted_at", "number"))
        hold_seats(call, now)
    return released


def _lapse(application: Application, call: Call) -> bool:
    """Take one seat back, unless a rule has something against it: it is tried again at the next round."""
    application.call = call
    try:
        with transaction.atomic():
            move(application, Status.LAPSED, Trigger.TIME)
    except RefusedError as refusal:
        logger.warning("The seat of %s does not go back: %s", application.reference, refusal)
        return False
    return True


def _over(now: datetime) -> ApplicationQuerySet:
    """Those whose mail left, or was refused by the server of the address for good, before the time that is given.

    A mail that the outbox gave up after days of trying has not left.
    """
    since = now - kept_for()
    refused = Q(status=EmailStatus.FAILED, attempts__lte=len(DELAYS), created_at__lte=since)
    told = _receipts(OutgoingEmail.objects.filter(application=OuterRef("pk")))
    told = told.filter(Q(status=EmailStatus.SENT, sent_at__lte=since) | refused)
    provisional = Application.objects.filter(is_provisional=True, call__kind=CallKind.REGISTRATION)
    return provisional.exclude(status__in=WITHOUT_SEAT).filter(Exists(told))


def _receipts(emails: OutgoingEmailQuerySet) -> OutgoingEmailQuerySet:
    return emails.filter(occasion__in=[kind.code for kind in letter_kinds() if kind.arrival])


def firm_by_staff(application: Application, change: StatusChange) -> None:
    """Whoever is moved by staff has what staff gave them. Hears of moves: ``moved``."""
    if application.is_provisional and change.from_status and change.by is not None:
        _firm(application)


def firm_by_address(application: Application) -> None:
    """The applicant has confirmed the address: the seat is theirs. Hears of it: ``confirming``.

    A seat that went back is given again, if there is one for newcomers, or a turn on the waiting list.
    """
    if not application.is_provisional:
        return
    target = _again(application) if application.status == Status.LAPSED else None
    if application.status == Status.LAPSED and target is None:
        return
    _firm(application)
    if target:
        move(application, target, Trigger.TAKING)
    if application.status == Status.WAITING_LIST:
        hold_seats(application.call)


def _again(application: Application) -> Status | None:
    """Where a registration arrives anew whose seat went back; None where there is no seat for it."""
    call, now = application.call, timezone.now()
    if call.state(now) != CallState.OPEN:
        return None
    if not is_full_for_newcomers(call, now):
        return Status.ACCEPTED if call.confirms_at_once else Status.RECEIVED
    return Status.WAITING_LIST if call.has_waiting_list else None


def _firm(application: Application) -> None:
    application.is_provisional = False
    application.save(update_fields=["is_provisional"])
