"""Drafts: what an applicant has typed and not sent yet, as it was typed."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from applications.models.calls import Call
from applications.models.versions import FormVersion
from users.email_addresses import fold_email


class DraftQuerySet(models.QuerySet["Draft"]):
    def unsent(self) -> "DraftQuerySet":
        """What applicants may still send. A draft of corrections to what was sent is none of these."""
        return self.filter(application=None, corrects=None)

    def of_person(self, email: str) -> "DraftQuerySet":
        """The unsent ones of an address, whatever its capitals; none of an empty one."""
        return self.unsent().filter(email=fold_email(email)).exclude(email="").select_related("version", "call")


class Draft(models.Model):
    """A form that is being filled in, by somebody who has no account.

    ``data`` maps the names of inputs to the lists of values that were posted, whether right, wrong or half typed, and
    keeps those of questions that are hidden for the moment or gone from the form. ``revision`` counts the changes.
    Sent, a draft keeps nothing but its application. One that ``corrects`` an application holds what is typed into the
    questions that were opened again; it goes when the last of them is answered. What its pages typed against one
    another is in ``rivals``, and what each wrote last in ``written``: see ``drafts.rivals``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("call"))
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="drafts")
    form_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    email = models.EmailField(_("e-mail"), blank=True)
    changes = models.JSONField(default=dict, help_text="Since the form changed: lists of keys, until they were read.")
    removed = models.JSONField(default=dict, help_text="By key: questions that are gone, by language.")
    suspicions = models.JSONField(default=list)
    rivals = models.JSONField(default=dict, help_text="By key and page: other answers, until one of them is chosen.")
    written = models.JSONField(default=dict, help_text="By key: pages, each with the digest of what it wrote last.")
    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="draft"
    )
    corrects = models.OneToOneField(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="correction_draft"
    )
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ("-saved_at",)

    def __str__(self) -> str:
        return str(self.pk)

    def expiry(self, now: datetime) -> datetime:
        """Until when it is kept if it is touched now."""
        return now + timedelta(days=self.call.draft_days)


class DraftLink(models.Model):
    """A link that was mailed to come back to a draft. The token itself is not stored, only its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")

    def __str__(self) -> str:
        return str(self.pk)

    def is_good(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())
