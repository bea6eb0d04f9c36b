"""When holders of drafts are reminded, and when drafts go: by the calendar of the call's place."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.db import connections
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from applications.drafts import reminders
from applications.drafts.reminders import send_reminders
from applications.models import Application, Attachment, Call, Draft, DraftLink, FormVersion, OutgoingEmail
from applications.models.attachments import private_storage
from applications.privacy.retention import delete_expired

PARIS, MONTREAL = "Europe/Paris", "America/Toronto"
BEGUN = datetime(2026, 1, 5, 12, tzinfo=UTC)
FAR = datetime(2027, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_is_reminded_too_often(settings: Any) -> None:
    """The days of these tests go by within a second, which is when the outbox says that all was written."""
    settings.RATE_LIMITS = {}


def moment(text: str, zone: str) -> datetime:
    """What the clock of a place shows, as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def draft(zone: str = PARIS, closes_at: datetime | None = None, **fields: Any) -> Draft:
    code = f"call-{uuid.uuid4().hex[:8]}"
    call = Call.objects.create(code=code, time_zone=zone, closes_at=closes_at)
    version = FormVersion.objects.create(call=call, content={}, content_hash="x")
    given = {"email": "ada@example.org", "language": "en", "expires_at": FAR, "started_at": BEGUN, "saved_at": BEGUN}
    return Draft.objects.create(call=call, version=version, form_key=version.form_key, **given | fields)


def days_of_mail(first: datetime, last: datetime, step: timedelta = timedelta(hours=3)) -> dict[datetime, list[str]]:
    """Look for reminders again and again: at which moments mails were written, and what each covers."""
    mails: dict[datetime, list[str]] = {}
    now = first
    while now <= last:
        known = set(OutgoingEmail.objects.values_list("pk", flat=True))
        if send_reminders(now):
            fresh = OutgoingEmail.objects.exclude(pk__in=known).get()
            mails[now] = [name.split(":")[0] for name in fresh.context["covers"]]
        now += step
    return mails


@pytest.mark.django_db
@pytest.mark.parametrize("zone", [PARIS, MONTREAL])
@pytest.mark.parametrize("closing", ["2026-03-31T00:00", "2026-04-01T00:00", "2026-10-27T00:00", "2026-11-03T00:00"])
def test_closing_is_told_7_and_2_days_before_whatever_the_clocks_do(zone: str, closing: str) -> None:
    closes_at = moment(closing, zone)
    last_day = closes_at.date() - timedelta(days=1)  # it closes at midnight: people say the day before
    draft(zone, closes_at)
    mails = days_of_mail(closes_at - timedelta(days=10), closes_at + timedelta(days=1))
    found = {at.astimezone(ZoneInfo(zone)).date(): names for at, names in mails.items()}
    assert found == {last_day - timedelta(days=7): ["closing-7"], last_day - timedelta(days=2): ["closing-2"]}
    assert all(at.astimezone(ZoneInfo(zone)).hour < 3 for at in mails)


@pytest.mark.django_db
def test_a_day_begins_where_the_call_is() -> None:
    draft(MONTREAL, moment("2026-05-20T17:00", MONTREAL))
    assert send_reminders(moment("2026-05-13T05:59", PARIS)) == 0
    assert send_reminders(moment("2026-05-13T06:00", PARIS)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("zone", [PARIS, MONTREAL])
def test_a_draft_that_ends_is_told_14_and_2_days_before(zone: str) -> None:
    expires_at = moment("2026-04-02T15:30", zone)
    draft(zone, expires_at=expires_at)
    mails = days_of_mail(expires_at - timedelta(days=20), expires_at + timedelta(days=1))
    assert {at.astimezone(ZoneInfo(zone)).date(): names for at, names in mails.items()} == {
        date(2026, 3, 19): ["expiry-14"],
        date(2026, 3, 31): ["expiry-2"],
    }


@pytest.mark.django_db
def test_what_is_due_on_one_day_is_one_mail() -> None:
    closes_at = moment("2026-05-20T17:00", PARIS)
    draft(PARIS, closes_at, expires_at=closes_at + timedelta(days=7))
    mails = days_of_mail(closes_at - timedelta(days=9), closes_at + timedelta(days=9))
    assert list(mails.values()) == [["closing-7", "expiry-14"], ["closing-2"], ["expiry-2"]]
    assert DraftLink.objects.count() == 3


@pytest.mark.django_db
def test_a_worker_that_slept_over_several_days_makes_up_for_them_in_one_mail() -> None:
    closes_at = moment("2026-05-20T17:00", PARIS)
    draft(PARIS, closes_at, expires_at=closes_at + timedelta(days=1))
    mails = days_of_mail(closes_at - timedelta(days=1), closes_at)
    assert list(mails.values()) == [["closing-7", "closing-2", "expiry-14", "expiry-2"]]


@pytest.mark.django_db
def test_nobody_is_told_of_what_is_over() -> None:
    closes_at = moment("2026-05-20T17:00", PARIS)
    draft(PARIS, closes_at, expires_at=closes_at)
    assert send_reminders(closes_at) == 0


@pytest.mark.django_db
def test_a_day_that_had_passed_before_the_draft_was_begun_calls_for_nothing() -> None:
    closes_at = moment("2026-05-20T17:00", PARIS)
    begun = closes_at - timedelta(days=5)
    draft(PARIS, closes_at, started_at=begun, saved_at=begun, expires_at=begun + timedelta(days=90))
    mails = days_of_mail(begun, closes_at)
    assert list(mails.values()) == [["closing-2"]]


@pytest.mark.django_db
def test_a_draft_that_is_kept_for_two_weeks_is_not_warned_of_each_day() -> None:
    saved = moment("2026-05-01T12:00", PARIS)
    short = draft(saved_at=saved, expires_at=saved + timedelta(days=14))
    Call.objects.filter(pk=short.call_id).update(draft_days=14)
    mails = days_of_mail(saved, saved + timedelta(days=15))
    assert list(mails.values()) == [["expiry-2"]]


@pytest.mark.django_db
def test_a_deadline_that_moves_is_told_again_but_not_on_the_same_day() -> None:
    closes_at = moment("2026-05-20T17:00", PARIS)
    held = draft(PARIS, closes_at)
    morning = closes_at.replace(hour=8) - timedelta(days=2)
    assert send_reminders(morning) == 1
    Call.objects.filter(pk=held.call_id).update(closes_at=closes_at + timedelta(days=1))
    assert send_reminders(morning + timedelta(hours=3)) == 0
    assert send_reminders(morning + timedelta(days=1)) == 1
    assert send_reminders(morning + timedelta(days=2)) == 0


@pytest.mark.django_db
def test_a_draft_that_was_touched_is_warned_of_its_new_end() -> None:
    expires_at = moment("2026-05-20T17:00", PARIS)
    held = draft(expires_at=expires_at)
    touched = expires_at - timedelta(days=10)
    assert send_reminders(touched - timedelta(days=1)) == 1
    Draft.objects.filter(pk=held.pk).update(saved_at=touched, expires_at=touched + timedelta(days=90))
    mails = days_of_mail(touched, touched + timedelta(days=90), timedelta(hours=12))
    assert list(mails.values()) == [["expiry-14"], ["expiry-2"]]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["no address", "sent"])
def test_only_unsent_drafts_with_an_address_are_reminded_of(change: str) -> None:
    now = moment("2026-05-20T17:00", PARIS)
    held = draft(expires_at=now + timedelta(days=2))
    if change == "sent":
        held.application = Application.objects.create(call=held.call, version=held.version, reference="R-1")
    else:
        held.email = ""
    held.save()
    assert send_reminders(now) == 0


@pytest.mark.django_db
def test_a_draft_that_is_sent_between_look_and_mail_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    now = moment("2026-05-20T17:00", PARIS)
    held = draft(expires_at=now + timedelta(days=2))
    remind = reminders._remind

    def late(pk: uuid.UUID, at: datetime) -> bool:
        Draft.objects.update(
            application=Application.objects.create(call=held.call, version=held.version, reference="R-1")
        )
        return remind(pk, at)

    monkeypatch.setattr(reminders, "_remind", late)
    assert send_reminders(now) == 0
    assert not DraftLink.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 5])
def test_what_was_told_costs_two_queries_however_many_drafts(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = moment("2026-05-20T17:00", PARIS)
    for _number in range(number):
        draft(expires_at=now + timedelta(days=2))
    assert send_reminders(now) == number
    with django_assert_num_queries(3):
        assert send_reminders(now) == 0


@pytest.mark.django_db
def test_batches_leave_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "BATCH", 2)
    now = moment("2026-05-20T17:00", PARIS)
    drafts = {draft(expires_at=now + timedelta(days=2)).pk for _number in range(5)}
    assert send_reminders(now) == 5
    assert set(OutgoingEmail.objects.values_list("draft", flat=True)) == drafts
    assert sum(done.count for done in delete_expired(now + timedelta(days=3))) == 5


@pytest.mark.threads
def test_two_runs_at_once_write_one_mail(committed_demo: None) -> None:
    now = moment("2026-05-20T17:00", PARIS)
    drafts = [draft(expires_at=now + timedelta(days=2)) for _number in range(6)]

    def run(_number: int) -> int:
        try:
            return send_reminders(now)
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(4) as pool:
            written = sum(pool.map(run, range(4)))
        assert written == 6
        mails = Counter(OutgoingEmail.objects.filter(draft__in=drafts).values_list("draft", flat=True))
        assert mails == {held.pk: 1 for held in drafts}
    finally:
        for held in drafts:
            held.delete()
            held.version.delete()
            held.call.delete()


@pytest.mark.django_db
def test_a_draft_goes_with_all_that_belongs_to_it_once_its_time_is_over(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    now = moment("2026-05-20T17:00", PARIS)
    old, kept = draft(expires_at=now), draft(expires_at=now + timedelta(seconds=1))
    assert send_reminders(now - timedelta(days=1)) == 2
    files = [
        Attachment.objects.create(
            draft=owner, question="q", file=ContentFile(b"words", "x.txt"), name="x.txt", size=5, type="text/plain"
        )
        for owner in (old, kept)
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert [done.count for done in delete_expired(now)] == [1]
    assert [*Draft.objects.all()] == [kept]
    assert [link.draft for link in DraftLink.objects.all()] == [kept]
    assert {(email.draft, email.to) for email in OutgoingEmail.objects.all()} == {(kept, "ada@example.org"), (None, "")}
    assert [private_storage().exists(attachment.file.name) for attachment in files] == [False, True]


@pytest.mark.django_db
def test_what_was_sent_stays() -> None:
    now = moment("2026-05-20T17:00", PARIS)
    held = draft(expires_at=now - timedelta(days=400))
    held.application = Application.objects.create(call=held.call, version=held.version, reference="R-1")
    held.save()
    assert delete_expired(now) == []
    assert Application.objects.exists()
