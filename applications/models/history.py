"""What happened to a dossier. Append-only."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from applications.models.calls import Call
from applications.statuses import Status


class StatusChange(models.Model):
    """One move of a dossier, written in the transaction that moves it. The first one has no status before it.

    ``by`` is None for what the applicant or the portal itself did.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="status_changes")
    from_status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class EditKind(models.TextChoices):
    ASSIGNED = "assigned", _("assigned")
    WATCHERS = "followers", _("watchers changed")
    LABELS = "labels", _("labels changed")
    DUE = "due", _("due date changed")
    CONTACT = "contact", _("contact changed")
    ADDRESS = "address", _("address confirmed by staff")
    HOLD = "hold", _("legal hold changed")
    ANONYMISED = "anonymised", _("anonymised")


class Edit(models.Model):
    """One change of a dossier that is no move: ``before`` and ``after`` are texts as staff read them."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=12, choices=EditKind.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"


class Reading(models.TextChoices):
    DOSSIER = "dossier", _("read the dossier")
    FILE = "file", _("opened a file")
    FILES = "files", _("downloaded all files")
    EXPORT = "export", _("exported the queue")
    PERSON = "person", _("exported what is known of a person")
    LOOKUP = "lookup", _("looked a person up")
    ATTENDANCE = "attendance", _("read an attendance list")


class Access(models.Model):
    """Staff read something that applicants sent. ``details`` says which file, or which filter and how many rows."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="accesses")
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, related_name="+")
    reading = models.CharField(_("what"), max_length=10, choices=Reading.choices)
    details = models.TextField(_("details"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    by_name = models.CharField(_("who"), max_length=254, blank=True, editable=False)
    """As the person was called then: who it was is known after the account is gone."""
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.reading} {self.at}"
