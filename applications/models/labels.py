"""Labels that staff put on dossiers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    GREY = "grey", _("grey")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")
    YELLOW = "yellow", _("yellow")
    RED = "red", _("red")
    PURPLE = "purple", _("purple")


class Label(models.Model):
    """A word of the team's own, the same for all calls. The applicant never sees it."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.GREY)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
