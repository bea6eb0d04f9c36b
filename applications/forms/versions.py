"""Versions of forms: what applicants are asked from now on."""

import hashlib
import json
import uuid
from collections.abc import Mapping

from django.utils import timezone

from applications.models import Call, FormVersion


def record_version(*, call: Call, form_key: uuid.UUID, content: Mapping[str, object]) -> FormVersion:
    """Put ``content`` (a form by language code) in force, and return its version.

    Content that is in force already changes nothing. Content that was published before makes no second version: the
    earlier one is in force again. To be called in a transaction that holds the lock of the call's row.
    """
    digest = content_hash(content)
    current = FormVersion.objects.in_force(form_key)
    if current and (current.call_id, current.content_hash) == (call.pk, digest):
        return current
    version, is_new = FormVersion.objects.get_or_create(
        call=call, form_key=form_key, content_hash=digest, defaults={"content": content}
    )
    if not is_new:
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
    return version


def content_hash(content: Mapping[str, object]) -> str:
    """The same for the same content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
