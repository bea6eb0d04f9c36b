"""Mails that are no letters: links that somebody asked for, notices to staff."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from applications.dossiers.tracking_tokens import address_of
from applications.mail.composing import NotNeededError, compose
from applications.mail.outbox import enqueue
from applications.models import (
    Application,
    OutgoingEmail,
)
from applications.statuses import Status
from tests.applications.dossier_desk import Desk

pytestmark = pytest.mark.django_db


def follow_mail(to: str, language: str = "en") -> OutgoingEmail:
    return enqueue(key=str(uuid.uuid4()), occasion="follow_links", to=to, language=language)


def test_links_to_all_that_was_sent_the_newest_first(office: Desk, django_assert_num_queries: Any) -> None:
    dossiers = [office.dossier(submitted_at=timezone.now() - timedelta(days=days)) for days in range(3)]
    office.dossier(contact_email="other@example.org")
    office.dossier(anonymised_at=timezone.now())
    email = follow_mail("Ada@example.org")
    compose(email)
    with django_assert_num_queries(2):
        body = str(compose(email).body)
    places = [body.index(address_of(dossier, "en", since=email.created_at)) for dossier in dossiers]
    assert places == sorted(places)
    assert body.count("/en/follow/") == 3
    assert "/fr/suivi/" in str(compose(follow_mail("ada@example.org", "fr")).body)
    with pytest.raises(NotNeededError):
        compose(follow_mail("nobody@example.org"))


def test_links_are_fifty_at_most(office: Desk) -> None:
    first = office.dossier()
    copies = [Application(call=first.call, version=first.version, reference=f"D-{n}", language="en") for n in range(50)]
    for copy in copies:
        copy.contact_email = first.contact_email
    Application.objects.bulk_create(copies)
    body = str(compose(follow_mail(first.contact_email)).body)
    assert body.count("/en/follow/") == 50
    assert "the latest 50" in body


def notice(dossier: Application, person: Any, language: str = "en", kind: str = "mentioned") -> EmailMessage:
    context = {"notice": kind, "person": person.pk, "by": "Coll\r\nBcc: x@example.org"}
    email = enqueue(
        key=str(uuid.uuid4()),
        occasion="staff_notice",
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


def test_who_is_told_that_a_call_has_closed(office: Desk) -> None:
    office.call.closes_at = timezone.now() - timedelta(hours=1)
    office.call.save()
    office.dossier()

    def closed(person: Any, language: str = "en") -> str:
        context = {"call": office.call.pk, "person": person.pk}
        key = str(uuid.uuid4())
        return str(
            compose(enqueue(key=key, occasion="call_closed", to=person.email, language=language, context=context)).body
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
