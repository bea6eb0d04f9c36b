"""What staff are written about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.TextChoices):
    """Each is the subject of a mail; the reference stands behind it."""

    ASSIGNED = "assigned", _("You handle a dossier")
    MENTIONED = "mentioned", _("You are named in a note")
    MESSAGE = "message", _("The applicant wrote")
    CORRECTED = "corrected", _("All corrections are done")
    WITHDRAWN = "withdrawn", _("The applicant withdrew")
    OVERDUE = "overdue", _("A dossier is overdue")
