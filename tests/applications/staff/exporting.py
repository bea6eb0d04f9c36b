"""Forms and dossiers whose answers are plain to see in a table."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.forms.versions import record_version
from applications.models import Application, Call, FormVersion
from applications.references import new_reference

FORM = uuid.UUID(int=1)


def spec(kind: str, key: str, label: str, **details: Any) -> dict[str, Any]:
    base = {"hint": "", "required": False, "private": False, "conditions": []}
    return {"key": key, "kind": kind, "label": label, **base, **details}


def form(title: str, *questions: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "steps": [{"key": "s", "kind": "step", "title": title, "questions": list(questions)}]}


def version(call: Call, form_key: uuid.UUID = FORM, *, days_ago: int = 0, **questions: list[Any]) -> FormVersion:
    titles = {"fr": "Demande", "en": "Request"}
    content = {code: form(titles[code], *questions.get(code, questions["en"])) for code in titles}
    made = record_version(call=call, form_key=form_key, content=content)
    FormVersion.objects.filter(pk=made.pk).update(published_at=timezone.now() - timedelta(days=days_ago))
    return made


def sent(made: FormVersion, answers: dict[str, Any] | None = None, **fields: Any) -> Application:
    given = {"what": "a", "members": "-12.5", "health": "well"} if answers is None else answers
    return Application.objects.create(
        call=made.call, version=made, reference=new_reference("x"), answers=given, **({"language": "en"} | fields)
    )
