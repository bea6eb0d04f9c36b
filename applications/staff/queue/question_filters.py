"""The questions of a call whose answers the queue filters and sorts by."""

from applications.models import Call, FormVersion
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.published import PublishedForm
from users.models import User

PREFIX = "a-"
"""Begins the names of parameters, columns and orders that stand for a question; its key follows."""


def asked_by(call_id: int, user: User, language_code: str) -> list[Spec]:
    """The questions of a call's newest form that have values to filter by. None for a call out of the person's queue.

    The form of a session is that of its series. One query.
    """
    calls = Call.objects.in_queue_of(user).filter(pk=call_id)
    version = FormVersion.objects.of_calls(calls).order_by("-published_at", "-pk").first()
    return filterable(version.form(language_code)) if version else []


def filterable(form: PublishedForm) -> list[Spec]:
    """The questions of a form that have values to filter by. Private ones are left out."""
    return [spec for spec in form.asked if question_for(spec).filter_as and spec["key"] not in form.private]
