"""What those registered are mailed about their session, as text, in both languages."""

import base64
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from applications.dossiers.decisions import decide, release
from applications.dossiers.tracking_tokens import tracking_url
from applications.dossiers.workflow import withdraw
from applications.letters.wording import letter_of, letters_about, preview
from applications.mail.composing import Mail, NotNeededError, compose
from applications.mail.kinds import letter_kind, letter_kinds
from applications.mail.outbox import write_to_applicant
from applications.mail.sending import send_due
from applications.models import Application, Call, Letter, OutgoingEmail
from applications.registrations.letters import REGISTERED
from applications.registrations.session_notices import remind_of_sessions
from applications.registrations.waiting_list import hold_seats, settle_held_seats, take_seat
from applications.statuses import Status
from tests.applications.session_calls import Office, changed, office, seated
from tests.builders import Portal

LINK = "https://rooms.example.org/secret-42"
DAY = datetime(2035, 1, 18, tzinfo=UTC).date()
ROOM = {"place": "La Bifurk", "address": "2 rue Gustave-Flaubert\n38100 Grenoble", "access": "Tram A, MC2."}


def room(**fields: Any) -> dict[str, Any]:
    return seated(fields.pop("day", DAY), access_url=LINK, **ROOM | fields)


def build_office_in_a_room() -> None:
    office(Portal(), room())


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_office_in_a_room)]


def registered(at_work: Office, status: str = Status.ACCEPTED, language: str = "en") -> Application:
    return at_work.registered(status, language=language)


def mail(application: Application, occasion: str, **context: Any) -> Mail:
    key = f"{occasion}:{application.pk}:{OutgoingEmail.objects.count()}"
    email = write_to_applicant(Application.objects.get(pk=application.pk), letter_kind(occasion), key, **context)
    assert email
    return composed(email)


def composed(email: OutgoingEmail) -> Mail:
    rows = OutgoingEmail.objects.select_related("application__call", "application__version")
    first, again = (compose(rows.get(pk=email.pk)) for _time in range(2))
    assert (first.subject, first.body) == (again.subject, again.body)
    return first


def latest(application: Application) -> Mail:
    email = application.emails.order_by("pk").last()
    assert email
    return composed(email)


def files(message: Mail) -> list[Message]:
    return [part for part in message.message().walk() if part.get_content_type() == "text/calendar"]


def publish_as(at_work: Office, **fields: Any) -> None:
    changed(at_work.event, room(key=str(at_work.call.session_key), **fields))


def test_who_is_registered_at_once_is_told_when_where_and_how_to_get_in(at_work: Office) -> None:
    message = mail(registered(at_work), "registered")
    assert str(message.subject).startswith("You are registered: Event workshop (")
    body = str(message.body)
    for words in (
        "You are registered for “Event workshop”",
        "Thursday 18 January 2035, 9:30\u00a0am – 12:30\u00a0pm (Paris time)\n",
        "La Bifurk, 2 rue Gustave-Flaubert, 38100 Grenoble\n",
        LINK,
        "Tram A, MC2.",
        "please cancel",
        "Your name\nAda Martin",
        "The attached file",
    ):
        assert words in body, words
    assert body.count("Thursday 18 January") == 1


def test_the_calendar_file_is_one_and_lets_in(at_work: Office) -> None:
    for occasion in ("registered", "session_reminder"):
        starts = at_work.call.session_starts_at
        assert starts
        [part] = files(mail(registered(at_work), occasion, starts=starts.isoformat()))
        assert part.get_param("method") == "PUBLISH"
        assert part.get_filename() == "workshop.ics"
        content = base64.b64decode(str(part.get_payload()))
        [event] = Calendar.from_ical(content).walk("VEVENT")
        assert event["DTSTART"].dt == starts
        assert LINK in content.decode().replace("\r\n ", "")


def test_what_lets_in_is_not_kept(at_work: Office, mailoutbox: list[Any]) -> None:
    application = registered(at_work)
    write_to_applicant(application, REGISTERED, "one")
    send_due()
    assert LINK in mailoutbox[0].body
    email = OutgoingEmail.objects.get()
    assert LINK not in email.sent_text
    assert "Thursday 18 January 2035" in email.sent_text
    assert tracking_url(application, "en", since=email.created_at) not in email.sent_text


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.WAITING_LIST])
def test_who_has_no_seat_yet_is_not_let_in(at_work: Office, status: str) -> None:
    message = mail(registered(at_work, status), "receipt")
    body = str(message.body)
    assert "Thursday 18 January 2035" in body
    assert "La Bifurk" in body
    assert LINK not in body
    assert "Tram A" not in body
    assert not files(message)
    assert ("on the waiting list" in body) == (status == Status.WAITING_LIST)
    assert ("still has to be confirmed" in body) == (status == Status.RECEIVED)
    assert "application" not in body.split("Your reference")[0]


def test_the_held_seat_says_until_when_in_the_time_of_the_venue(at_work: Office) -> None:
    application = registered(at_work, Status.WAITING_LIST)
    Call.objects.filter(pk=at_work.call.pk).update(time_zone="America/Toronto")
    now = datetime(2030, 1, 1, 1, 30, tzinfo=UTC)
    hold_seats(at_work.call, now)
    Application.objects.filter(pk=application.pk).update(submitted_at=now)
    email = application.emails.get()
    link = tracking_url(application, "en", since=email.created_at, page="seat")
    body = str(composed(email).body)
    assert "until Wednesday 2 January 2030 at 8:30\u00a0pm (Montréal and Toronto time)" in body
    assert body.count(link) == 1
    assert link.endswith("/place/")
    assert LINK not in body
    assert take_seat(application=application)
    with pytest.raises(NotNeededError):
        composed(email)
    assert "You are registered" in str(latest(application).subject)
    assert "YOUR ANSWERS" not in str(latest(application).body), "they came with the receipt"


def test_a_held_seat_that_lapsed_is_not_mailed_and_its_end_is(at_work: Office) -> None:
    application = registered(at_work, Status.WAITING_LIST)
    hold_seats(at_work.call)
    email = application.emails.get()
    Application.objects.update(held_until=timezone.now() + timedelta(minutes=5))
    with pytest.raises(NotNeededError):
        composed(email)
    settle_held_seats(timezone.now() + timedelta(hours=1))
    message = latest(application)
    assert str(message.subject).startswith("The seat was not taken in time: Event workshop")
    assert "we put you back on it" in str(message.body)
    take_down(at_work)
    with pytest.raises(NotNeededError):
        latest(application)


def test_staff_confirm_and_the_letter_brings_the_calendar(at_work: Office) -> None:
    application = registered(at_work, Status.RECEIVED)
    decide(application=application, verdict="accepted", by=at_work.moderator, reason="See you there.")
    release(application=application, by=at_work.moderator)
    message = latest(application)
    assert str(message.subject).startswith("Your registration is confirmed: Event workshop")
    assert "See you there." in str(message.body)
    assert LINK in str(message.body)
    assert len(files(message)) == 1
    withdraw(application=application)
    message = latest(application)
    assert str(message.subject).startswith("Cancelled: Event workshop")
    assert LINK not in str(message.body)


def test_a_reminder_is_of_what_still_holds(at_work: Office) -> None:
    application = registered(at_work)
    starts = at_work.call.session_starts_at
    assert starts
    assert remind_of_sessions(starts - timedelta(days=1)) == 1
    message = latest(application)
    assert str(message.subject).startswith("Reminder, 18 January 2035: Event workshop")
    assert LINK in str(message.body)
    publish_as(at_work, start_time="10:00")
    reminder = application.emails.get(occasion="session_reminder")
    with pytest.raises(NotNeededError):
        composed(reminder)
    publish_as(at_work)
    assert composed(reminder)
    publish_as(at_work, state="postponed")
    with pytest.raises(NotNeededError):
        composed(reminder)
    publish_as(at_work)
    Application.objects.update(status=Status.WITHDRAWN)
    with pytest.raises(NotNeededError):
        composed(reminder)


def take_down(at_work: Office) -> None:
    """Both languages of the event, so that nothing of it is live."""
    at_work.translation.unpublish()
    at_work.event.unpublish()


CHANGES: list[tuple[str, dict[str, Any], tuple[str, ...], bool]] = [
    ("Cancelled", {"state": "cancelled"}, ("The session of Thursday 18 January 2035", "is cancelled"), False),
    ("Postponed", {"state": "postponed"}, ("is postponed", "You keep your seat", "not known yet"), False),
    ("New date", {"day": DAY.replace(day=25)}, ("Thursday 25 January 2035", "Instead of: Thursday 18 January"), True),
    ("New hours", {"start_time": "10:00"}, ("10\u00a0am – 12:30\u00a0pm", "Instead of: Thursday 18 January"), True),
    ("New place", {"place": "Minimistan"}, ("Minimistan, 2 rue", "Instead of: La Bifurk, 2 rue"), True),
]


def test_what_has_changed_is_said_plainly(at_work: Office) -> None:
    application = registered(at_work)
    for news, fields, words, has_calendar in CHANGES:
        publish_as(at_work, **fields)
        message = latest(application)
        assert str(message.subject).startswith(f"{news}: Event workshop"), news
        for part in words:
            assert part in str(message.body), (news, part)
        assert (LINK in str(message.body)) == has_calendar, news
        assert bool(files(message)) == has_calendar, news
        publish_as(at_work)
    assert str(latest(application).subject).startswith("New place")
    first = application.emails.filter(occasion="session_changed").order_by("pk").first()
    assert first
    with pytest.raises(NotNeededError):
        composed(first)


def test_a_session_that_takes_place_after_all_and_who_waits(at_work: Office) -> None:
    Call.objects.filter(pk=at_work.call.pk).update(capacity=0)
    waits = registered(at_work, Status.WAITING_LIST)
    publish_as(at_work, state="postponed", seats=0)
    message = latest(waits)
    assert "You keep your turn on the waiting list." in str(message.body)
    publish_as(at_work, day=DAY.replace(day=26), seats=0)
    message = latest(waits)
    assert str(message.subject).startswith("New date")
    assert "Friday 26 January 2035" in str(message.body)
    assert LINK not in str(message.body)
    assert not files(message)


def test_french_is_french(at_work: Office) -> None:
    application = registered(at_work, Status.WAITING_LIST, "fr")
    hold_seats(at_work.call)
    assert "jeudi 18 janvier 2035, 9\u00a0h\u00a030 – 12\u00a0h\u00a030" in str(latest(application).body)
    assert "/fr/" in str(latest(application).body)
    take_seat(application=application)
    body = str(latest(application).body)
    assert "Atelier workshop" in body
    assert LINK in body


def test_the_event_may_be_gone(at_work: Office) -> None:
    application = registered(at_work)
    take_down(at_work)
    message = mail(application, "registered")
    assert "not announced any more" in str(message.body)
    assert "Thursday 18 January 2035" in str(message.body)
    assert LINK not in str(message.body)
    assert not files(message)


def test_the_letters_of_a_session_are_those_of_its_form(at_work: Office) -> None:
    words = {"occasion": "registered", "language": "en"}
    Letter.objects.create(call=at_work.series, subject="Welcome {call}", body="Come {day}.\n\n{session}", **words)
    message = mail(registered(at_work), "registered")
    assert message.subject == "Welcome Event workshop"
    assert str(message.body).startswith("Come 18 January 2035.")
    own = Letter.objects.create(call=at_work.call, subject="Ours", body="Hello.", **words)
    assert letter_of(at_work.call, REGISTERED, "en").subject == "Ours"
    body = str(mail(registered(at_work), "registered").body)
    assert "Session: Thursday 18 January 2035" in body, "what the letter does not say is said below it"
    own.delete()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_previews_show_the_session_or_make_one_up_and_let_nobody_in(at_work: Office, language: str) -> None:
    for application in (registered(at_work, language=language), registered(at_work, Status.WAITING_LIST, language)):
        for kind in letters_about(at_work.call):
            shown = preview(application, kind, language)
            assert LINK not in shown.body
            assert "{" not in shown.subject + shown.body, kind
    example = Application(call=at_work.series, version=application.version, reference="X-…", language=language)
    for kind in letter_kinds():
        shown = preview(example, kind, language)
        assert "{" not in shown.subject + shown.body, kind


def test_a_letter_about_a_session_takes_few_queries(at_work: Office, django_assert_max_num_queries: Any) -> None:
    write_to_applicant(registered(at_work), REGISTERED, "one")
    email = OutgoingEmail.objects.select_related("application__call", "application__version").get()
    with django_assert_max_num_queries(10):
        compose(email)
