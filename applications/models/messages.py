"""The conversation with the applicant, and what staff tell one another."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by_staff(self) -> "MessageQuerySet":
        return self.filter(is_from_applicant=True, read_at=None)


class Message(models.Model):
    """One message, to the applicant or from them. ``read_at`` is when the other side first saw it.

    ``token`` is made when its form is shown: a second post of the same form finds the first message.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    is_from_applicant = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("message"))
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("sent_at", "pk")

    def __str__(self) -> str:
        return f"{self.application_id} {self.sent_at}"


class Note(models.Model):
    """What staff write about a dossier. The applicant never sees it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"))
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("people to tell")
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"{self.application_id} {self.written_at}"
