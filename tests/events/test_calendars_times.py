"""The moments that calendars tell, on both sides of the changes of the clocks, as another parser reads them."""

from datetime import date, datetime

import pytest
from django.test import Client

from tests.builders import Portal
from tests.events.feed_addresses import feed
from tests.events.sessions import session
from tests.home.calendar_rules import by_another_parser, moments, strictly
from tests.home.clock_changes import CLOCK_CHANGES, Times, utc


def lasting(begins: str, ends: str) -> dict[str, object]:
    (first, start), (last, end) = begins.split(), ends.split()
    return session(first, start_time=start, end_date=last, end_time=end)


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "times"), CLOCK_CHANGES.items(), ids=CLOCK_CHANGES)
def test_hours_around_both_changes_of_the_clocks(client: Client, zone: str, times: list[Times]) -> None:
    sessions = [lasting(begins, ends) for begins, ends, *_moments in times]
    page = Portal().event("fr", "nights", time_zone=zone, sessions=sessions)
    calendar = by_another_parser(client.get(feed("fr", "event_calendar", page.translation_key)).content)
    told = {(event.uid or "").split("@")[0]: moments(calendar, event) for event in calendar.events}
    for raw, (_begins, _ends, start, end) in zip(sessions, times, strict=True):
        assert told[raw["id"]] == (utc(start), utc(end)), raw  # type: ignore[index]
    assert len(told) == len(times)


@pytest.mark.django_db
def test_an_hour_that_the_clocks_leave_out_is_said_as_they_show_it(client: Client) -> None:
    page = Portal().event(
        "fr", "gap", sessions=[session("2024-03-31", start_time="02:30", end_time="05:00")], time_zone="Europe/Paris"
    )
    calendar = by_another_parser(client.get(feed("fr", "event_calendar", page.translation_key)).content)
    assert moments(calendar, calendar.events[0]) == (utc("2024-03-31T01:30"), utc("2024-03-31T03:00"))
    row = page.dates.get()
    assert row.starts_at == utc("2024-03-31T01:30")


@pytest.mark.django_db
def test_days_and_ends(client: Client) -> None:
    """Days have an end that is the day after; a beginning alone has none; several days end with the last one."""
    sessions = {
        "day": session("2024-03-31"),
        "days": session("2024-12-30", end_date="2025-01-02"),
        "begins": session("2024-03-31", start_time="09:30"),
        "begins and lasts": session("2024-10-26", end_date="2024-10-27", start_time="09:30"),
        "in UTC": session("2024-03-31", start_time="09:30", end_time="10:30"),
    }
    portal = Portal()
    paris = portal.event("fr", "paris", sessions=list(sessions.values())[:4])
    nowhere = portal.event("fr", "utc", sessions=[sessions["in UTC"]], time_zone="UTC")
    answers = [client.get(feed("fr", "event_calendar", page.translation_key)).content for page in (paris, nowhere)]
    told = {
        event["UID"].value.split("@")[0]: tuple(
            (line.parameters, line.value) if line else None for line in (event["DTSTART"], event.get("DTEND"))
        )
        for content in answers
        for event in strictly(content).all("VEVENT")
    }
    is_date, in_paris = {"VALUE": "DATE"}, {"TZID": "Europe/Paris"}
    assert {name: told[raw["id"]] for name, raw in sessions.items()} == {
        "day": ((is_date, "20240331"), (is_date, "20240401")),
        "days": ((is_date, "20241230"), (is_date, "20250103")),
        "begins": ((in_paris, "20240331T093000"), None),
        "begins and lasts": ((in_paris, "20241026T093000"), (in_paris, "20241028T000000")),
        "in UTC": (({}, "20240331T093000Z"), ({}, "20240331T103000Z")),
    }
    calendar = by_another_parser(answers[0])
    assert {(event.dtstart, event.dtend) for event in calendar.events if not isinstance(event.dtstart, datetime)} == {
        (date(2024, 3, 31), date(2024, 4, 1)),
        (date(2024, 12, 30), date(2025, 1, 3)),
    }
