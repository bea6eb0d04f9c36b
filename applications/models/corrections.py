"""Corrections: what staff ask an applicant to answer again."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application


class CorrectionQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> "CorrectionQuerySet":
        return self.filter(answered_at=None, cancelled_at=None)


class CorrectionRequest(models.Model):
    """A remark pinned on one question. Only that question opens again, until it is answered or the remark taken back.

    ``before`` and ``after`` are the answer as stored: together the requests are the versions that it went through.
    What is typed meanwhile is kept by the draft that ``corrects`` the application.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="corrections")
    question = models.CharField(max_length=36)
    remark = models.TextField(_("remark"))
    due_on = models.DateField(_("due on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                condition=models.Q(answered_at=None, cancelled_at=None),
                name="one_open_correction_per_question",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.question}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.cancelled_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been made before a day, and is still open."""
        return self.is_open and self.due_on < today
