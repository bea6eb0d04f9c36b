"""A question on its own: made from its block, asked in a form of one field, without a database."""

import json
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from applications.models import Call
from applications.questions import KINDS, question_for
from applications.questions.base import Source, Spec

KEY = "0b6f5e4c-7a4c-4a34-9f5e-0c9d8a7b6c5d"
NO_PAGE: Any = SimpleNamespace(locale_id=1, get_parent=lambda: None)


def spec_of(kind: str, *, call: Call | None = None, page: Any = NO_PAGE, **values: Any) -> Spec:
    """What is published of a question that an editor made with these values, after a round trip through JSON."""
    question = KINDS[kind]
    block = question.block()
    raw = {"label": "The question", **values}
    spec = question.spec(KEY, block.to_python(raw), Source(page, call or Call(code="test")))
    stored: Spec = json.loads(json.dumps(spec))
    assert stored == spec
    return stored


def options(*labels: str) -> list[dict[str, str]]:
    """Raw list items, with keys ``a``, ``b``, ``c``…"""
    return [{"type": "item", "id": chr(97 + index), "value": label} for index, label in enumerate(labels)]


def ask(spec: Spec, *values: str, **parts: str) -> forms.Form:
    """A form with this question, bound to what is posted for it: values under its key, or by part."""
    data = QueryDict(mutable=True)
    data.setlist(KEY, list(values))
    for name, value in parts.items():
        data[f"{KEY}_{name}"] = value
    form = forms.Form(data)
    form.fields[KEY] = question_for(spec).field(spec)
    return form


def answer(spec: Spec, *values: str, **parts: str) -> Any:
    """The answer as it is stored. What was posted must be right."""
    form = ask(spec, *values, **parts)
    assert form.is_valid(), form.errors
    stored = question_for(spec).stored(form.cleaned_data[KEY])
    assert json.loads(json.dumps(stored)) == stored
    return stored


def errors(spec: Spec, *values: str, **parts: str) -> list[str]:
    return [str(message) for message in ask(spec, *values, **parts).errors.get(KEY, [])]


def html(spec: Spec, form: forms.Form) -> str:
    return render_to_string("applications/includes/question.html", {"field": form[KEY], "spec": spec})


def shown(spec: Spec, stored: Any) -> str:
    """As shown, with plain spaces."""
    return question_for(spec).shown(stored, spec).replace("\u202f", " ").replace("\u00a0", " ")
