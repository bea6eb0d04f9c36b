"""Who applies, across calls and years."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Beneficiary(models.Model):
    """An organisation, or a person where no organisation applies.

    ``key`` is what it is known by: the number in a register (``siret:…``), or else an e-mail address (``email:…``).
    Written in the transaction that submits.
    """

    key = models.CharField(max_length=270, unique=True)
    name = models.CharField(_("name"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name or self.key.partition(":")[2]
