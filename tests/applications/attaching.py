"""Drafts with files, for tests of what becomes of these."""

import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.drafts.attachments import keep_file
from applications.models import Application, Attachment, Call, Draft, FormVersion
from applications.models.attachments import FOLDER, private_storage
from tests.applications import sample_files as samples
from tests.builders import moderators

PLAN, PHOTOS = (str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in ("plan", "photos"))
Spec = dict[str, Any]


def spec(key: str = PLAN, max_files: int = 1) -> Spec:
    groups = ["documents", "images", "archives"]
    return {"key": key, "kind": "files", "label": key, "groups": groups, "max_mb": 5, "max_files": max_files}


def new_version() -> FormVersion:
    """A form with a question for one file and another for three."""
    call = Call.objects.create(code="files", moderators=moderators())
    steps = [{"key": "s", "title": "", "questions": [spec(), spec(PHOTOS, 3)]}]
    return FormVersion.objects.create(call=call, content={"en": {"title": "Form", "steps": steps}}, content_hash="x")


def new_draft(version: FormVersion) -> Draft:
    fields = {"call": version.call, "form_key": version.form_key, "language": "en", "expires_at": timezone.now()}
    return Draft.objects.create(version=version, **fields)


def new_application(version: FormVersion, **fields: Any) -> Application:
    reference = uuid.uuid4().hex
    return Application.objects.create(call=version.call, version=version, language="en", reference=reference, **fields)


def upload(name: str = "plan.pdf", data: bytes | None = None, declared: str = "") -> Any:
    return SimpleUploadedFile(name, samples.pdf() if data is None else data, declared)


def attach(draft: Draft, name: str = "plan.pdf", data: bytes | None = None, question: Spec | None = None) -> Attachment:
    return keep_file(draft=draft, spec=question or spec(), upload=upload(name, data))


def stored_files() -> list[str]:
    root = Path(private_storage().path(FOLDER))
    return sorted(f"{FOLDER}/{path.relative_to(root)}" for path in root.rglob("*") if path.is_file())
