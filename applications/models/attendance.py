"""Who came to a session."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application


class Attendance(models.Model):
    """Whether somebody who was registered came. There is no row for those of whom nobody has said it yet."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="attendance")
    is_present = models.BooleanField(_("present"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")

    def __str__(self) -> str:
        return f"{self.application_id} {self.is_present}"
