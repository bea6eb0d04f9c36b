"""Links to what somebody has sent, as mails bring them."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from applications.dossiers.tracking_links import TRACKING_LINKS
from applications.dossiers.tracking_tokens import tracking_url
from applications.mail.composing import NotNeededError, compose
from applications.mail.outbox import enqueue
from applications.models import (
    Application,
    OutgoingEmail,
)
from tests.applications.dossier_desk import Desk

pytestmark = pytest.mark.django_db


def tracking_mail(to: str, language: str = "en") -> OutgoingEmail:
    return enqueue(key=str(uuid.uuid4()), kind=TRACKING_LINKS, to=to, language=language)


def test_links_to_all_that_was_sent_the_newest_first(office: Desk, django_assert_num_queries: Any) -> None:
    dossiers = [office.dossier(submitted_at=timezone.now() - timedelta(days=days)) for days in range(3)]
    office.dossier(contact_email="other@example.org")
    office.dossier(anonymised_at=timezone.now())
    email = tracking_mail("Ada@example.org")
    compose(email)
    with django_assert_num_queries(2):
        body = str(compose(email).body)
    places = [body.index(tracking_url(dossier, "en", since=email.created_at)) for dossier in dossiers]
    assert places == sorted(places)
    assert body.count("/en/follow/") == 3
    assert "/fr/suivi/" in str(compose(tracking_mail("ada@example.org", "fr")).body)
    with pytest.raises(NotNeededError):
        compose(tracking_mail("nobody@example.org"))


def test_links_are_fifty_at_most(office: Desk) -> None:
    first = office.dossier()
    copies = [Application(call=first.call, version=first.version, reference=f"D-{n}", language="en") for n in range(50)]
    for copy in copies:
        copy.contact_email = first.contact_email
    Application.objects.bulk_create(copies)
    body = str(compose(tracking_mail(first.contact_email)).body)
    assert body.count("/en/follow/") == 50
    assert "the latest 50" in body
