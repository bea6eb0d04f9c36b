"""What a condition may ask of an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Operator(models.TextChoices):
    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    CONTAINS = "contains", _("contains")
    MORE = "more", _("is more than")
    LESS = "less", _("is less than")
