"""Drafts: begun, kept, moved to another version, given up. Each function is one transaction."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from applications.drafts.filling import Data, Filling
from applications.drafts.rivals import PostedPage, take, undecided
from applications.drafts.too_long import refuse_too_long
from applications.drafts.version_changes import compare, together, wording_of_removed
from applications.models import Attachment, Draft, FormVersion
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.rows import ADD
from users.email_addresses import fold_email

LONGEST_EMAIL = 254
TYPED = ("data", "rivals", "written")
"""The columns of what was typed."""


class DraftSentError(Exception):
    """The draft has become an application: nothing can be written to it any more."""


@dataclass(frozen=True)
class Typed:
    """What was posted of some questions, in a language; ``row`` asks for a row more or less: its key, what to do."""

    specs: list[Spec]
    posted: MultiValueDict[str, str]
    language: str
    row: tuple[str, str] | None = None
    suspicions: tuple[str, ...] = ()
    page: PostedPage = field(default_factory=PostedPage)


@dataclass(frozen=True)
class Kept:
    """A draft as it was written, and what it answers, files aside."""

    draft: Draft
    filling: Filling


def keep(*, draft_id: uuid.UUID, version: FormVersion, typed: Typed) -> Kept:
    """Write what was typed, right or wrong, into a draft; begin it if it is new.

    Raises ``DraftSentError``, and ``TooLongError`` before anything is written.
    Only what the page changed of the questions that were posted is written: see ``rivals``.
    """
    refuse_too_long(typed.specs, typed.posted)
    now = timezone.now()
    with transaction.atomic():
        draft = _locked(draft_id, version, typed.language)
        if draft.application_id:
            raise DraftSentError
        before = draft.data, draft.language
        take_typed(draft, typed, typed.specs)
        draft.language = typed.language
        draft.suspicions = sorted({*draft.suspicions, *typed.suspicions})
        filling = Filling(draft.version.form(draft.language), draft.data)
        filling.undecided = undecided(draft.rivals, filling.specs.values())
        answered = fold_email(filling.email())[:LONGEST_EMAIL]
        if answered not in ("", draft.email) and answered != _answered_email(draft, *before):
            draft.email = answered
        draft.revision += 1
        draft.saved_at = now
        draft.expires_at = draft.expiry(now)
        draft.save(update_fields=[*TYPED, "language", "suspicions", "email", "revision", "saved_at", "expires_at"])
    return Kept(draft, filling)


def _locked(draft_id: uuid.UUID, version: FormVersion, language: str) -> Draft:
    """The draft, begun if it is new, with the version and its call where they are these."""
    rows = Draft.objects.select_for_update()
    draft = rows.filter(pk=draft_id).first() or _begun(draft_id, version, language)
    if draft.version_id == version.pk:
        draft.version = version
    if draft.call_id == version.call_id:
        draft.call = version.call
    return draft


def _begun(draft_id: uuid.UUID, version: FormVersion, language: str) -> Draft:
    new = {
        "call_id": version.call_id,
        "version": version,
        "form_key": version.form_key,
        "language": language,
        "expires_at": timezone.now(),
    }
    rows = Draft.objects.select_for_update()
    Draft.objects.get_or_create(pk=draft_id, defaults=new)
    try:
        return rows.get(pk=draft_id)
    except Draft.DoesNotExist:  # it had come to its end, and was deleted at this moment: what was typed begins it again
        Draft.objects.create(pk=draft_id, **new)
        return rows.get(pk=draft_id)


def take_typed(draft: Draft, typed: Typed, specs: list[Spec]) -> None:
    """Write what a page changed of some questions into a draft, which is locked, and add or remove the row asked for.

    No row is removed from an answer that the page has not shown as it is now.
    """
    draft.data = dict(draft.data)
    behind = take(draft, specs, typed.posted, typed.page)
    if typed.row and not (typed.row[0] in behind and typed.row[1] != ADD):
        change_rows(draft.data, typed)


def change_rows(data: Data, typed: Typed) -> None:
    """Add or remove the row that was asked for, in what a draft keeps."""
    key, instruction = typed.row or ("", "")
    spec = next((spec for spec in typed.specs if spec["key"] == key), None)
    if spec:
        question_for(spec).change_rows(spec, data, instruction)


def _answered_email(draft: Draft, data: Data, language: str) -> str:
    """The first address that the form is answered with: reminders go there once it is typed.

    Not again at each saving: a link may have been asked for at another address since, or cancelled.
    """
    return fold_email(Filling(draft.version.form(language), data).email())[:LONGEST_EMAIL]


def move(*, draft: Draft, version: FormVersion) -> Draft:
    """Bring a draft to another version of its form, and to the call that this one belongs to.

    No answer is lost; what changed is told until it was read.
    """
    with transaction.atomic():
        locked = Draft.objects.select_for_update(of=("self",)).select_related("version", "call").get(pk=draft.pk)
        before = locked.version
        if locked.application_id or before.pk == version.pk:
            return locked
        changes = compare(before, version, locked.language)
        files = set(Attachment.objects.filter(draft=locked).values_list("question", flat=True))
        locked.changes = together(locked.changes, changes)
        kept = {key: wording for key, wording in locked.removed.items() if key not in changes["added"]}
        locked.removed = kept | wording_of_removed(before, changes["removed"], locked.data, files)
        locked.version, locked.call_id = version, version.call_id
        locked.revision += 1
        locked.save(update_fields=["changes", "removed", "version", "call", "revision"])
    return locked


def changes_were_read(*, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(changes={})
