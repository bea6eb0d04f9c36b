"""Views of the queue that somebody saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from users.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def offered_to(self, user: User) -> "SavedViewQuerySet":
        """One's own, and those that the team shares; of a call, only to those who have its dossiers."""
        mine = Q(owner=user) | Q(is_shared=True)
        return self.filter(mine).filter(Q(call=None) | Q(call__in=Call.objects.in_queue_of(user)))


class SavedView(models.Model):
    """Filters, columns and order of the queue under a name: ``query`` is what stands after the question mark."""

    name = models.CharField(_("name"), max_length=60)
    query = models.TextField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(_("shared with the team"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name
