"""The number that tells calendars of a change: it rises with each change of what they show, and never falls."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from events.calendars import session_calendar
from events.models import EventDate, EventPage, SessionHistory
from events.models.dates import write_dates
from offers.sessions import sessions
from tests.builders import Portal, publish
from tests.events.sessions import session
from tests.home.calendar_rules import strictly

pytestmark = pytest.mark.django_db


def numbers(page: EventPage) -> list[int]:
    return [row.sequence for row in EventDate.objects.filter(page=page).order_by("starts_at")]


def changed(page: EventPage, raw: dict[str, Any], **fields: Any) -> EventPage:
    """The event published with a session that differs."""
    page.sessions = [{**raw, "value": raw["value"] | fields}]
    return publish(page)


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2030-01-15"},
        {"end_date": "2030-01-15"},
        {"start_time": "08:00"},
        {"end_time": "12:00"},
        {"place": "Elsewhere"},
        {"address": "1 street"},
        {"access": "Lift"},
        {"note": "Half a day"},
        {"online_url": "https://live.example/"},
        {"access_url": "https://secret.example/"},
        {"state": "cancelled"},
        {"registration": {"is_open": True, "seats": 3}},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_change_of_a_session_raises_it(portal: Portal, fields: dict[str, Any]) -> None:
    raw = session("2030-01-14", start_time="09:00")
    page = portal.event("fr", "forum", sessions=[raw])
    assert numbers(page) == [0]
    before = page.dates.get().changed_at
    page = changed(page, raw, **fields)
    assert numbers(page) == [1]
    assert page.dates.get().changed_at > before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Other"),
        ("introduction", "Other"),
        ("registration_url", "https://tickets.example/"),
        ("registration_note", "Other"),
        ("time_zone", "America/Toronto"),
        ("kind", "festival"),
        ("slug", "other"),
    ],
)
def test_a_change_of_the_event_raises_all_its_sessions(portal: Portal, field: str, value: str) -> None:
    page = portal.event("fr", "forum", sessions=[session("2030-01-14"), session("2030-01-15")])
    setattr(page, field, value)
    publish(page)
    assert numbers(page) == [1, 1]


def test_what_no_calendar_shows_leaves_it(portal: Portal) -> None:
    raw = session("2030-01-14", registration={"is_open": True, "seats": 3})
    page = portal.event("fr", "forum", sessions=[raw])
    moment = page.dates.get().changed_at
    publish(page)
    page.price, page.audience = "12 €", "Everybody"
    publish(page)
    page.save()
    changed(page, raw, registration={"is_open": True, "seats": 30, "closes_on": "2030-01-02"})
    assert numbers(page) == [0]
    assert page.dates.get().changed_at == moment


def test_only_the_session_that_changed_is_raised(portal: Portal) -> None:
    first, second = session("2030-01-14"), session("2030-02-14")
    page = portal.event("fr", "forum", sessions=[first, second])
    page.sessions = [first, {**second, "value": second["value"] | {"place": "Here"}}]
    publish(page)
    assert numbers(page) == [0, 1]


def test_it_never_falls(portal: Portal) -> None:
    """Not when the event is taken down and published again, nor when a session is removed and comes back."""
    raw, other = session("2030-01-14"), session("2030-03-14")
    page = portal.event("fr", "forum", sessions=[raw])
    page = changed(page, raw, place="Here")
    page.unpublish()
    assert numbers(page) == []
    publish(page)
    assert numbers(page) == [1]
    page.sessions = [other]
    publish(page)
    assert numbers(page) == [0]
    page = changed(page, raw, place="Here")
    assert numbers(page) == [1]
    page.sessions = [other]
    publish(page)
    page = changed(page, raw, place="There")
    assert numbers(page) == [2]
    page.unpublish()
    page = changed(page, raw, place="Here")
    assert numbers(page) == [3]
    history = SessionHistory.objects.get(session_id=raw["id"])
    assert history.first_published_at < history.changed_at


def test_a_draft_of_a_live_event_changes_no_date(portal: Portal) -> None:
    raw = session("2030-01-14")
    page = portal.event("fr", "forum", sessions=[raw])
    page.sessions = [{**raw, "value": raw["value"] | {"date": "2031-05-05"}}, session("2032-01-01")]
    page.save_revision()
    assert [row.first_day.year for row in EventDate.objects.filter(page=page)] == [2030]
    assert numbers(page) == [0]


def test_each_language_counts_for_itself_and_a_personal_file_takes_the_highest(portal: Portal) -> None:
    """Its dates are those of the source, which may have changed before its translation."""
    raw = session("2030-01-14")
    french = portal.event("fr", "forum", sessions=[raw])
    english = portal.event("en", "forum", sessions=[raw])
    changed(french, raw, place="Here")
    assert (numbers(french), numbers(english)) == ([1], [0])
    facts = sessions().of_event(french.translation_key, "en")[0]
    event = strictly(session_calendar(facts, with_access=True)).all("VEVENT")[0]
    assert event["SEQUENCE"].value == "1"


@pytest.mark.parametrize("number", [1, 40])
def test_writing_dates_asks_as_much_for_many_as_for_one(
    portal: Portal, django_assert_num_queries: Any, number: int
) -> None:
    page = portal.event("fr", "forum", sessions=[session(f"2030-01-{n % 28 + 1:02}") for n in range(number)])
    with django_assert_num_queries(3):
        write_dates(page, page.all_sessions)
    page.title = "Other"
    with django_assert_num_queries(4):
        write_dates(page, page.all_sessions)
    with django_assert_num_queries(1):
        write_dates(page, [])
    with patch("events.models.dates.timezone.now", return_value=timezone.now() + timedelta(days=1)):
        write_dates(page, page.all_sessions)
    assert set(numbers(page)) == {1}
    assert len(numbers(page)) == number
