"""Where a dossier is. Pure data: the workflow on one screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Staff names. What happened to a dossier is told by its ``StatusChange`` rows, not by its status."""

    RECEIVED = "received", _("Received")
    WAITING_LIST = "waiting_list", _("On the waiting list")
