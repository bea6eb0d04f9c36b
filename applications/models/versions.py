"""Snapshots of forms: what applicants were asked, word for word, in every language."""

import threading
import uuid
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.questions.base import Role
from applications.questions.published import EMPTY, PublishedForm

MOST_KEPT = 200
"""Forms, each in one language, that a process keeps."""


class _KeptForms:
    """What versions ask, read once by each process: a version never changes. The oldest go when there are too many."""

    def __init__(self) -> None:
        self._forms: OrderedDict[tuple[int, str, str], PublishedForm] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: "FormVersion", language_code: str) -> PublishedForm:
        key = (version.pk, version.content_hash, language_code)
        found = self._forms.get(key)
        if found is None:
            found = _form(version.content, language_code)
            with self._lock:
                self._forms[key] = found
                if len(self._forms) > MOST_KEPT:
                    self._forms.popitem(last=False)
        return found

    def forget(self, pk: int | None = None) -> None:
        """Those of a version; all for none, as tests need it that make other versions under the same number."""
        with self._lock:
            for key in [key for key in self._forms if pk in (None, key[0])]:
                del self._forms[key]


kept_forms = _KeptForms()


def _form(content: dict[str, Any], language_code: str) -> PublishedForm:
    wanted = [language_code, settings.LANGUAGE_CODE, *content]
    found = next((content[code] for code in wanted if code in content), EMPTY)
    return PublishedForm(found, tuple(content))


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def in_force(self, form_key: uuid.UUID) -> "FormVersion | None":
        """What a form asks now, without its content, which ``form`` reads where it is not kept yet.

        None for a form that was never published.
        """
        return self.defer("content").filter(form_key=form_key).order_by("-published_at", "-pk").first()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        kept_forms.forget(self.pk)

    def form(self, language_code: str) -> PublishedForm:
        """The form in a language, or in the nearest one that it was published in. At most the query for ``content``."""
        if self.pk is None:
            return _form(self.content, language_code)
        return kept_forms.get(self, language_code)

    def asks_for(self, role: Role) -> bool:
        """Whether an answer is something to the application. All languages ask the same."""
        return bool(self.form(settings.LANGUAGE_CODE).with_role(role))
