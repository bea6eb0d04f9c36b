"""Snapshots of forms: what applicants were asked, word for word, in every language."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call


class FormVersion(models.Model):
    """Immutable: a change of the form makes another version. Written by ``actions.versions`` only.

    ``content`` maps a language code to ``{"title": …, "steps": [{"key", "title", "questions": [spec, …]}, …]}``.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        get_latest_by = ("created_at", "pk")
        constraints = [models.UniqueConstraint(fields=["call", "content_hash"], name="one_version_per_content")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.content_hash[:8]}"

    def in_language(self, language_code: str) -> dict[str, Any]:
        """The form in a language, or in the nearest one that it was published in."""
        wanted = [language_code, settings.LANGUAGE_CODE, *self.content]
        return next((self.content[code] for code in wanted if code in self.content), {"title": "", "steps": []})
