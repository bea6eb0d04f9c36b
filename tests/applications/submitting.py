"""Sending drafts as the form's last page does, past all its steps."""

import uuid
from typing import Any

from django.utils import timezone

from applications.dossiers.submission import Checked, submit
from applications.models import Application, Call, Draft, FormVersion


def draft_of(call: Call) -> Draft:
    """A draft of the call's form, which is made without questions if there is none."""
    version = FormVersion.objects.filter(call=call).order_by("pk").last()
    version = version or FormVersion.objects.create(call=call, content_hash="x", content={})
    return Draft.objects.create(
        call=call, version=version, form_key=version.form_key, language="fr", expires_at=timezone.now()
    )


def send(call: Call, draft: Draft | None = None, token: uuid.UUID | None = None, **fields: Any) -> Application:
    draft = draft or draft_of(call)
    given: dict[str, Any] = {
        "language": "fr",
        "answers": {"a": 1},
        "contact_email": "Ada@Example.org",
        "is_confirmed": True,
    }
    checked = Checked(version=draft.version, revision=draft.revision, **{**given, **fields})
    return submit(draft=draft, token=token or uuid.uuid4(), checked=checked)
