"""What a virus scanner says of a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """Whether a virus scanner has seen the file. ``NONE``: the site had no scanner when the file came."""

    NONE = "none", _("not scanned")
    PENDING = "pending", _("to be scanned")
    CLEAN = "clean", _("clean")
    INFECTED = "infected", _("infected")
