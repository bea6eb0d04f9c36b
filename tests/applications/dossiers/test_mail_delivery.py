"""What is kept of mails, and where they go when an address changes or fails."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.dossiers.handling import change_contact
from applications.dossiers.mail_delivery import has_failed_address, settled_mails
from applications.dossiers.receipt_tokens import receipt_for
from applications.dossiers.staff_notices import STAFF_NOTICE
from applications.dossiers.tracking_tokens import tracking_token
from applications.drafts.resume_tokens import new_link, resume_token
from applications.mail import sending as outbox
from applications.mail.outbox import enqueue, readdress_mails, send_again
from applications.mail.texts import without_tokens
from applications.models import (
    Draft,
    OutgoingEmail,
)
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.letters.written import mail_of, written

pytestmark = pytest.mark.django_db


def test_what_was_sent_is_kept_without_the_way_in(office: Desk) -> None:
    email = written(office, "accepted")
    assert outbox.send_due() == 1
    email.refresh_from_db()
    assert email.application
    assert email.status == "sent"
    assert email.sent_subject.startswith("Good news")
    assert "/en/follow/…/" in email.sent_text
    assert "It is good {link}" in email.sent_text
    assert tracking_token(email.application, email.created_at) not in email.sent_text


def test_no_token_of_any_kind_is_kept(office: Desk) -> None:
    dossier = office.dossier()
    draft = Draft.objects.create(
        call=office.call, version=dossier.version, form_key=uuid.uuid4(), language="en", expires_at=timezone.now()
    )
    tokens = [
        tracking_token(dossier),
        receipt_for(dossier),
        resume_token(new_link(draft, "a@example.org", timezone.now())),
    ]
    kept = without_tokens(" ".join(f"https://example.org/{token}/" for token in tokens) + f" {dossier.reference}\0")
    assert kept == " ".join(["https://example.org/…/"] * 3) + f" {dossier.reference}"


def test_mails_follow_the_contact_and_links_do_not_go_to_the_old_address(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    waiting, sent = mail_of(dossier, "receipt"), mail_of(dossier, "reopened")
    OutgoingEmail.objects.filter(pk=sent.pk).update(status="failed", attempts=9)
    told = enqueue(key="n", kind=STAFF_NOTICE, to="s@example.org", language="fr", application=dossier)
    assert has_failed_address(dossier, settled_mails(dossier))
    change_contact(application=dossier, name="Zoé", email="new@example.org", by=office.moderator)
    for email in (waiting, sent, told):
        email.refresh_from_db()
    assert [email.to for email in (waiting, sent, told)] == ["new@example.org", "ada@example.org", "s@example.org"]
    dossier.refresh_from_db()
    assert not has_failed_address(dossier, settled_mails(dossier))
    sent = OutgoingEmail.objects.get(pk=sent.pk)
    assert send_again(sent)
    assert sent.to == OutgoingEmail.objects.get(pk=sent.pk).to == "new@example.org"
    dossier.contact_email = ""
    assert readdress_mails(dossier) == 0
    assert not has_failed_address(dossier, settled_mails(dossier))


@pytest.mark.parametrize(
    ("statuses", "has_failed"),
    [(["sent"], False), (["sent", "failed"], True), (["failed", "sent"], False), (["failed", "queued"], True)],
    ids=["sent", "failed-last", "sent-last", "still-waiting"],
)
def test_an_address_has_failed_when_the_last_mail_did(office: Desk, statuses: list[str], has_failed: bool) -> None:
    dossier = office.dossier()
    for hours, status in enumerate(statuses):
        email = mail_of(dossier, "receipt")
        moment = timezone.now() + timedelta(hours=hours)
        OutgoingEmail.objects.filter(pk=email.pk).update(status=status, created_at=moment)
    assert has_failed_address(dossier, settled_mails(dossier)) is has_failed
