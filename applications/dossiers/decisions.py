"""Decisions: taken in private, told when they are released."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.dossiers import deciding
from applications.dossiers.acts import Act
from applications.dossiers.letters import decision_letter
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.standing_decisions import pending
from applications.dossiers.transitions import locked, move
from applications.kinds import CallKind
from applications.mail.outbox import write_to_applicant
from applications.models import Application, Call, Decision, Verdict
from applications.questions.amounts import show_money
from applications.statuses import Status, Trigger, targets
from users.models import User

TOO_MUCH = Decimal(10) ** 10
"""What no column of the database holds."""


def decide(
    *,
    application: Application,
    verdict: str,
    by: User,
    reason: str = "",
    amount: Decimal | None = None,
    seen: str = "",
) -> Decision:
    """Write a decision down. The dossier stays where it is, and nobody is told, until it is released.

    Raises ``RefusedError``: for what the status, four eyes or another decision forbid, for a verdict that does not go
    with the status, for declining without a reason, for an amount out of place, for what a rule of ``deciding`` has
    against it; ``OvertakenError`` where the dossier is not in the status ``seen`` any more.
    """
    reason = reason.strip()
    with locked(application.pk, seen) as dossier:
        refuse_unless_allowed(Act.DECIDE, by, dossier)
        if verdict not in targets(dossier.call.kind, dossier.status, Trigger.DECISION):
            raise RefusedError(_("This decision cannot be taken while it is “%(status)s”.") % _status_of(dossier))
        if verdict == Verdict.DECLINED and not reason:
            raise RefusedError(_("Write the reason: the letter tells it to the applicant."))
        _check_amount(dossier.call, verdict, amount)
        decision = Decision.objects.create(
            application=dossier, verdict=verdict, reason=reason, amount=amount, decided_by=by, decided_at=timezone.now()
        )
        deciding.decided(decision)
    return decision


def release(*, application: Application, by: User, decision: int | None = None) -> Decision:
    """Tell a decision: the dossier moves, and the letter goes into the outbox if there is an address for it.

    ``decision`` is the key of the one that the person had on the screen: another one by now is not released. Raises
    ``RefusedError``, which tells who was faster, or that no seat is left for who waits for one.
    """
    with locked(application.pk) as dossier:
        found = _on_screen(Act.RELEASE, dossier, by, decision)
        move(dossier, found.verdict, Trigger.DECISION, by=by)
        found.released_by, found.released_at = by, timezone.now()
        found.save(update_fields=["released_by", "released_at"])
        write_to_applicant(dossier, decision_letter(found.verdict), f"decision:{found.pk}", decision=found.pk)
        deciding.released(found)
    return found


def take_back(*, application: Application, by: User, decision: int | None = None) -> Decision:
    """Take a decision back that was not told; it stays on record. ``decision`` and refusals as for ``release``."""
    with locked(application.pk) as dossier:
        found = _on_screen(Act.TAKE_BACK, dossier, by, decision)
        found.revoked_by, found.revoked_at = by, timezone.now()
        found.save(update_fields=["revoked_by", "revoked_at"])
        deciding.taken_back(found)
    return found


def _on_screen(act: Act, application: Application, by: User, seen: int | None) -> Decision:
    """The decision that waits to be told, if it is the one that the person saw and they may do this to it."""
    refuse_unless_allowed(act, by, application)
    found = pending(application)
    if found is None or (seen is not None and found.pk != seen):
        raise RefusedError(_("Meanwhile another decision was taken. Nothing was changed: look at it again."))
    found.application = application
    return found


def _check_amount(call: Call, verdict: str, amount: Decimal | None) -> None:
    if amount is None:
        return
    if call.kind != CallKind.GRANT or verdict != Verdict.ACCEPTED:
        raise RefusedError(_("An amount goes with a grant that is accepted."))
    if not amount.is_finite() or not 0 <= amount < TOO_MUCH:
        raise RefusedError(_("This amount is not possible."))
    if call.amount_max is not None and amount > call.amount_max:
        most = show_money(call.amount_max, call.currency)
        raise RefusedError(_("The largest amount of this call is %(amount)s.") % {"amount": most})


def _status_of(application: Application) -> dict[str, object]:
    return {"status": Status(application.status).label}
