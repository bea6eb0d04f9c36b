"""Files of applicants: kept, dropped, handed over with an application, deleted.

Storage knows no transactions. A file is written before its row and deleted after its row is gone, so that no row is
without its file; a file without a row is what an interruption leaves, and ``sweep_orphans`` takes it away.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from applications.drafts.scan_task import scan_after_commit
from applications.mail.keeping import empty_mails
from applications.models import Application, Attachment, Draft, EmailStatus, OutgoingEmail, Scan
from applications.models.attachments import FOLDER, private_storage, random_name
from applications.questions.base import FilesSpec
from applications.uploads.checks import CheckedFile, check_file
from applications.uploads.refusals import (
    NO_ROOM,
    ONE_FILE_ONLY,
    SENT_ALREADY,
    TOO_MANY_FILES,
    TOO_MUCH_IN_ALL,
    TOO_MUCH_UNSENT,
    RefusedFile,
)
from applications.uploads.sizes import MEGABYTE, readable_size

logger = logging.getLogger(__name__)

ORPHAN_AFTER = timedelta(days=1)


def keep_file(*, draft: Draft, spec: FilesSpec, upload: "UploadedFile[Any]") -> Attachment:
    """Keep a file that was sent as an answer to a question of a draft. Raises ``RefusedFile``, which says why not.

    The file is looked into and stored first; then one short transaction locks the draft, counts and writes the row.
    Where that fails, the file is deleted. The same file sent to the same question again is the one that is kept. Call
    it outside a transaction. The draft's revision rises; a scanner, if there is one, sees the file after the commit.
    """
    checked = check_file(upload, groups=spec["groups"], max_mb=spec["max_mb"])
    try:
        return _keep(draft, spec, checked)
    except RefusedFile as refusal:
        raise refusal.about(checked.name) from refusal.__cause__


def _keep(draft: Draft, spec: FilesSpec, checked: CheckedFile) -> Attachment:
    digest, size = fingerprint(checked.content)
    if kept := _kept_already(draft, spec, digest):
        return kept
    _check_room(draft, spec, size)
    _check_unsent(draft, size)
    stored = store(checked.content)
    attachment = None
    try:
        attachment = _write_row(draft, spec, checked, stored=stored, digest=digest, size=size)
    finally:
        if attachment is None or attachment.file.name != stored:
            delete_files([stored])
    return attachment


def fingerprint(content: "File[Any]") -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in content.chunks():
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def store(content: "File[Any]") -> str:
    """Write to the private storage under a random name; one line in the log where that fails, for whoever runs it.

    Raises ``RefusedFile`` where the storage is full or cannot be written to. What was written of the file is taken
    away again.
    """
    storage, name = private_storage(), random_name()
    content.seek(0)
    try:
        return storage.save(name, content)
    except OSError as error:
        logger.error("A file of %d bytes could not be written to the private storage: %s", content.size, error)
        with suppress(OSError):  # what cannot be written to cannot be cleaned either; the sweep comes by later
            storage.delete(name)
        raise RefusedFile("room", NO_ROOM) from error


def _write_row(
    draft: Draft, spec: FilesSpec, checked: CheckedFile, *, stored: str, digest: str, size: int
) -> Attachment:
    with transaction.atomic():
        locked = _locked(draft)
        if locked is None:
            raise RefusedFile("sent", SENT_ALREADY)
        if kept := _kept_already(locked, spec, digest):
            return kept
        _check_room(locked, spec, size)
        attachment = Attachment.objects.create(
            draft=locked,
            question=spec["key"],
            file=stored,
            name=checked.name,
            size=size,
            type=checked.kind.content_type,
            sha256=digest,
            scan=Scan.PENDING if settings.CLAMAV_URL else Scan.NONE,
        )
        _count_change(draft, locked)
        scan_after_commit(attachment)
    return attachment


def _locked(draft: Draft) -> Draft | None:
    """The draft under a lock; None if it was sent or deleted."""
    return Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk, application=None).first()


def _count_change(draft: Draft, locked: Draft) -> None:
    """A file more or less is a change of the draft: answers that were checked before it must be checked again."""
    draft.revision = locked.revision + 1
    draft.save(update_fields=["revision"])


def _kept_already(draft: Draft, spec: FilesSpec, digest: str) -> Attachment | None:
    return Attachment.objects.filter(draft=draft, question=spec["key"], sha256=digest).first()


def _check_room(draft: Draft, spec: FilesSpec, size: int) -> None:
    """Whether the question and the draft may have one more file, of this size."""
    files = Attachment.objects.filter(draft=draft)
    facts = files.aggregate(total=Sum("size"), number=Count("pk"), here=Count("pk", filter=Q(question=spec["key"])))
    most = settings.ATTACHMENTS_MAX_MB * MEGABYTE
    if facts["here"] >= spec["max_files"]:
        raise RefusedFile("count", ONE_FILE_ONLY if spec["max_files"] == 1 else TOO_MANY_FILES, limit=spec["max_files"])
    if (facts["total"] or 0) + size > most:
        raise RefusedFile("total", TOO_MUCH_IN_ALL, limit=readable_size(most))


def _check_unsent(draft: Draft, size: int) -> None:
    """Whether all files of forms that are not sent leave room for one more. Corrections of what was sent always may.

    Asked without a lock: a few files that come at the same moment may go beyond it together.
    """
    if draft.corrects_id:
        return
    unsent = Attachment.objects.filter(draft__isnull=False, draft__corrects=None).aggregate(total=Sum("size"))["total"]
    most = settings.UNSENT_FILES_MAX_MB * MEGABYTE
    if (unsent or 0) + size > most:
        logger.error("Files of forms that are not sent have come to %s: no more are taken", readable_size(most))
        raise RefusedFile("unsent", TOO_MUCH_UNSENT)


def drop_file(*, draft: Draft, attachment_id: str | uuid.UUID) -> bool:
    """Remove one file of a draft: its row, and the file once that is committed. The draft's revision rises.

    False if the draft has no such file, or was sent.
    """
    try:
        key = uuid.UUID(str(attachment_id))
    except ValueError:
        return False
    with transaction.atomic():
        locked = _locked(draft)
        if locked is None or not delete_attachments(Attachment.objects.filter(pk=key, draft=locked)):
            return False
        _count_change(draft, locked)
        return True


def hand_over(*, draft: Draft, application: Application) -> int:
    """Give an application the files that its answers name, and delete the draft's others. Returns how many it has.

    Part of the transaction that submits, after it has taken the draft at the revision whose answers were checked.
    """
    taking = application.version.form(application.language).taking_files
    named = [facts["id"] for spec in taking for facts in application.answers.get(spec["key"]) or []]
    files = Attachment.objects.filter(draft=draft)
    moved = files.filter(pk__in=named).update(draft=None, application=application)
    delete_attachments(files)
    return moved


def delete_drafts(drafts: QuerySet[Draft]) -> int:
    """Delete drafts in one transaction, their files once it is committed. Returns how many drafts there were.

    The rows are locked and the conditions of the queryset are asked again under the lock: a draft that was touched in
    the meantime stays. Of the mails about them remains that they were written.
    """
    with transaction.atomic():
        keys = [draft.pk for draft in drafts.select_for_update(of=("self",)).only("pk")]
        delete_attachments(Attachment.objects.filter(draft__in=keys))
        empty_mails(OutgoingEmail.objects.filter(draft__in=keys).exclude(status=EmailStatus.WITHHELD))
        Draft.objects.filter(pk__in=keys).delete()
    return len(keys)


def delete_attachments(attachments: QuerySet[Attachment]) -> int:
    """Delete files, whoever they belong to: the rows in one transaction, then what they name. Returns how many."""
    with transaction.atomic():
        found = dict(attachments.values_list("pk", "file"))
        if found:
            Attachment.objects.filter(pk__in=found).delete()
            transaction.on_commit(partial(delete_files, list(found.values())), robust=True)
    return len(found)


def delete_files(names: Iterable[str]) -> int:
    """Delete from the private storage, and return how many went. A file that is gone already is no error.

    One that cannot be deleted is said in the log and stays for ``sweep_orphans``: its row is gone all the same.
    """
    storage, count = private_storage(), 0
    for name in names:
        try:
            storage.delete(name)
            count += 1
        except OSError as error:
            logger.error("A file could not be deleted from the private storage: %s", error)
    return count


def sweep_orphans(now: datetime) -> int:
    """Delete files that no row names and that are older than a day, and return how many. For the scheduled command."""
    storage, count = private_storage(), 0
    for folder in _folders():
        folder_path = f"{FOLDER}/{folder}"
        known = set(Attachment.objects.filter(file__startswith=f"{folder_path}/").values_list("file", flat=True))
        names = [f"{folder_path}/{name}" for name in storage.listdir(folder_path)[1]]
        orphans = [name for name in names if name not in known and _is_old(name, now)]
        count += delete_files(orphans)
    return count


def _folders() -> list[str]:
    """Those that files were put in. Not every storage knows whether a folder exists: it has to be listed."""
    try:
        return private_storage().listdir(FOLDER)[0]
    except FileNotFoundError:
        return []


def _is_old(name: str, now: datetime) -> bool:
    try:
        return private_storage().get_modified_time(name) < now - ORPHAN_AFTER
    except FileNotFoundError:
        return False  # deleted since the folder was listed
