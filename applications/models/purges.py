"""The register of what was deleted, which holds nothing of what it was."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call


class Clock(models.TextChoices):
    DRAFT = "draft", _("drafts that were not sent")
    REFUSED = "refused", _("applications that were declined or withdrawn")
    GRANTED = "granted", _("applications that were granted or closed")
    PRIVATE = "private", _("private answers, after the decision")
    ERASURE = "erasure", _("at a person’s request")


class Purge(models.Model):
    """How many dossiers, or drafts, of a call were anonymised or deleted at once, and under which rule."""

    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("call"))
    call_code = models.CharField(max_length=40)
    clock = models.CharField(_("rule"), max_length=10, choices=Clock.choices)
    count = models.PositiveIntegerField(_("number"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.call_code} {self.clock} {self.count}"
