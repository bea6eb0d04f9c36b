"""Notices to staff, as mails."""

import uuid
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from applications.dossiers.staff_notices import STAFF_NOTICE
from applications.mail.composing import NotNeededError, compose
from applications.mail.outbox import enqueue
from applications.models import (
    Application,
)
from applications.statuses import Status
from tests.applications.dossier_desk import Desk

pytestmark = pytest.mark.django_db


def notice(dossier: Application, person: Any, language: str = "en", kind: str = "mentioned") -> EmailMessage:
    context = {"notice": kind, "person": person.pk, "by": "Coll\r\nBcc: x@example.org"}
    email = enqueue(
        key=str(uuid.uuid4()),
        kind=STAFF_NOTICE,
        to=person.email,
        language=language,
        application=dossier,
        context=context,
    )
    return compose(email)


def test_a_notice_leads_staff_to_the_dossier_and_quotes_nothing(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    dossier.notes.create(text="A secret remark")
    message = notice(dossier, office.moderator)
    body = str(message.body)
    assert message.subject == f"You are named in a note: {dossier.reference}"
    assert reverse("applications:dossier", args=(dossier.pk,)) in body
    assert message.to == [office.moderator.email]
    for secret in ("Ada", "ada@example.org", "A secret remark", "/follow/"):
        assert secret not in body
    assert "By: Coll Bcc: x@example.org" in body
    assert str(notice(dossier, office.moderator, "fr").subject).startswith("Une note vous mentionne")
    for stranger in (office.stranger, office.committee):
        with pytest.raises(NotNeededError):
            notice(dossier, stranger)
    office.moderator.is_active = False
    office.moderator.save()
    with pytest.raises(NotNeededError):
        notice(dossier, office.moderator)
