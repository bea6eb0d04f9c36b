"""Moving a dossier by hand, reopening it, withdrawing it."""

from django.utils.translation import gettext as _

from applications.dossiers.acts import Act
from applications.dossiers.corrections import give_up_corrections
from applications.dossiers.letters import REOPENED, SEAT_FREE, WITHDRAWN
from applications.dossiers.permissions import may_withdraw
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.staff_notices import Notice, notify, watchers
from applications.dossiers.transitions import OvertakenError, locked, move
from applications.mail.outbox import write_to_applicant
from applications.models import Application, StatusChange
from applications.statuses import ACTIVE, Status, Trigger, public_name
from users.models import User


def move_by_hand(*, application: Application, target: str, by: User, note: str = "", seen: str = "") -> StatusChange:
    """Move a dossier one step, with a note for colleagues. Who gets a seat of the waiting list is told by mail.

    Raises ``RefusedError``, and ``OvertakenError`` where it is not in the status ``seen`` any more.
    """
    with locked(application.pk, seen) as dossier:
        refuse_unless_allowed(Act.MOVE, by, dossier)
        change = move(dossier, target, Trigger.HAND, by=by, note=note.strip())
        if change.from_status == Status.WAITING_LIST:
            write_to_applicant(dossier, SEAT_FREE, f"place:{change.pk}")
    return change


def reopen(*, application: Application, target: str, by: User, reason: str, seen: str = "") -> StatusChange:
    """Take an end back, for a reason that stays in the history, and tell the applicant that it goes on.

    Where it is to be decided anew, the decisions that stood until now are revoked. Raises as ``move_by_hand`` does.
    """
    with locked(application.pk, seen) as dossier:
        refuse_unless_allowed(Act.REOPEN, by, dossier)
        if not reason.strip():
            raise RefusedError(_("Write down why it is reopened."))
        change = move(dossier, target, Trigger.REOPENING, by=by, note=reason.strip())
        if change.to_status in ACTIVE:
            dossier.decisions.standing().update(revoked_by=by, revoked_at=change.at)
        write_to_applicant(dossier, REOPENED, f"reopened:{change.pk}")
    return change


def withdraw(*, application: Application, reason: str = "", seen: str = "") -> StatusChange | None:
    """The applicant withdraws: what was asked of them is cancelled, what was decided and not told is never told.

    Those who watch the dossier are told, and the applicant gets a confirmation. None for one that is withdrawn already.
    Raises ``RefusedError``, in words for the applicant, where it is too late or not in the status ``seen``.
    """
    with locked(application.pk) as dossier:
        if dossier.status == Status.WITHDRAWN:
            return None
        words = {"status": public_name(dossier.call.kind, dossier.status)}
        if not may_withdraw(dossier):
            raise RefusedError(_("It cannot be withdrawn any more. Where it is now: “%(status)s”.") % words)
        if seen and dossier.status != seen:
            raise OvertakenError(_("Something has changed meanwhile. Where it is now: “%(status)s”.") % words)
        change = move(dossier, Status.WITHDRAWN, Trigger.APPLICANT, note=reason.strip())
        dossier.decisions.unreleased().update(revoked_at=change.at)
        give_up_corrections(dossier)
        key = f"withdrawn:{change.pk}"
        write_to_applicant(dossier, WITHDRAWN, key)
        notify(application=dossier, people=watchers(dossier), notice=Notice.WITHDRAWN, key=key)
    return change
