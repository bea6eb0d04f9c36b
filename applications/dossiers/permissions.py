"""Who may do what with applications: a role half and a state half, joined.

The button that is drawn, the view that refuses and the action that is asked at the wrong moment all ask ``why_not``.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.dossiers import deciding
from applications.dossiers.acts import Act
from applications.dossiers.standing_decisions import pending
from applications.models import Application, Call
from applications.statuses import Status, Trigger, targets
from users.models import User


def can_open_queue(user: User | AnonymousUser) -> bool:
    """Administrators, and the members of a group that moderates a call or sits on its committee. Asked once."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "has_queue"):
        user.has_queue = user.is_administrator or Call.objects.in_queue_of(user).exists()
    return bool(user.has_queue)


def handles(user: User, call: Call) -> bool:
    """Whether a person acts on a call's dossiers, and does not only read them. At most one query for each user."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_administrator:
        return True
    if not hasattr(user, "group_keys"):
        user.group_keys = frozenset(user.groups.values_list("pk", flat=True))
    return call.moderators_id in user.group_keys


def why_not(act: Act, user: User, application: Application) -> str:
    """Why a person may not do this to a dossier now, in the reader's language; empty when they may.

    After who they are and where the dossier is, those are asked who have a say (``deciding``).
    """
    if not handles(user, application.call):
        return _("You may read this dossier; the moderators of its call act on it.")
    if application.anonymised_at:
        return _("This dossier was anonymised: nothing more can be done with it.")
    return _STATES[act](application) or deciding.why_not(act, user, application)


def _move(application: Application) -> str:
    if reason := _waits_to_be_told(application):
        return reason
    if not targets(application.call.kind, application.status, Trigger.HAND):
        return _no_way(application)
    return ""


def _decide(application: Application) -> str:
    if not targets(application.call.kind, application.status, Trigger.DECISION):
        return _("No decision is taken while it is “%(status)s”.") % {"status": application.get_status_display()}
    return _waits_to_be_told(application)


def _release(application: Application) -> str:
    decision = pending(application)
    if decision is None:
        return _nothing_to_tell(application)
    if decision.verdict not in targets(application.call.kind, application.status, Trigger.DECISION):
        return _("The decision does not fit any more: take it back and decide again.")
    return ""


def _take_back(application: Application) -> str:
    return "" if pending(application) else _nothing_to_tell(application)


def _waits_to_be_told(application: Application) -> str:
    decision = pending(application)
    if decision is None:
        return ""
    if decision.decided_by is None:
        return _("A decision was taken and is waiting to be announced: release it, or take it back.")
    words = {"person": decision.decided_by, "date": _moment(decision.decided_at)}
    return (
        _("%(person)s decided on %(date)s, and the decision is waiting to be announced: release it, or take it back.")
        % words
    )


def _nothing_to_tell(application: Application) -> str:
    """Why no decision waits to be told: who was faster, if somebody was."""
    if application.status == Status.WITHDRAWN:
        return _("The applicant withdrew it (%(date)s).") % {"date": _moment(application.status_since)}
    last = max(application.decisions.all(), key=lambda each: (each.decided_at, each.pk), default=None)
    if last and last.revoked_at:
        words = {"person": last.revoked_by, "date": _moment(last.revoked_at)}
        if last.revoked_by is None:
            return _("The decision was taken back (%(date)s).") % words
        return _("%(person)s took the decision back (%(date)s).") % words
    if last and last.released_at:
        words = {"person": last.released_by, "date": _moment(last.released_at)}
        if last.released_by is None:
            return _("The decision was released already (%(date)s).") % words
        return _("%(person)s released the decision already (%(date)s).") % words
    return _("No decision is waiting to be announced.")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _reopen(application: Application) -> str:
    if targets(application.call.kind, application.status, Trigger.REOPENING):
        return ""
    return _("It has not come to an end: there is nothing to reopen.")


def _ask(application: Application) -> str:
    if reason := _waits_to_be_told(application):
        return reason
    if application.status == Status.WAITING_APPLICANT:
        return ""
    if Status.WAITING_APPLICANT not in targets(application.call.kind, application.status, Trigger.CORRECTION):
        return _("Corrections are asked for before the decision, while it is received or in review.")
    return "" if application.contact_email else _("The applicant gave no e-mail address.")


def _message(application: Application) -> str:
    return "" if application.contact_email else _("The applicant gave no e-mail address.")


def _no_way(application: Application) -> str:
    if application.status == Status.WAITING_APPLICANT:
        return _("It goes on by itself when the applicant has made the corrections, or when they are taken back.")
    return _("Nothing leads on from “%(status)s”.") % {"status": application.get_status_display()}


_STATES: dict[Act, Callable[[Application], str]] = {
    Act.MOVE: _move,
    Act.DECIDE: _decide,
    Act.RELEASE: _release,
    Act.TAKE_BACK: _take_back,
    Act.REOPEN: _reopen,
    Act.ASK_CORRECTIONS: _ask,
    Act.MESSAGE: _message,
    Act.HANDLE: lambda _application: "",
}


def may_withdraw(application: Application) -> bool:
    """Whether the applicant can still withdraw it."""
    can_move = bool(targets(application.call.kind, application.status, Trigger.APPLICANT))
    return can_move and application.anonymised_at is None and not deciding.why_not(Act.WITHDRAW, None, application)
