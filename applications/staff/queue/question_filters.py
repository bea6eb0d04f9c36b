"""The questions of a call whose answers the queue filters and sorts by."""

from typing import Any

from applications.models import Call, FormVersion
from applications.questions.base import Spec

OPTION_KINDS = frozenset({"choice", "choices", "theme", "territory", "yes_no"})
NUMBER_KINDS = frozenset({"number", "money"})
DAY_KINDS = frozenset({"date"})
PREFIX = "a-"
"""Begins the names of parameters, columns and orders that stand for a question; its key follows."""


def asked_by(call_id: int, user: Any, language_code: str) -> list[Spec]:
    """The questions of a call's newest form that have values to filter by. None for a call out of the person's queue.

    The form of a session is that of its series. One query.
    """
    calls = Call.objects.in_queue_of(user).filter(pk=call_id)
    version = FormVersion.objects.of_calls(calls).order_by("-published_at", "-pk").first()
    return filterable(version.content, language_code) if version else []


def filterable(content: Any, language_code: str) -> list[Spec]:
    """The questions of a form's ``content`` that have values to filter by, in a language. Private ones are left out."""
    kinds = OPTION_KINDS | NUMBER_KINDS | DAY_KINDS
    form = FormVersion(content=content).in_language(language_code)
    specs = [spec for step in form["steps"] for spec in step["questions"]]
    return [spec for spec in specs if spec["kind"] in kinds and not spec.get("private")]
