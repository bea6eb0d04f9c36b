"""What those registered are told of their session without asking: that it is near, that it has changed. And its end."""

import logging
from datetime import UTC, datetime, timedelta

from applications.dossiers.corrections import give_up_corrections
from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import locked, move
from applications.kinds import CallKind
from applications.mail.outbox import enqueue, write_to_applicant
from applications.models import Application, Call, OutgoingEmail
from applications.models.call_sessions import CallSession
from applications.models.calls import session_has_begun, session_is_over, session_takes_place
from applications.registrations.letters import SESSION_CHANGED, SESSION_REMINDER
from applications.statuses import ACTIVE, Status, Trigger
from offers.sessions import SessionState

CONCERNED = ACTIVE | {Status.ACCEPTED}
BEFORE = timedelta(days=2)
OVER_AFTER = timedelta(days=7)
"""So long after its end a session's registrations stay as they are: time to say who came."""
BATCH = 200
ENDS = {Status.ACCEPTED: Status.CLOSED} | dict.fromkeys(ACTIVE - {Status.READY}, Status.LAPSED)
"""What becomes of registrations once their session is over."""

logger = logging.getLogger(__name__)


def tell_of_changes(*, call: Call, before: CallSession, now: datetime) -> int:
    """Write to all who have a seat, or wait for one, that their session is another, and return how many they are.

    Nothing is said of what is over. To be called in the transaction that changes the call.
    """
    if call.session_is_over(now):
        return 0
    concerned = call.applications.filter(status__in=CONCERNED, anonymised_at=None)
    key = f"{now:%Y%m%d%H%M%S%f}"
    mails = [
        write_to_applicant(each, SESSION_CHANGED, f"session_changed:{each.pk}:{key}", before=before.as_json())
        for each in concerned
    ]
    return len([mail for mail in mails if mail])


def remind_of_sessions(now: datetime) -> int:
    """Write to those registered two days before their session begins, and return how many mails that makes.

    One for each beginning, however often this runs: of a session that was moved they are reminded again. Nobody is who
    registered within these two days, and was just written to; nobody of a session that is off, or has begun.
    """
    near = Application.objects.filter(
        session_has_begun(now + BEFORE, "call__"),
        ~session_has_begun(now, "call__"),
        session_takes_place("call__"),
        status=Status.ACCEPTED,
        anonymised_at=None,
    )
    near = near.exclude(contact_email="").select_related("call").defer("answers", "posted").order_by("pk")
    due = {_key(each): each for each in near if _was_registered_before(each)}
    told: set[str] = set()
    keys = list(due)
    for start in range(0, len(keys), BATCH):
        batch = OutgoingEmail.objects.filter(key__in=keys[start : start + BATCH])
        told |= set(batch.values_list("key", flat=True))
    return sum(_remind(each, key) for key, each in due.items() if key not in told)


def _key(application: Application) -> str:
    starts = application.call.session_starts_at
    return f"session_reminder:{application.pk}:{starts.astimezone(UTC):%Y%m%d%H%M}" if starts else ""


def _was_registered_before(application: Application) -> bool:
    starts = application.call.session_starts_at
    return starts is not None and application.status_since <= starts - BEFORE


def _remind(application: Application, key: str) -> bool:
    """Write one mail. Under the lock of the dossier it is asked again whether it still holds."""
    with locked(application.pk) as dossier:
        starts, is_on = dossier.call.session_starts_at, dossier.call.session_takes_place
        is_same = starts is not None and _key(dossier) == key
        if not (is_same and is_on and starts and dossier.status == Status.ACCEPTED and dossier.contact_email):
            return False
        enqueue(
            key=key,
            kind=SESSION_REMINDER,
            to=dossier.contact_email,
            language=dossier.language,
            application=dossier,
            context={"starts": starts.isoformat()},
            is_urgent=False,
            is_confirmed=dossier.address_confirmed_at is not None,
        )
    return True


def close_past_sessions(now: datetime) -> int:
    """Close the registrations of sessions that ended a week ago, and return how many these are. Nobody is written to.

    Who had a seat is done; who still waited, or was not confirmed, has got none, and what was decided and not told is
    never told. A session that is postponed has not ended. Each is a transaction of its own; what an interruption leaves
    is found the next time.
    """
    registrations = Application.objects.filter(call__kind=CallKind.REGISTRATION, status__in=ENDS)
    over = registrations.filter(session_is_over(now - OVER_AFTER, "call__"))
    over = over.exclude(call__session_state=SessionState.POSTPONED).order_by("pk")
    closed = last = 0
    while batch := list(over.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        closed += sum(_close(pk, now) for pk in batch)
        last = batch[-1]
    return closed


def _close(pk: int, now: datetime) -> bool:
    """Close one, unless it is no more to be closed, or a rule has something against it: then it is tried again."""
    try:
        with locked(pk) as dossier:
            call, target = dossier.call, ENDS.get(Status(dossier.status))
            is_postponed = call.session_state == SessionState.POSTPONED
            if target is None or is_postponed or not call.session_is_over(now - OVER_AFTER):
                return False
            move(dossier, target, Trigger.TIME)
            if target == Status.LAPSED:
                dossier.decisions.unreleased().update(revoked_at=now)
                give_up_corrections(dossier)
    except RefusedError as refusal:
        logger.warning("The registration %s stays as it is: %s", pk, refusal)
        return False
    return True
