"""The texts of mails, and how they get into the outbox."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from applications.dossiers.letters import RECEIPT
from applications.drafts.reminders import DRAFT_REMINDER
from applications.drafts.resume_links import DRAFT_LINK
from applications.drafts.resume_tokens import find_link, new_link, resume_token
from applications.mail.composing import NotNeededError, UnsendableError, compose
from applications.mail.kinds import MailKind
from applications.mail.outbox import enqueue, send_again
from applications.models import Application, Call, Draft, EmailStatus, FormVersion, OutgoingEmail
from applications.statuses import Status
from home.characters import one_line
from home.plain_text import plain_text
from tests.builders import ANSWERS, Portal

pytestmark = pytest.mark.django_db

CLOSES_AT = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)  # midnight in Montréal
HIDDEN, PRIVATE = str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
def version() -> FormVersion:
    """A form in both languages, with a private question and one that nobody was shown."""
    portal = Portal()
    call = Call.objects.create(code="pic", time_zone="America/Toronto")
    content: dict[str, Any] = {}
    for code, title in (("fr", "Demande"), ("en", "Request\nBcc: all@example.org")):
        link = f'<a linktype="page" id="{portal.homes[code].pk}">Home</a>'
        what_next = f"<p>We <b>read</b> it.</p><ol><li>First</li><li>{link}</li></ol>"
        page = portal.form(code, call, portal.offer(code, "pivo"), title=title.split("\n")[0], what_next=what_next)
        content[code] = {"title": title, "steps": page.specs()}
        extra = {"kind": "short_text", "hint": "", "required": False, "conditions": []}
        content[code]["steps"][0]["questions"] += [
            {**extra, "key": HIDDEN, "label": f"Hidden {code}", "private": False},
            {**extra, "key": PRIVATE, "label": f"Private {code}", "private": True},
        ]
    return FormVersion.objects.create(call=call, form_key=page.translation_key, content=content, content_hash="x")


def application_of(version: FormVersion, **fields: Any) -> Application:
    given = {
        "reference": f"PIC-{uuid.uuid4().hex[:8]}",
        "language": "en",
        "answers": {**ANSWERS, PRIVATE: "a secret"},
        "contact_name": "Ada\r\nBcc: all@example.org",
        "contact_email": "ada@example.org",
        "submitted_at": datetime(2026, 11, 20, 2, 5, tzinfo=UTC),
    }
    return Application.objects.create(call=version.call, version=version, **given | fields)


def draft_of(version: FormVersion, **fields: Any) -> Draft:
    given = {
        "form_key": version.form_key,
        "language": "en",
        "email": "ada@example.org",
        "expires_at": timezone.now() + timedelta(days=30),
    }
    return Draft.objects.create(call=version.call, version=version, **given | fields)


def receipt(application: Application) -> OutgoingEmail:
    return enqueue(
        key=f"receipt:{application.pk}",
        kind=RECEIPT,
        to=application.contact_email,
        language=application.language,
        application=application,
    )


def draft_email(draft: Draft, kind: MailKind = DRAFT_LINK, **context: Any) -> OutgoingEmail:
    link = new_link(draft, draft.email, timezone.now())
    link.save()
    context = {"link": str(link.pk), **context}
    return enqueue(key=str(link.pk), kind=kind, to=draft.email, language=draft.language, draft=draft, context=context)


def headers(message: EmailMessage) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in message.message().items()}


def test_a_key_mails_once_and_leaves_the_transaction_whole(version: FormVersion) -> None:
    application = application_of(version)
    with transaction.atomic():
        first, second = receipt(application), receipt(application)
        assert first.pk == second.pk
        assert OutgoingEmail.objects.count() == 1


def test_the_worker_is_told_after_the_commit_and_only_of_something_new(
    version: FormVersion, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    application = application_of(version)
    with django_capture_on_commit_callbacks() as told:
        receipt(application)
        receipt(application)
    assert len(told) == 1


def test_the_receipt_has_all_answers_but_the_private_ones(version: FormVersion) -> None:
    application = application_of(version)
    message = compose(receipt(application))
    body = str(message.body)
    for words in (application.reference, "Your name\nAda Martin", "What you look for\nTraining", "it’s <b>ours</b>."):
        assert words in body
    assert "We read it." in body
    assert "1. First\n2. Home (http://testserver/en/)" in body
    assert "19 November 2026" in body
    assert "9:05" in body
    for words in ("a secret", "Private en", "Hidden en", "&", "\n\n\n"):
        assert words not in body


def test_the_receipt_is_in_the_language_of_its_row(version: FormVersion) -> None:
    body = str(compose(receipt(application_of(version, language="fr"))).body)
    assert "Ce que vous cherchez\nUne formation" in body
    assert "19 novembre 2026" in body
    assert "http://testserver/fr/" in body
    assert "What you look for" not in body


def test_whoever_waits_for_a_seat_is_told_so(version: FormVersion) -> None:
    received = compose(receipt(application_of(version)))
    waiting = compose(receipt(application_of(version, status=Status.WAITING_LIST)))
    assert "waiting list" in str(waiting.body)
    assert "waiting list" in str(waiting.subject)
    assert "waiting list" not in str(received.body) + str(received.subject)


def test_no_title_gets_into_the_headers(version: FormVersion) -> None:
    message = compose(receipt(application_of(version)))
    assert "Request Bcc: all@example.org" in headers(message)["subject"]
    assert "bcc" not in headers(message)
    assert message.recipients() == ["ada@example.org"]


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r", "\0", "\x0b", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_line_is_one_line(mark: str) -> None:
    assert one_line(f"One{mark}two{mark} ") == "One two"


def test_a_mail_says_that_a_machine_wrote_it_and_keeps_its_id(version: FormVersion) -> None:
    email = receipt(application_of(version))
    first, second = headers(compose(email)), headers(compose(OutgoingEmail.objects.get()))
    assert first["auto-submitted"] == "auto-generated"
    assert first["message-id"] == second["message-id"] == f"<{email.message_id}@localhost>"


def test_the_receipt_needs_no_page(version: FormVersion) -> None:
    version.form_key = uuid.uuid4()
    version.save()
    assert "Ada Martin" in str(compose(receipt(application_of(version))).body)


def test_a_link_leads_back_to_its_draft(version: FormVersion) -> None:
    draft = draft_of(version)
    email = draft_email(draft)
    link = draft.links.get()
    assert f"http://testserver/en/offers/pivo/ask/resume/{resume_token(link)}/" in str(compose(email).body)
    assert find_link(resume_token(link)) == link
    assert resume_token(link) not in link.token_hash


def test_a_try_later_carries_the_same_link(version: FormVersion) -> None:
    email = draft_email(draft_of(version))
    again = OutgoingEmail.objects.get(pk=email.pk)
    assert str(compose(email).body) == str(compose(again).body)


@pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
def test_a_link_that_has_ended_leads_nowhere_and_is_not_mailed(version: FormVersion, end: str) -> None:
    draft = draft_of(version)
    email = draft_email(draft)
    token = resume_token(draft.links.get())
    draft.links.update(**{end: timezone.now()})
    assert find_link(token) is None
    with pytest.raises(NotNeededError):
        compose(email)


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "x" * 5000])
def test_a_token_that_is_none_finds_nothing(token: str, version: FormVersion) -> None:
    draft_email(draft_of(version))
    assert find_link(token) is None


def test_who_has_sent_the_draft_gets_no_link_to_it(version: FormVersion) -> None:
    email = draft_email(draft_of(version))
    assert email.draft
    email.draft.application = application_of(version)
    with pytest.raises(NotNeededError):
        compose(email)


def test_a_link_to_a_form_that_is_gone_cannot_be_sent(version: FormVersion) -> None:
    with pytest.raises(UnsendableError):
        compose(draft_email(draft_of(version, form_key=uuid.uuid4())))


def test_a_reminder_of_a_form_that_is_gone_is_not_needed(version: FormVersion) -> None:
    draft = draft_of(version, form_key=uuid.uuid4())
    with pytest.raises(NotNeededError):
        compose(draft_email(draft, DRAFT_REMINDER, covers=["expiry-14:2035-01-01"]))


def test_a_reminder_tells_what_is_near_at_the_hour_of_the_call(
    version: FormVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 12, tzinfo=UTC))
    Call.objects.update(closes_at=CLOSES_AT)
    version.call.refresh_from_db()
    draft = draft_of(version, expires_at=datetime(2026, 12, 2, 12, tzinfo=UTC))
    closing, expiry = "closing-2:2026-11-30", "expiry-2:2026-12-02"
    texts = {
        covers: str(compose(draft_email(draft, DRAFT_REMINDER, covers=list(covers))).body).replace("\u00a0", " ")
        for covers in ((closing,), (expiry,), (closing, expiry))
    }
    assert "30 November 2026 at 11:59 pm (Montréal and Toronto time)" in texts[(closing,)]
    assert "deleted" not in texts[(closing,)]
    assert "2 December 2026" in texts[(expiry,)]
    assert "11:59" not in texts[(expiry,)]
    assert "11:59 pm" in texts[(closing, expiry)]
    assert "deleted on 2 December 2026" in texts[(closing, expiry)]


def test_a_reminder_of_what_has_moved_is_not_needed(version: FormVersion) -> None:
    with pytest.raises(NotNeededError):
        compose(draft_email(draft_of(version), DRAFT_REMINDER, covers=["expiry-14:2020-01-01"]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_text_takes_few_queries(
    version: FormVersion, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    email = receipt(application_of(version, language=language))
    compose(email)
    with django_assert_max_num_queries(8):
        compose(email)


def test_rich_text_becomes_lines() -> None:
    items = '<ul><li>A</li><li>B <a href="mailto:x@example.org">write</a></li></ul>'
    source = f"<p>One <i>two</i><br/>three</p>{items}<p>End</p>"
    assert plain_text(source, "http://testserver") == "One two\nthree\n\n– A\n– B write (x@example.org)\n\nEnd"


@pytest.mark.parametrize(
    ("status", "attempts", "is_back"),
    [
        ("sent", 1, True),
        ("failed", 9, True),
        ("uncertain", 1, True),
        ("queued", 2, True),
        ("queued", 0, False),
        ("sending", 1, False),
        ("dropped", 1, False),
    ],
)
def test_what_was_tried_can_be_sent_again(version: FormVersion, status: str, attempts: int, is_back: bool) -> None:
    email = receipt(application_of(version))
    OutgoingEmail.objects.update(status=status, attempts=attempts, is_uncertain=True, error="x")
    email.refresh_from_db()
    assert email.is_repeatable is is_back
    assert send_again(email) is is_back
    now = OutgoingEmail.objects.get()
    assert now.status == (EmailStatus.QUEUED if is_back else status)
    assert (now.attempts, now.error) == ((0, "") if is_back else (attempts, "x"))
    assert now.message_id == email.message_id
    assert now.is_uncertain
