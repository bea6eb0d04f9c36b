"""Files that go with a message: looked into and stored first, written with the message, taken away when it is not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from applications.dossiers.refusals import RefusedError
from applications.drafts.attachments import delete_files, fingerprint, store
from applications.drafts.scan_task import scan_after_commit
from applications.models import Attachment, Message, Scan
from applications.questions.base import FileLimits
from applications.uploads.checks import CheckedFile, check_file
from applications.uploads.refusals import TOO_MANY_FILES, RefusedFile
from applications.uploads.sizes import MEGABYTE, readable_size
from applications.uploads.types import Group

SPEC: FileLimits = {"groups": list(Group), "max_mb": 10, "max_files": 5}
"""What may go with one message, said as a question for files says it."""
TOO_MUCH = _("“%(name)s” was not kept: the files of all your messages may come to %(limit)s. Choose a smaller file.")


class RefusedFilesError(RefusedError):
    """Files that are not taken, each with its reason. The message was not sent."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in the private storage and has no row yet."""

    checked: CheckedFile
    path: str
    digest: str
    size: int


@contextmanager
def stored(uploads: Sequence["UploadedFile[Any]"]) -> Iterator[list[StoredFile]]:
    """Files that were found good, stored. Those that no row names at the end are deleted. Outside a transaction.

    Raises ``RefusedFilesError`` for all that are not taken, before anything is stored.
    """
    checked = _all_checked(uploads)
    kept: list[StoredFile] = []
    try:
        for one in checked:
            kept.append(_stored(one))  # noqa: PERF401 - those before one that fails must be known
        yield kept
    finally:
        paths = [one.path for one in kept]
        named = Attachment.objects.filter(file__in=paths).values_list("file", flat=True) if paths else ()
        delete_files(set(paths) - set(named))


def _all_checked(uploads: Sequence["UploadedFile[Any]"]) -> list[CheckedFile]:
    checked, reasons = [], []
    for index, upload in enumerate(uploads):
        try:
            one = check_file(upload, groups=SPEC["groups"], max_mb=SPEC["max_mb"])
            if index >= SPEC["max_files"]:
                raise RefusedFile("count", TOO_MANY_FILES, limit=SPEC["max_files"]).about(one.name)
            checked.append(one)
        except RefusedFile as refusal:
            reasons.extend(refusal.messages)
    if reasons:
        raise RefusedFilesError(reasons)
    return checked


def _stored(checked: CheckedFile) -> StoredFile:
    digest, size = fingerprint(checked.content)
    try:
        return StoredFile(checked, store(checked.content), digest, size)
    except RefusedFile as refusal:
        raise RefusedFilesError(refusal.about(checked.name).messages) from refusal


def attach(message: Message, files: Sequence[StoredFile]) -> None:
    """Write the rows of stored files, in the transaction that writes their message; its dossier is locked.

    Raises ``RefusedFilesError`` where the files of one side's messages would come to more than one draft may have.
    """
    most = settings.ATTACHMENTS_MAX_MB * MEGABYTE
    same_side = Attachment.objects.filter(
        application=message.application_id, message__is_from_applicant=message.is_from_applicant
    )
    total = (same_side.aggregate(total=Sum("size"))["total"] or 0) if files else 0
    for one in files:
        total += one.size
        if total > most:
            refusal = RefusedFile("total", TOO_MUCH, limit=readable_size(most)).about(one.checked.name)
            raise RefusedFilesError(refusal.messages)
        attachment = Attachment.objects.create(
            application_id=message.application_id,
            message=message,
            file=one.path,
            name=one.checked.name,
            size=one.size,
            type=one.checked.kind.content_type,
            sha256=one.digest,
            scan=Scan.PENDING if settings.CLAMAV_URL else Scan.NONE,
        )
        scan_after_commit(attachment)
