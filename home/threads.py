"""The weaves and dyes that an editor chooses from: a page's visual identity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Thread(models.TextChoices):
    """Each thread is one weave in one dye; the value is the ``data-thread`` attribute that the stylesheet reads."""

    MADDER = "madder", _("Madder red, chevron")
    WOAD = "woad", _("Woad blue, basket weave")
    GREEN = "green", _("Green, twill")
    WELD = "weld", _("Weld yellow, plain weave")
    ORCHIL = "orchil", _("Orchil purple, diamond")
