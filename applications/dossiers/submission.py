"""Submitting: from a draft that is in order to a dossier in the queue."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.capacity import is_full_for_newcomers, next_number, seat_year
from applications.dossiers.moved import moved
from applications.dossiers.search_index import index_answers, index_of
from applications.drafts.attachments import hand_over
from applications.drafts.filling import Data, Filling, belongs_to
from applications.kinds import CallKind
from applications.mail.kinds import arrival_letter
from applications.mail.outbox import write_to_applicant
from applications.models import Application, Call, Draft, FormVersion, StatusChange
from applications.models.calls import CallState
from applications.models.suspicions import Suspicion
from applications.questions.base import Role
from applications.references import new_reference
from applications.statuses import REFUSED, Status
from users.email_addresses import fold_email

ATTEMPTS = 5
NOTHING: dict[str, Any] = {"data": {}, "removed": {}, "changes": {}, "suspicions": [], "email": ""} | {
    "rivals": {},
    "written": {},
}
"""What a draft that was sent keeps of what was typed."""


class CallClosedError(Exception):
    """The call, or that of the chosen session, is not open at the moment of submitting."""


class CallFullError(Exception):
    """All seats are taken, and there is no waiting list."""


class TooManyToConfirmError(Exception):
    """So many registrations of this address wait to be confirmed, or so many mails went to it, that none is taken."""


class DraftChangedError(Exception):
    """The draft was written to after its answers had been checked: they must be checked again."""


@dataclass(frozen=True)
class Checked:
    """Answers that were found in order: those of one revision of a draft, to one version of its form."""

    version: FormVersion
    revision: int
    language: str
    answers: dict[str, Any]
    contact_name: str = ""
    contact_email: str = ""
    eligibility: str = ""
    suspicions: list[str] = field(default_factory=list)
    is_confirmed: bool = False
    """Whether the browser that sends it has shown that its person reads what is mailed to the address."""
    network: str = ""
    """Where it is sent from, as ``client_network`` says."""


def submit(*, draft: Draft, token: uuid.UUID, checked: Checked) -> Application:
    """Make a draft an application, with its files, its first change of status and its receipt, in one transaction.

    What staff find it by, and the row of who applies, are written with it; what was typed is kept for corrections.
    A draft becomes one application: any other post of it, at the same time or later, even after closing, returns that.
    The row of the form's call is locked first, so that all who submit with the form meet here one after the other; then
    that of the chosen session, whose application it becomes. Nobody overtakes those who wait for a seat. A
    registration under an address that nobody has confirmed is provisional (``registrations.provisional``). Raises
    ``CallClosedError``, ``CallFullError``, ``TooManyToConfirmError`` or ``DraftChangedError``, and then nothing is
    written.
    """
    posted, index = _typed(draft, checked), index_of(**_answered(checked))  # before anybody waits
    with transaction.atomic():
        series = Call.objects.select_for_update().get(pk=draft.call_id)
        sent = already_sent(call_id=series.pk, draft_id=draft.pk, token=token)
        if sent:
            return sent
        now = timezone.now()
        call = _locked_call(series, checked, now)
        status = _status(call, now)
        if _is_provisional(call, checked):
            _refuse_too_many(checked)
        application = _create(call, now, status, token, checked, posted)
        taken = Draft.objects.filter(pk=draft.pk, application=None, revision=checked.revision)
        if not taken.update(application=application, **NOTHING):
            raise DraftChangedError
        hand_over(draft=draft, application=application)
        change = StatusChange.objects.create(application=application, to_status=status, at=now)
        index_answers(application, index)
        _confirm_arrival(application, checked)
        moved(application, change)
        return application


def already_sent(*, call_id: int, draft_id: uuid.UUID, token: uuid.UUID) -> Application | None:
    """The application that a draft, or a page of the form of this call with this token, has become."""
    by_draft = Application.objects.filter(draft=draft_id).first()
    ours = Q(call=call_id) | Q(call__series=call_id)
    return by_draft or Application.objects.filter(ours, submit_token=token).first()


def _locked_call(series: Call, checked: Checked, now: datetime) -> Call:
    """The call that the application arrives at: that of the chosen session where the form asks for it."""
    if not checked.version.asks_for(Role.SESSION):
        return series
    form = checked.version.form(checked.language)
    chosen = Filling.of_answers(form, checked.answers).session()
    call = Call.objects.select_for_update().filter(series=series, session_key=chosen or None).first()
    if call is None or series.state(now) != CallState.OPEN:
        raise CallClosedError
    return call


def _answered(checked: Checked) -> dict[str, Any]:
    return {
        "version": checked.version,
        "language": checked.language,
        "answers": checked.answers,
        "name": checked.contact_name,
        "email": checked.contact_email,
    }


def _confirm_arrival(application: Application, checked: Checked) -> None:
    """Write the receipt. One that may not leave marks the dossier for staff."""
    letter = arrival_letter(Status(application.status))
    receipt = write_to_applicant(application, letter, f"receipt:{application.pk}", network=checked.network)
    if receipt and receipt.is_withheld and application.is_provisional:
        raise TooManyToConfirmError  # nobody could confirm it, and the seat would stay for ever
    if receipt and receipt.is_withheld:
        application.suspicions = sorted({*application.suspicions, Suspicion.UNMAILED.value})
        application.save(update_fields=["suspicions"])


def _typed(draft: Draft, checked: Checked) -> Data:
    """What was typed into the questions that count: those that a condition hides have no answer at all."""
    return {
        name: values for name, values in draft.data.items() if any(belongs_to(name, key) for key in checked.answers)
    }


def _status(call: Call, now: datetime) -> Status:
    """Where an application arrives that is sent now. Counted under the lock of the call."""
    if call.state(now) != CallState.OPEN:
        raise CallClosedError
    if not is_full_for_newcomers(call, now):
        return Status.ACCEPTED if call.kind == CallKind.REGISTRATION and call.confirms_at_once else Status.RECEIVED
    if not call.has_waiting_list:
        raise CallFullError
    return Status.WAITING_LIST


def _is_provisional(call: Call, checked: Checked) -> bool:
    return call.kind == CallKind.REGISTRATION and bool(checked.contact_email) and not checked.is_confirmed


def _refuse_too_many(checked: Checked) -> None:
    waiting = Application.objects.filter(contact_email=fold_email(checked.contact_email), is_provisional=True)
    if waiting.exclude(status__in=REFUSED).count() >= settings.SEATS_TO_CONFIRM:
        raise TooManyToConfirmError


def _repeated(call: Call, checked: Checked) -> list[str]:
    """Marks a second registration from an address. It is taken all the same: families and teams share one."""
    if call.kind != CallKind.REGISTRATION or not checked.contact_email:
        return []
    standing = Application.objects.filter(call=call, contact_email=fold_email(checked.contact_email))
    return [Suspicion.AGAIN.value] if standing.exclude(status__in=REFUSED).exists() else []


def _create(call: Call, now: datetime, status: Status, token: uuid.UUID, checked: Checked, posted: Data) -> Application:
    fields: dict[str, Any] = {
        "call": call,
        "version": checked.version,
        "beneficiary": beneficiary_for(**_answered(checked)),
        "language": checked.language,
        "status": status,
        "status_since": now,
        "seat_year": seat_year(call, status, now),
        "answers": checked.answers,
        "posted": posted,
        "contact_name": checked.contact_name,
        "contact_email": fold_email(checked.contact_email),
        "address_confirmed_at": now if checked.is_confirmed else None,
        "is_provisional": _is_provisional(call, checked),
        "eligibility": checked.eligibility,
        "suspicions": sorted({*checked.suspicions, *_repeated(call, checked)}),
        "number": next_number(call, now),
        "submitted_at": now,
    }
    for attempt in range(ATTEMPTS):
        unique = {"reference": new_reference(call.prefix), "submit_token": token}
        try:
            with transaction.atomic():
                return Application.objects.create(**unique, **fields)
        except IntegrityError:  # about never: two references alike, or a token that another call has seen
            if attempt == ATTEMPTS - 1:
                raise
            if Application.objects.filter(submit_token=token).exists():
                token = uuid.uuid4()
    raise AssertionError("unreachable")
