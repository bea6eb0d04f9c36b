"""Corrections: asked for, taken back, given up. How they are answered is in ``corrected``."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.dossiers.corrections import correctable, first_data, put_together, today_of
from applications.dossiers.permissions import Act, why_not
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.transitions import locked, move
from applications.drafts.attachments import delete_attachments, delete_drafts
from applications.mail.outbox import write_to_applicant
from applications.models import Application, Attachment, CorrectionRequest, Draft, Occasion
from applications.statuses import Means, Status

DAYS = 14
"""Until when corrections are to be done, unless staff choose another day."""
LONGEST_DAYS = 366
LONGEST_REMARK = 2000
KEPT = timedelta(days=36_500)
"""A draft of corrections has no end of its own: it goes when nothing is open any more."""


def ask_corrections(
    *, application: Application, remarks: Mapping[str, str], due_on: date, by: Any, seen: str = ""
) -> list[CorrectionRequest]:
    """Open questions again, each with a remark, until a day. The applicant gets one mail for all of them.

    The dossier waits for the applicant from now on, or goes on waiting. Raises ``RefusedError`` where the person may
    not, for a question that was not asked or is open already, for no remark, and for a day that has passed.
    """
    wanted = {key: text.strip() for key, text in remarks.items() if text.strip()}
    with locked(application.pk, seen) as dossier:
        if reason := why_not(Act.ASK_CORRECTIONS, by, dossier) or _fault(dossier, wanted, due_on):
            raise RefusedError(reason)
        if dossier.status != Status.WAITING_APPLICANT:
            give_up_corrections(dossier)
            move(dossier, Status.WAITING_APPLICANT, Means.CORRECTION, by=by)
        _open_draft(dossier)
        asked = [
            CorrectionRequest.objects.create(
                application=dossier,
                question=key,
                remark=remark,
                due_on=due_on,
                asked_by=by,
                before=dossier.answers[key],
            )
            for key, remark in wanted.items()
        ]
        keys = [request.pk for request in asked]
        write_to_applicant(dossier, Occasion.CORRECTIONS, f"corrections:{uuid.uuid4()}", corrections=keys)
    return asked


def _fault(application: Application, remarks: dict[str, str], due_on: date) -> str:
    """What is wrong with what is asked; empty when nothing is."""
    specs, today = correctable(application, get_language() or application.language), today_of(application)
    if not remarks:
        return _("Write a remark on at least one question.")
    if not set(remarks) <= set(specs):
        return _("One of these questions is not part of this dossier.")
    if any(len(remark) > LONGEST_REMARK for remark in remarks.values()):
        return _("A remark has at most %(number)s characters.") % {"number": LONGEST_REMARK}
    if due_on < today:
        return _("Choose a day that has not passed.")
    if due_on > today + timedelta(days=LONGEST_DAYS):
        return _("Choose a day within a year.")
    taken = application.corrections.open().filter(question__in=remarks).first()
    if taken and application.status == Status.WAITING_APPLICANT:
        label = specs[taken.question]["label"]
        return _("“%(question)s” is open already: take that remark back before you write another.") % {
            "question": label
        }
    return ""


def _open_draft(application: Application) -> None:
    """The draft that takes what is typed. One that is there was checked for fewer questions: it counts a change."""
    fields = {
        "call": application.call,
        "version": application.version,
        "form_key": application.version.form_key,
        "language": application.language,
        "data": first_data(application),
        "expires_at": timezone.now() + KEPT,
    }
    draft, is_new = Draft.objects.select_for_update(of=("self",)).get_or_create(corrects=application, defaults=fields)
    if not is_new:
        draft.revision += 1
        draft.save(update_fields=["revision"])


def cancel_correction(*, correction: CorrectionRequest, by: Any) -> None:
    """Take a remark back. With the last one the dossier goes back into review, and what was typed meanwhile is gone.

    Raises ``RefusedError`` where the person may not, and for a remark that is not open any more.
    """
    with locked(correction.application_id) as dossier:
        refuse_unless_allowed(Act.ASK_CORRECTIONS, by, dossier)
        left = list(dossier.corrections.open())
        mine = next((request for request in left if request.pk == correction.pk), None)
        if mine is None or dossier.status != Status.WAITING_APPLICANT:
            raise RefusedError(_("This remark is not open any more: nothing was changed."))
        mine.cancelled_at = timezone.now()
        mine.save(update_fields=["cancelled_at"])
        if len(left) > 1:
            _forget_typed(dossier, mine.question)
        else:
            move(dossier, Status.IN_REVIEW, Means.CORRECTION, by=by)
            delete_drafts(Draft.objects.filter(corrects=dossier))


def _forget_typed(application: Application, question: str) -> None:
    """What was typed into one question, and the files that came with it: it is as it was sent again."""
    draft = Draft.objects.select_for_update(of=("self",)).filter(corrects=application).first()
    if draft:
        draft.data = put_together(draft.data, first_data(application), [question])
        draft.revision += 1
        draft.save(update_fields=["data", "revision"])
        delete_attachments(Attachment.objects.filter(draft=draft, question=question))


def give_up_corrections(application: Application) -> None:
    """Close what is still open of a dossier that goes elsewhere, as when it is withdrawn. Part of that transaction."""
    application.corrections.open().update(cancelled_at=timezone.now())
    delete_drafts(Draft.objects.filter(corrects=application))
