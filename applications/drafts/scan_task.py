"""Scanning in the background: an id in, one call out."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django_tasks import task

from applications.drafts.scans import scan_file
from applications.models import Attachment


@task()
def scan_attachment(attachment_id: str) -> None:
    scan_file(attachment_id=attachment_id)


def scan_after_commit(attachment: Attachment) -> None:
    """Have the worker scan a new file. Should the task be lost, ``scans.scan_pending`` finds the file."""
    if settings.CLAMAV_URL:
        transaction.on_commit(partial(scan_attachment.enqueue, str(attachment.pk)), robust=True)
