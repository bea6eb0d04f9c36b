"""An applicant’s own page of a dossier, and what it says."""

import uuid
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application


def address(application: Application, name: str = "application", language: str = "en", **since: Any) -> str:
    with translation.override(language):
        return reverse(f"tracking_{name}", args=[tracking_token(application, **since)])


def text_of(client: Client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, where
    return response.content.decode()


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def posted(text: str = "A question", **fields: Any) -> dict[str, Any]:
    return {"text": text, "token": str(uuid.uuid4())} | fields
