"""Nobody has the portal write to a stranger without end: how many mails leave to one address, and for one sender."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.messages import MESSAGE
from applications.dossiers.tracking_links import send_tracking_links
from applications.drafts.browser_cookie import sealed
from applications.drafts.reminders import send_reminders
from applications.drafts.resume_links import send_link, use_link
from applications.forms.page import FormPage
from applications.mail.limits import TO_ONE_ADDRESS, TooManyMailsError
from applications.mail.outbox import enqueue, send_again, write_to_applicant
from applications.mail.sending import send_due
from applications.models import Application, Call, Draft, DraftLink, EmailStatus, OutgoingEmail
from applications.models.suspicions import Suspicion
from tests.applications import submitting
from tests.applications.public.sending import draft_of

pytestmark = pytest.mark.django_db

HOME, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def call() -> Call:
    return Call.objects.create(code="contact")


def send(call: Call, **fields: Any) -> Application:
    """Somebody sends it of whom nobody knows whether the address is theirs."""
    return submitting.send(call, **{"is_confirmed": False} | fields)


def withheld() -> int:
    return OutgoingEmail.objects.filter(status=EmailStatus.WITHHELD).count()


def test_forty_contact_forms_send_ten_mails(call: Call, settings: Any) -> None:
    for number in range(40):
        address = "Ada@Example.org" if number % 2 else f"ada+{number}@example.org"
        send(call, contact_email=address, contact_name="https://evil.example", network=HOME)
    send_due()
    assert (Application.objects.count(), len(mail.outbox), withheld()) == (40, 10, 30)
    marked = [dossier for dossier in Application.objects.all() if Suspicion.UNMAILED in dossier.suspicions]
    assert len(marked) == 30
    assert {email.error for email in OutgoingEmail.objects.filter(status=EmailStatus.WITHHELD)} == {TO_ONE_ADDRESS}


def test_another_address_and_another_hour_are_not_concerned(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"letter by recipient": "2/hour;3/day"}
    for _ in range(3):
        send(call)
    assert withheld() == 1
    send(call, contact_email="grace@example.org")
    assert withheld() == 1
    OutgoingEmail.objects.update(created_at=timezone.now() - timedelta(hours=2))
    send(call)
    assert withheld() == 1
    send(call)
    assert withheld() == 2, "of a day only so many"


def test_one_sender_does_not_write_to_everybody(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"mail by sender": "2/hour"}
    for number in range(4):
        send(call, contact_email=f"somebody{number}@example.org", network=HOME)
    assert withheld() == 2
    send(call, contact_email="grace@example.org", network=ELSEWHERE)
    assert withheld() == 2
    assert HOME not in "".join(OutgoingEmail.objects.values_list("sender", flat=True))


def test_what_staff_write_leaves(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"letter by recipient": "1/hour"}
    application, _second = send(call), send(call)
    for number in range(3):
        email = write_to_applicant(application, MESSAGE, f"message:{number}")
        assert email
        assert email.status == EmailStatus.QUEUED


def test_staff_send_what_was_withheld(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"letter by recipient": "1/hour"}
    send(call)
    second = send(call)
    assert send_due() == 1
    [email] = second.emails.all()
    assert send_again(email)
    assert send_due() == 1


def test_whoever_has_confirmed_the_address_is_hardly_limited(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"letter by recipient": "1/hour", "confirmed letter by recipient": "3/hour"}
    for _ in range(4):
        send(call, is_confirmed=True)
    assert withheld() == 1


def test_asking_costs_one_query(call: Call, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    facts: dict[str, Any] = {"kind": MESSAGE, "to": "ada@example.org", "language": "en"}
    with django_assert_num_queries(4):
        enqueue(key="free", is_urgent=False, **facts)
    with django_assert_num_queries(5):
        enqueue(key="counted", is_urgent=False, network=HOME, **facts)


def test_the_confirmation_says_that_no_mail_left(pages: dict[str, FormPage], settings: Any) -> None:
    settings.RATE_LIMITS = {"letter by recipient": "0/hour"}
    draft = draft_of(pages["en"])
    posted = {"draft": sealed(draft.pk, draft.form_key), "submit_token": str(draft.pk)}
    answer = Client().post(f"{pages['en'].get_url()}check/", posted, follow=True)
    assert "The receipt was not mailed" in answer.content.decode()


def a_draft(call: Call) -> Draft:
    draft = submitting.draft_of(call)
    draft.expires_at = timezone.now() + timedelta(days=40)
    draft.save()
    return draft


def test_drafts_that_were_never_sent_remind_a_stranger_once(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"draft link by recipient": "100/hour"}
    for _ in range(10):
        send_link(draft=a_draft(call), email="ada@example.org", language="en")
    ends = timezone.now() + timedelta(days=40)
    written = sum(send_reminders(ends - timedelta(days=days, hours=hour)) for days in (14, 2) for hour in (3, 1))
    assert written <= 4
    reminders = OutgoingEmail.objects.filter(occasion="draft_reminder")
    assert reminders.exclude(status=EmailStatus.WITHHELD).count() == written


def test_links_to_drafts_are_limited_and_the_last_one_stays_good(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"draft link by recipient": "1/hour", "confirmed draft link by recipient": "9/hour"}
    draft = a_draft(call)
    send_link(draft=draft, email="ada@example.org", language="en")
    with pytest.raises(TooManyMailsError):
        send_link(draft=draft, email="ada@example.org", language="en")
    [link] = DraftLink.objects.filter(revoked_at=None)
    use_link(link=link)
    send_link(draft=draft, email="ada@example.org", language="en")
    assert OutgoingEmail.objects.count() == 2


def test_links_to_applications_are_mailed_so_often_only(call: Call, settings: Any) -> None:
    settings.RATE_LIMITS = {"link by recipient": "1/hour"}
    send(call)
    send_tracking_links(email="ada@example.org", language="en")
    OutgoingEmail.objects.filter(occasion="follow_links").update(key="earlier")
    send_tracking_links(email="ada@example.org", language="en")
    states = OutgoingEmail.objects.filter(occasion="follow_links").order_by("pk").values_list("status", flat=True)
    assert list(states) == [EmailStatus.QUEUED, EmailStatus.WITHHELD]
