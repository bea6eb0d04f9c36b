"""Corrections: questions that staff open again, each with a remark, and what the applicant makes of them.

Asking, taking back and answering are a transaction each, under the lock of the dossier. What is typed meanwhile is kept
in a draft of its own (``Draft.corrects``), which stays with the version that the dossier was filled in with.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.dossiers.acts import Act
from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.letters import CORRECTIONS
from applications.dossiers.permissions import why_not
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.search_index import index_answers
from applications.dossiers.shown_corrections import correctable, today_of
from applications.dossiers.staff_notices import Notice, notify, watchers
from applications.dossiers.transitions import locked, move
from applications.drafts.attachments import delete_attachments, delete_drafts, drop_file, hand_over
from applications.drafts.file_facts import files_as_data
from applications.drafts.filling import Data, Filling, belongs_to
from applications.drafts.saving import TYPED, Typed, take_typed
from applications.drafts.too_long import refuse_too_long
from applications.mail.outbox import write_to_applicant
from applications.models import (
    Application,
    Attachment,
    CorrectionRequest,
    Draft,
    Edit,
    EditKind,
    StatusChange,
)
from applications.questions import question_for
from applications.questions.base import Role, Spec
from applications.statuses import Status, Trigger
from users.email_addresses import fold_email
from users.models import User

DAYS = 14
"""Until when corrections are to be done, unless staff choose another day."""
LONGEST_DAYS = 366
LONGEST_REMARK = 2000
KEPT = timedelta(days=36_500)
"""A draft of corrections has no end of its own: it goes when nothing is open any more."""
DROPPED = "dropped"
"""Ends the name under which a draft keeps the ids of the files that are to leave an answer."""


def first_data(application: Application) -> Data:
    """What the inputs hold when questions are opened again: what was typed, or else what can be told from the answer.

    Answers with several inputs of which nothing was kept begin empty.
    """
    typed: Data = dict(application.posted)
    for key, answer in application.answers.items():
        if not any(belongs_to(name, key) for name in typed):
            values = [answer] if isinstance(answer, str) else answer
            if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
                typed[key] = list(values)
    return typed


def data_of_corrections(draft: Draft, specs: Iterable[Spec]) -> Data:
    """What the draft keeps, with the facts of the files: those of the present answers, and those that are new."""
    keys = [spec["key"] for spec in specs if question_for(spec).takes_files]
    if not keys:
        return dict(draft.data)
    files = [*files_in_answers(draft, keys), *draft.attachments.filter(question__in=keys)]
    return {**draft.data, **files_as_data(files)}


def files_in_answers(draft: Draft, keys: Iterable[str]) -> list[Attachment]:
    """The files that the present answers to some questions name, without those that were dropped since. One query."""
    application = draft.corrects
    if application is None:
        return []
    named = {id_ for key in keys for id_ in _ids(application.answers.get(key)) if id_ not in dropped(draft.data, key)}
    return list(application.attachments.filter(pk__in=named)) if named else []


def _ids(answer: Any) -> list[str]:
    return [str(facts["id"]) for facts in answer or []]


def dropped(data: Data, key: str) -> list[str]:
    return data.get(f"{key}-{DROPPED}", [])


def put_together(posted: Data, typed: Data, keys: Iterable[str]) -> Data:
    """What was typed in all, after some questions were answered again."""
    corrected = list(keys)
    kept = {name: values for name, values in posted.items() if not any(belongs_to(name, key) for key in corrected)}
    new = {
        name: values
        for name, values in typed.items()
        if any(belongs_to(name, key) and name != f"{key}-{DROPPED}" for key in corrected)
    }
    return kept | new


def ask_corrections(
    *, application: Application, remarks: Mapping[str, str], due_on: date, by: User, seen: str = ""
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
            move(dossier, Status.WAITING_APPLICANT, Trigger.CORRECTION, by=by)
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
        write_to_applicant(dossier, CORRECTIONS, f"corrections:{uuid.uuid4()}", corrections=keys)
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


def cancel_correction(*, correction: CorrectionRequest, by: User) -> None:
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
            move(dossier, Status.IN_REVIEW, Trigger.CORRECTION, by=by)
            delete_drafts(Draft.objects.filter(corrects=dossier))


def _forget_typed(application: Application, question: str) -> None:
    """What was typed into one question, and the files that came with it: it is as it was sent again."""
    draft = Draft.objects.select_for_update(of=("self",)).filter(corrects=application).first()
    if draft:
        draft.data = put_together(draft.data, first_data(application), [question])
        draft.rivals.pop(question, None)
        draft.written.pop(question, None)
        draft.revision += 1
        draft.save(update_fields=[*TYPED, "revision"])
        delete_attachments(Attachment.objects.filter(draft=draft, question=question))


def give_up_corrections(application: Application) -> None:
    """Close what is still open of a dossier that goes elsewhere, as when it is withdrawn. Part of that transaction."""
    application.corrections.open().update(cancelled_at=timezone.now())
    delete_drafts(Draft.objects.filter(corrects=application))


class NothingOpenError(RefusedError):
    """No question of the dossier is open: all were answered or taken back, or it went elsewhere."""


class CorrectionsChangedError(RefusedError):
    """Something was typed, or staff asked for more or for less, since the answers were checked."""


@dataclass(frozen=True)
class Corrected:
    """Answers that were found in order: those of one revision of the draft to the questions that are open."""

    revision: int
    answers: dict[str, Any]


def keep_corrections(*, application: Application, typed: Typed) -> Draft:
    """Write what was typed, right or wrong, into the draft. Questions that are not open stay as they are.

    The draft stays with the version that the dossier was filled in with. Raises ``NothingOpenError``,
    ``TooLongError``.
    """
    refuse_too_long(typed.specs, typed.posted)
    with transaction.atomic():
        draft = _locked_draft(application)
        keys = _open_keys(application)
        specs = [spec for spec in typed.specs if spec["key"] in keys]
        row = typed.row if typed.row and typed.row[0] in keys else None
        take_typed(draft, replace(typed, row=row), specs)
        draft.language = typed.language
        draft.revision += 1
        draft.saved_at = timezone.now()
        draft.save(update_fields=[*TYPED, "language", "revision", "saved_at"])
    return draft


def drop_from_corrections(*, draft: Draft, attachment_id: str | uuid.UUID) -> str:
    """Remove a file: one that has just come is deleted; one that was sent before only leaves the answer.

    Returns the key of its question; empty for a file that is part of no answer that is open.
    """
    try:
        key = uuid.UUID(str(attachment_id))
    except ValueError:
        return ""
    files = Attachment.objects.filter(pk=key)
    found = (files.filter(draft=draft) | files.filter(application=draft.corrects_id)).first()
    if found is None or draft.corrects is None:
        return ""
    if found.draft_id:
        is_gone = drop_file(draft=draft, attachment_id=key)
    else:
        is_gone = leave_out(application=draft.corrects, files=[found])
    return found.question if is_gone else ""


def leave_out(*, application: Application, files: Iterable[Attachment]) -> bool:
    """Let files that were sent before leave the answers that are open. They stay with the dossier, as its history.

    Raises ``NothingOpenError``; False if none of them is part of an answer that is open.
    """
    with transaction.atomic():
        draft = _locked_draft(application)
        keys = _open_keys(application)
        leaving = [file for file in files if file.question in keys]
        for file in leaving:
            draft.data[f"{file.question}-{DROPPED}"] = [*dropped(draft.data, file.question), str(file.pk)]
        draft.revision += 1
        draft.save(update_fields=["data", "revision"])
    return bool(leaving)


def _locked_draft(application: Application) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",)).select_related("call", "version", "corrects")
    draft = rows.filter(corrects=application, corrects__status=Status.WAITING_APPLICANT).first()
    if draft is None:
        raise NothingOpenError(_("Nothing is asked of you any more."))
    return draft


def _open_keys(application: Application) -> set[str]:
    return set(application.corrections.open().values_list("question", flat=True))


def answer_corrections(*, application: Application, checked: Corrected) -> StatusChange:
    """Take the answers to all questions that are open: each becomes the answer of the dossier, and its request tells
    what it was before. The dossier goes back into review by itself, whatever became of its call, and its staff hear.

    Raises ``NothingOpenError`` or ``CorrectionsChangedError``, and then nothing is written.
    """
    with locked(application.pk) as dossier:
        asked = list(dossier.corrections.open())
        if not asked or dossier.status != Status.WAITING_APPLICANT:
            raise NothingOpenError(_("Nothing is asked of you any more."))
        draft = Draft.objects.select_for_update(of=("self",)).filter(corrects=dossier).first()
        keys = {request.question for request in asked}
        if draft is None or draft.revision != checked.revision or keys != set(checked.answers):
            raise CorrectionsChangedError(_("Something changed meanwhile: check your answers, then send them again."))
        _write_answers(dossier, draft, checked.answers)
        _close(asked, checked.answers)
        hand_over(draft=draft, application=dossier)
        index_answers(dossier)
        change = move(dossier, Status.IN_REVIEW, Trigger.CORRECTION)
        draft.delete()
        notify(application=dossier, people=watchers(dossier), notice=Notice.CORRECTED, key=f"corrected:{change.pk}")
    return change


def _close(asked: list[CorrectionRequest], answers: dict[str, object]) -> None:
    now = timezone.now()
    for request in asked:
        request.after, request.answered_at = answers[request.question], now
        request.save(update_fields=["after", "answered_at"])


def _write_answers(application: Application, draft: Draft, answers: dict[str, object]) -> None:
    before, after = application.answers, application.answers | answers
    application.answers = after
    application.posted = put_together(application.posted, draft.data, answers)
    _update_contact(application, before)
    contact = ("contact_name", "contact_email", "address_confirmed_at")
    application.save(update_fields=["answers", "posted", *contact, "beneficiary"])


def _update_contact(application: Application, before: dict[str, object]) -> None:
    """Who is written to follows the answers that tell it, where these changed; the links that were mailed stay good."""
    form = application.version.form(application.language)
    old, new = Filling.of_answers(form, before), Filling.of_answers(form, application.answers)
    contact = f"{application.contact_name} <{application.contact_email}>"
    if new.name() and new.name() != old.name():
        application.contact_name = new.name()
    if new.email() and new.email() != old.email():
        application.contact_email = fold_email(new.email())
        application.address_confirmed_at = None
    changed = f"{application.contact_name} <{application.contact_email}>"
    if changed != contact:
        Edit.objects.create(application=application, kind=EditKind.CONTACT, before=contact, after=changed)
    told = [(filling.email(), _organisations(filling)) for filling in (old, new)]
    if told[0] != told[1]:
        application.beneficiary = beneficiary_for(
            version=application.version,
            language=application.language,
            answers=application.answers,
            name=new.name(),
            email=new.email(),
        )


def _organisations(filling: Filling) -> list[object]:
    return [filling.answer_to(spec["key"]) for spec in filling.form_asked.with_role(Role.ORGANISATION)]
