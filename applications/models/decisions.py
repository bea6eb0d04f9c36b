"""Decisions: taken in private, told when they are released."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from applications.statuses import Status


class Verdict(models.TextChoices):
    """Each is the status that the dossier has once the decision is released."""

    ACCEPTED = Status.ACCEPTED.value, _("Accept")
    DECLINED = Status.DECLINED.value, _("Decline")
    WAITING_LIST = Status.WAITING_LIST.value, _("Put on the waiting list")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """Those that were not taken back."""
        return self.filter(revoked_at=None)

    def unreleased(self) -> "DecisionQuerySet":
        """Those that stand, and that the applicant does not know of."""
        return self.standing().filter(released_at=None)

    def announced(self) -> "DecisionQuerySet":
        """Those that stand, and that the applicant knows of."""
        return self.standing().filter(released_at__isnull=False)


class Decision(models.Model):
    """One decision on an application. Until ``released_at`` the applicant knows nothing of it, and the status stays.

    ``reason`` is what the letter says; without one nobody is declined. Taken back, a decision stays on record. One that
    was released and led to the waiting list does not stand in the way of the next.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(_("decision"), max_length=20, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("decided_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(revoked_at=None, released_at=None),
                name="one_unreleased_decision",
            ),
            models.CheckConstraint(condition=~Q(verdict=Verdict.DECLINED, reason=""), name="declined_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.verdict}"

    @property
    def is_standing(self) -> bool:
        """It was not taken back."""
        return self.revoked_at is None

    @property
    def is_announced(self) -> bool:
        """It stands, and the applicant knows of it."""
        return self.is_standing and self.released_at is not None

    @property
    def is_unreleased(self) -> bool:
        """It stands, and the applicant does not know of it."""
        return self.is_standing and self.released_at is None
