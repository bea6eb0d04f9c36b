"""What applicants do with corrections: their answers are kept as they type them, then sent, all at once."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.corrections import DROPPED, dropped, put_together
from applications.dossiers.notice_kinds import Notice
from applications.dossiers.refusals import RefusedError
from applications.dossiers.search_index import index_answers
from applications.dossiers.staff_notices import notify, watchers
from applications.dossiers.transitions import locked, move
from applications.drafts.attachments import drop_file, hand_over
from applications.drafts.filling import Filling, merged
from applications.drafts.saving import Typed, change_rows
from applications.models import Application, Attachment, CorrectionRequest, Draft, Edit, EditKind, StatusChange
from applications.statuses import Means, Status


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

    The draft stays with the version that the dossier was filled in with. Raises ``NothingOpenError``.
    """
    with transaction.atomic():
        draft = _locked_draft(application)
        keys = _open_keys(application)
        specs = [spec for spec in typed.specs if spec["key"] in keys]
        draft.data = merged(draft.data, specs, typed.posted)
        if typed.row and typed.row[0] in keys:
            change_rows(draft.data, typed)
        draft.language = typed.language
        draft.revision += 1
        draft.saved_at = timezone.now()
        draft.save(update_fields=["data", "language", "revision", "saved_at"])
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
        change = move(dossier, Status.IN_REVIEW, Means.CORRECTION)
        draft.delete()
        notify(application=dossier, people=watchers(dossier), notice=Notice.CORRECTED, key=f"corrected:{change.pk}")
    return change


def _close(asked: list[CorrectionRequest], answers: dict[str, Any]) -> None:
    now = timezone.now()
    for request in asked:
        request.after, request.answered_at = answers[request.question], now
        request.save(update_fields=["after", "answered_at"])


def _write_answers(application: Application, draft: Draft, answers: dict[str, Any]) -> None:
    before, after = application.answers, application.answers | answers
    application.answers = after
    application.posted = put_together(application.posted, draft.data, answers)
    _follow(application, before)
    application.save(update_fields=["answers", "posted", "contact_name", "contact_email", "beneficiary"])


def _follow(application: Application, before: dict[str, Any]) -> None:
    """Who is written to follows the answers that tell it, where these changed; the links that were mailed stay good."""
    form = application.version.in_language(application.language)
    old, new = Filling.of_answers(form, before), Filling.of_answers(form, application.answers)
    contact = f"{application.contact_name} <{application.contact_email}>"
    if new.name() and new.name() != old.name():
        application.contact_name = new.name()
    if new.email() and new.email() != old.email():
        application.contact_email = new.email().lower()
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


def _organisations(filling: Filling) -> list[Any]:
    return [filling.answer_to(key) for key, spec in filling.specs.items() if spec["kind"] == "organisation"]
