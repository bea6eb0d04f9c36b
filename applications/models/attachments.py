"""Files that applicants send. Private: no address of the site leads to them but views that ask who is there."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from applications.models.drafts import Draft
from applications.models.messages import Message
from applications.uploads.verdicts import Scan

FOLDER = "attachments"


def private_storage() -> Storage:
    return storages["private"]


def random_name(_instance: "Attachment | None" = None, _name: str = "") -> str:
    """A name that tells nothing, spread over folders. What the applicant called the file is in ``name``."""
    text = uuid.uuid4().hex
    return f"{FOLDER}/{text[:2]}/{text}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def unscanned(self) -> "AttachmentQuerySet":
        return self.filter(scan__in=(Scan.NONE, Scan.PENDING))


class Attachment(models.Model):
    """A file of an answer, or of a message. It belongs to a draft until that is sent, then to the application.

    Written by ``drafts.attachments`` and, for what the scanner says, ``drafts.scans``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    question = models.CharField(max_length=36, blank=True)
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=100)
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text="Bytes")
    type = models.CharField(_("type"), max_length=100)
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(_("virus scan"), max_length=10, choices=Scan.choices, default=Scan.NONE)
    scanned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False) ^ models.Q(application__isnull=False),
                name="file_of_a_draft_or_an_application",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")

    @property
    def is_safe(self) -> bool:
        """Whether staff may have it. Where there is a scanner, only what it found clean; what waits for one waits."""
        return self.scan == Scan.CLEAN or (self.scan == Scan.NONE and not settings.CLAMAV_URL)
