"""Snapshots of forms: what applicants were asked, word for word, in every language."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def in_force(self, form_key: uuid.UUID) -> "FormVersion | None":
        """What a form asks now; None for a form that was never published."""
        return self.filter(form_key=form_key).order_by("-published_at", "-pk").first()

    def of_calls(self, calls: Any) -> "FormVersionQuerySet":
        """Those of the forms that one applies to some calls with: those of sessions belong to their series."""
        return self.filter(Q(call__in=calls) | Q(call__in=Call.objects.filter(session_calls__in=calls)))


class FormVersion(models.Model):
    """Immutable: a change of the form makes another version. Written by ``forms.versions`` only.

    ``content`` maps a language code to ``{"title": …, "steps": [step, …]}``; a step is ``{"key", "kind", "title",
    "introduction", "conditions", "rules", "questions": [spec, …]}``, where rules are those of an eligibility step.
    ``form_key`` is the translation key of the form's pages. ``published_at`` is when this content last became what the
    form asks: the version in force is the one where it is latest.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    form_key = models.UUIDField(default=uuid.uuid4)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        get_latest_by = ("published_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["call", "form_key", "content_hash"], name="one_version_per_content")
        ]
        indexes = [models.Index(fields=["form_key", "-published_at"], name="version_in_force")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.content_hash[:8]}"

    def in_language(self, language_code: str) -> dict[str, Any]:
        """The form in a language, or in the nearest one that it was published in."""
        wanted = [language_code, settings.LANGUAGE_CODE, *self.content]
        return next((self.content[code] for code in wanted if code in self.content), {"title": "", "steps": []})

    def kinds(self) -> set[str]:
        """The kinds of question that the form asks."""
        return {spec["kind"] for form in self.content.values() for step in form["steps"] for spec in step["questions"]}
