"""Submitting: from answers that are in order to a dossier in the queue."""

import uuid
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from applications.models import Application, Call, FormVersion, StatusChange
from applications.references import new_reference
from applications.statuses import Status

ATTEMPTS = 5


class CallClosedError(Exception):
    """The call is not open at the moment of submitting."""


class Sent(TypedDict):
    """What an applicant sends: answers by question key, in a language, to a version of the form."""

    version: FormVersion
    language: str
    answers: dict[str, Any]
    contact_name: str
    contact_email: str


def submit(*, call: Call, token: uuid.UUID, **sent: Unpack[Sent]) -> Application:
    """Store an application and its first change of status, in one transaction.

    The same token with the same answers returns the application that it made, even after closing. The call's row is
    locked first, so that two posts of one form meet here one after the other. Raises ``CallClosedError``.
    """
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        existing = Application.objects.filter(submit_token=token).first()
        if existing and existing.call_id == locked.pk and existing.answers == sent["answers"]:
            return existing
        if not locked.is_open:
            raise CallClosedError
        sent["contact_email"] = sent["contact_email"].lower()
        # The same token with other answers, sent after going back in the browser, is another application.
        application = _create(locked, submit_token=uuid.uuid4() if existing else token, **sent)
        StatusChange.objects.create(application=application, to_status=Status.RECEIVED)
        return application


def _create(call: Call, **fields: Any) -> Application:
    """Create with a reference that nobody has; two alike are met about never, and then another is drawn."""
    for _attempt in range(ATTEMPTS - 1):
        reference = new_reference(call.code)
        try:
            with transaction.atomic():
                return Application.objects.create(call=call, reference=reference, **fields)
        except IntegrityError:
            if not Application.objects.filter(reference=reference).exists():
                raise
    return Application.objects.create(call=call, reference=new_reference(call.code), **fields)
