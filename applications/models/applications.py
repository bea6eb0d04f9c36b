"""Applications: one dossier each."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.versions import FormVersion
from applications.statuses import Status


class Outcome(models.TextChoices):
    """What the eligibility questions came to."""

    ELIGIBLE = "eligible", _("eligible")
    UNLIKELY = "unlikely", _("probably not eligible")
    NO = "no", _("not eligible")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """The dossiers that a person may read. Every staff view takes its dossiers from here and nowhere else."""
        if isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self
        return self.filter(call__moderators__in=user.groups.all())


class Application(models.Model):
    """What somebody sent to a call. ``answers`` are stored by question key, which no rewording changes.

    ``submit_token`` is made when the form is shown: a second post of the same form finds the first application.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call"))
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.RECEIVED)
    answers = models.JSONField(_("answers"), default=dict)
    contact_name = models.CharField(_("contact"), max_length=250, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    number = models.PositiveIntegerField(_("number"), default=0, help_text=_("The order in which it arrived."))
    eligibility = models.CharField(_("eligibility"), max_length=10, choices=Outcome.choices, blank=True)
    suspicions = models.JSONField(_("to check"), default=list)
    submit_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submitted_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-submitted_at", "-pk")
        indexes = [models.Index(fields=["call", "-submitted_at"], name="queue_order")]

    def __str__(self) -> str:
        return self.reference
