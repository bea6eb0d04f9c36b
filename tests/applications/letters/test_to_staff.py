"""What staff are mailed about their calls."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from applications.dossiers.call_closing import CALL_CLOSED
from applications.mail.composing import NotNeededError, compose
from applications.mail.outbox import enqueue
from tests.applications.dossier_desk import Desk

pytestmark = pytest.mark.django_db


def test_who_is_told_that_a_call_has_closed(office: Desk) -> None:
    office.call.closes_at = timezone.now() - timedelta(hours=1)
    office.call.save()
    office.dossier()

    def closed(person: Any, language: str = "en") -> str:
        context = {"call": office.call.pk, "person": person.pk}
        key = str(uuid.uuid4())
        return str(
            compose(enqueue(key=key, kind=CALL_CLOSED, to=person.email, language=language, context=context)).body
        )

    assert "One application has come in." in closed(office.moderator)
    assert "Une demande est arrivée." in closed(office.moderator, "fr")
    assert f"?call={office.call.pk}" in closed(office.moderator)
    with pytest.raises(NotNeededError):
        closed(office.committee)
    office.call.closes_at = timezone.now() + timedelta(hours=1)
    office.call.save()
    with pytest.raises(NotNeededError):
        closed(office.moderator)
