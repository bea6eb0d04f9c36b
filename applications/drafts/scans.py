"""Virus scans: the only writer of what the scanner says of a file.

It fails closed. Whatever goes wrong, a file stays “to be scanned”, and staff do not get it.
"""

import logging

from django.conf import settings
from django.utils import timezone

from applications.models import Attachment, Scan
from applications.uploads import scanner

logger = logging.getLogger(__name__)


def scan_file(*, attachment_id: str) -> bool:
    """Scan one file, unless it has been, and write the verdict. False when the scanner does not answer."""
    attachment = Attachment.objects.unscanned().filter(pk=attachment_id).first()
    if attachment is None or not settings.CLAMAV_URL:
        return True
    try:
        with attachment.file.open("rb") as content:
            verdict = Scan.CLEAN if scanner.is_clean(content.chunks()) else Scan.INFECTED
    except scanner.ScannerDownError as error:
        logger.warning("The virus scanner does not answer, file %s waits: %s", attachment.pk, error)
        return False
    except (scanner.ScanFailedError, OSError) as error:
        logger.error("File %s could not be scanned: %s", attachment.pk, error)
        return True
    Attachment.objects.unscanned().filter(pk=attachment.pk).update(scan=verdict, scanned_at=timezone.now())
    return True


def scan_pending() -> int:
    """Scan what waits for it, the oldest first, and what came while there was no scanner. For the scheduled command.

    Returns how many files were tried. Ends at the first that the scanner does not answer for.
    """
    count = 0
    if settings.CLAMAV_URL:
        for key in list(Attachment.objects.unscanned().values_list("pk", flat=True)):
            if not scan_file(attachment_id=str(key)):
                break
            count += 1
    return count
