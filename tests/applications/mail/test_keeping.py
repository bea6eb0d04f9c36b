"""Every row of the outbox goes one day: with its dossier, with its draft, or by a clock of its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.utils import timezone
from limits import parse_many

from applications.drafts.attachments import delete_drafts
from applications.drafts.resume_links import DRAFT_LINK, send_link
from applications.mail.keeping import KEPT_FOR
from applications.mail.kinds import _kinds
from applications.mail.limits import TooManyMailsError
from applications.mail.outbox import enqueue
from applications.mail.sending import send_due
from applications.models import Draft, EmailStatus, FormVersion, OutgoingEmail
from applications.models.emails import OutgoingEmailQuerySet
from applications.privacy.anonymising import anonymise
from applications.privacy.erasure import erase
from applications.privacy.personal_data import person_of
from applications.privacy.retention import delete_expired
from tests.applications.mail.outboxes import application
from users.models import User

pytestmark = pytest.mark.django_db

TO = "ada@example.org"


def draft(**fields: Any) -> Draft:
    dossier = application(fields.pop("code", "kept"))
    version = FormVersion.objects.get(call=dossier.call)
    given = {"call": dossier.call, "version": version, "form_key": version.form_key, "language": "en", "email": TO}
    return Draft.objects.create(**{"expires_at": timezone.now() + timedelta(days=30)} | given | fields)


def with_each_kind_in_each_state(**owner: Any) -> OutgoingEmailQuerySet:
    for kind in _kinds.values():
        for status in EmailStatus:
            email = enqueue(key=f"{kind.code}:{status}", kind=kind, to=TO, language="fr", **owner)
            OutgoingEmail.objects.filter(pk=email.pk).update(status=status)
    assert OutgoingEmail.objects.count() == len(_kinds) * len(EmailStatus) > 100
    return OutgoingEmail.objects.all()


def test_what_belongs_to_a_dossier_goes_with_it() -> None:
    dossier = application()
    emails = with_each_kind_in_each_state(application=dossier)
    emails.update(created_at=timezone.now() - 10 * KEPT_FOR)
    call_command("scheduled")
    assert emails.exists(), "the dossier is there"
    anonymise(application=dossier)
    assert not emails.exists()


def test_what_belongs_to_a_draft_tells_of_nobody_once_it_is_gone_and_goes() -> None:
    one = draft(expires_at=timezone.now() - timedelta(minutes=1))
    emails = with_each_kind_in_each_state(draft=one)
    emails.update(sent_text="Bonjour Ada", sent_subject="Ada", context={"link": "x"}, error="550 ada")
    delete_expired(timezone.now())
    assert emails.filter(draft=None).count() == emails.count() > 0
    assert set(emails.values_list("to", "status", "sent_text", "sent_subject")) == {("", "dropped", "", "")}
    assert not emails.exclude(context={}).exists()
    assert send_due() == 0
    emails.update(created_at=timezone.now() - KEPT_FOR)
    call_command("scheduled")
    assert not emails.exists()


def test_what_a_sent_draft_was_mailed_goes_with_its_dossier() -> None:
    dossier = application()
    one = draft(code="sent")
    enqueue(key="link", kind=DRAFT_LINK, to=TO, language="fr", draft=one)
    Draft.objects.filter(pk=one.pk).update(application=dossier)
    anonymise(application=dossier)
    assert not OutgoingEmail.objects.exists()


def test_what_belongs_to_nothing_has_a_clock_of_its_own() -> None:
    emails = with_each_kind_in_each_state()
    call_command("scheduled")
    assert emails.exists()
    emails.update(created_at=timezone.now() - KEPT_FOR + timedelta(minutes=1))
    call_command("scheduled")
    assert emails.exists()
    emails.update(created_at=timezone.now() - KEPT_FOR)
    call_command("scheduled")
    assert not emails.exists()


def test_nothing_goes_while_a_limit_counts_it() -> None:
    longest = max(item.get_expiry() for text in project.RATE_LIMITS.values() for item in parse_many(text))
    assert KEPT_FOR.total_seconds() > longest


def begin(number: int) -> Draft:
    return draft(code=f"again{number}", email="")


def test_who_deletes_the_draft_and_begins_anew_has_no_more_mails_sent(settings: Any) -> None:
    settings.RATE_LIMITS = {"draft link by recipient": "2/hour"}
    for number in range(2):
        one = begin(number)
        send_link(draft=one, email=TO, language="en")
        delete_drafts(Draft.objects.filter(pk=one.pk))
    with pytest.raises(TooManyMailsError):
        send_link(draft=begin(3), email=TO, language="en")


def test_a_person_who_is_erased_leaves_nothing_of_deleted_drafts() -> None:
    for number, ends in enumerate((-1, 1)):
        one = draft(code=f"erased{number}", expires_at=timezone.now() + timedelta(days=ends))
        enqueue(key=f"link{number}", kind=DRAFT_LINK, to=TO, language="fr", draft=one)
    delete_expired(timezone.now())
    assert OutgoingEmail.objects.filter(to="").count() == 1
    erase(person=person_of(TO), by=User.objects.create_superuser("root@example.org"))
    assert not OutgoingEmail.objects.exists()
