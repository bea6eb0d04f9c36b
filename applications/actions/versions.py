"""Versions of forms: written when a form page is published."""

import hashlib
import json
from typing import Any

from applications.models import Call, FormPage, FormVersion
from home.locales import language_of


def record_version(*, call: Call) -> FormVersion:
    """Keep the call's form as it is live now, in all its languages, and return that version.

    Content that was published before makes no new version: its version is found again by its hash.
    """
    content = snapshot(call)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    version, _created = FormVersion.objects.get_or_create(call=call, content_hash=digest, defaults={"content": content})
    return version


def snapshot(call: Call) -> dict[str, Any]:
    """The live form pages of a call as plain data, by language code."""
    pages = FormPage.objects.live().filter(call=call).order_by("pk")
    return {language_of(page.locale_id): {"title": page.title, "steps": page.specs()} for page in pages}
