"""Taking the person out of a dossier. What remains are numbers: a call, a status, dates, options, amounts, who came."""

import uuid
from datetime import datetime

from django.utils import timezone

from applications.dossiers.refusals import RefusedError
from applications.dossiers.transitions import locked
from applications.models import Application, Beneficiary, DossierText, Edit, EditKind
from applications.models.keeping import Deletion, keepers, why_kept
from applications.questions import question_for
from users.models import User

GONE = "—"
"""Stands where a text must not be empty."""


def anonymise(*, application: Application, by: User | None = None, now: datetime | None = None) -> bool:
    """Delete all that tells of a person: answers in own words, contact, files, messages, notes, mails, drafts, links.

    The answers that are options, numbers or amounts stay, unless they are private, so that statistics stay true
    (``Question.without_person``). What else is kept of the dossier is emptied by its ``keepers``. Files go once the
    transaction is committed. False if it was done before. Raises ``RefusedError`` where a keeper wants it to stay.
    """
    with locked(application.pk) as found:
        if reason := why_kept(found, Deletion.PERSON, now or timezone.now()):
            raise RefusedError(reason)
        if found.anonymised_at:
            return False
        for keeper in keepers():
            keeper.empty(found)
        _delete_around(found)
        _empty(found)
        Edit.objects.create(application=found, kind=EditKind.ANONYMISED, by=by)
    return True


def delete_private(*, application: Application, now: datetime | None = None) -> bool:
    """Delete the private answers of a dossier, and what they led to.

    False if that was done before, or a keeper wants it to stay.
    """
    with locked(application.pk) as found:
        if found.private_deleted_at or found.anonymised_at:
            return False
        if why_kept(found, Deletion.PRIVATE, now or timezone.now()):
            return False
        keys = set(found.version.form(found.language).private)
        for keeper in keepers():
            keeper.empty_private(found, keys)
        found.corrections.filter(question__in=keys).update(before=None, after=None)
        found.answers = {key: answer for key, answer in found.answers.items() if key not in keys}
        found.posted = {name: typed for name, typed in found.posted.items() if name[:36] not in keys}
        found.private_deleted_at = timezone.now()
        found.save(update_fields=["answers", "posted", "private_deleted_at"])
    return True


def _delete_around(application: Application) -> None:
    """The rows beside it. The history stays, without its words."""
    for rows in (application.messages, application.notes, application.corrections, application.emails):
        rows.all().delete()
    DossierText.objects.filter(application=application).delete()
    application.watchers.clear()
    application.status_changes.update(note="")
    application.edits.update(before="", after="")
    application.accesses.update(details="")
    application.decisions.exclude(reason="").update(reason=GONE)


def _empty(application: Application) -> None:
    application.answers = _counted(application)
    application.posted = {}
    application.contact_name, application.contact_email = "", ""
    application.tracking_key = uuid.uuid4()
    application.anonymised_at = timezone.now()
    application.submit_token = uuid.uuid4()
    beneficiary, application.beneficiary = application.beneficiary, None
    application.save()
    application.promoted.exclude(question__in=application.answers).delete()
    if beneficiary and not Application.objects.filter(beneficiary=beneficiary).exists():
        Beneficiary.objects.filter(pk=beneficiary.pk).delete()


def _counted(application: Application) -> dict[str, object]:
    """What stays of the answers that are not private: options, numbers, amounts."""
    form = application.version.form(application.language)
    kept = {
        key: question_for(spec).without_person(application.answers.get(key))
        for key, spec in form.specs.items()
        if key not in form.private
    }
    return {key: answer for key, answer in kept.items() if answer is not None}
