"""The kinds of call. What a kind's dossiers go through is said in ``statuses``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallKind(models.TextChoices):
    COACHING = "coaching", _("Coaching request")
    GRANT = "grant", _("Grant application")
    REGISTRATION = "registration", _("Registration")
    ENQUIRY = "enquiry", _("Enquiry")
