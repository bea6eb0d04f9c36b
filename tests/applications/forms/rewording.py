"""Drafts of a form in other words, and what its version says of them."""

from typing import Any

from applications.forms.page import FormPage
from applications.models import FormVersion
from tests.builders import FORM_STEPS, stream

LABELS = {"fr": "Votre téléphone", "en": "Your phone"}


NEW_KEY = "00000000-0000-4000-8000-000000000001"


def steps_with(language: str, label: str) -> list[dict[str, Any]]:
    """The steps with one more question."""
    step = FORM_STEPS[language][0]
    question = stream("short_text", {"label": label, "hint": "", "required": False, "autocomplete": ""}, NEW_KEY)
    return [step | {"value": step["value"] | {"questions": [*step["value"]["questions"], question]}}]


def draft(page: FormPage, label: str = "", **fields: Any) -> Any:
    """A newer draft of a page, with one more question."""
    newest = page.get_latest_revision_as_object()
    if label:
        newest.steps = steps_with(page.locale.language_code, label)
    for name, value in fields.items():
        setattr(newest, name, value)
    return newest.save_revision()


def asked(page: FormPage, language: str) -> list[str]:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return [spec["label"] for step in version.content[language]["steps"] for spec in step["questions"]]


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])
