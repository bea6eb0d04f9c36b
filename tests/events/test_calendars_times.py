"""The moments that calendars tell, on both sides of the changes of the clocks, as another parser reads them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from events.zone_rules import zone_component
from home.time_zones import TIME_ZONES
from tests.builders import Portal
from tests.events.calendar_rules import by_another_parser, feed, moments, offset_at, offsets, strictly
from tests.events.test_events import session

Times = tuple[str, str, str, str, str]
"""Day and hour of the beginning, of the end, and both moments in UTC."""

PARIS = [
    ("2024-03-30 10:00", "2024-03-30 12:00", "2024-03-30T09:00", "2024-03-30T11:00"),
    ("2024-03-30 22:00", "2024-03-31 04:00", "2024-03-30T21:00", "2024-03-31T02:00"),
    ("2024-03-31 01:15", "2024-03-31 01:45", "2024-03-31T00:15", "2024-03-31T00:45"),
    ("2024-03-31 03:15", "2024-03-31 03:45", "2024-03-31T01:15", "2024-03-31T01:45"),
    ("2024-03-31 10:00", "2024-03-31 12:00", "2024-03-31T08:00", "2024-03-31T10:00"),
    ("2024-10-26 10:00", "2024-10-26 12:00", "2024-10-26T08:00", "2024-10-26T10:00"),
    ("2024-10-26 22:00", "2024-10-27 04:00", "2024-10-26T20:00", "2024-10-27T03:00"),
    ("2024-10-27 01:30", "2024-10-27 02:30", "2024-10-26T23:30", "2024-10-27T00:30"),
    ("2024-10-27 03:15", "2024-10-27 03:45", "2024-10-27T02:15", "2024-10-27T02:45"),
    ("2024-10-27 10:00", "2024-10-27 12:00", "2024-10-27T09:00", "2024-10-27T11:00"),
]
TORONTO = [
    ("2024-03-09 10:00", "2024-03-09 12:00", "2024-03-09T15:00", "2024-03-09T17:00"),
    ("2024-03-09 22:00", "2024-03-10 04:00", "2024-03-10T03:00", "2024-03-10T08:00"),
    ("2024-03-10 01:15", "2024-03-10 01:45", "2024-03-10T06:15", "2024-03-10T06:45"),
    ("2024-03-10 03:15", "2024-03-10 03:45", "2024-03-10T07:15", "2024-03-10T07:45"),
    ("2024-03-10 10:00", "2024-03-10 12:00", "2024-03-10T14:00", "2024-03-10T16:00"),
    ("2024-11-02 10:00", "2024-11-02 12:00", "2024-11-02T14:00", "2024-11-02T16:00"),
    ("2024-11-02 22:00", "2024-11-03 04:00", "2024-11-03T02:00", "2024-11-03T09:00"),
    ("2024-11-03 00:30", "2024-11-03 01:30", "2024-11-03T04:30", "2024-11-03T05:30"),
    ("2024-11-03 02:15", "2024-11-03 02:45", "2024-11-03T07:15", "2024-11-03T07:45"),
    ("2024-11-03 10:00", "2024-11-03 12:00", "2024-11-03T15:00", "2024-11-03T17:00"),
]


def lasting(begins: str, ends: str) -> dict[str, object]:
    (first, start), (last, end) = begins.split(), ends.split()
    return session(first, start_time=start, end_date=last, end_time=end)


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "times"), [("Europe/Paris", PARIS), ("America/Toronto", TORONTO)], ids=["paris", "toronto"]
)
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


@pytest.mark.parametrize("zone", TIME_ZONES)
def test_what_is_said_of_a_zone_is_right_all_the_years(zone: str) -> None:
    """At every third hour, and at the last second before each change and the first after it."""
    first, last = 2023, 2027
    content = zone_component(zone, first, last).to_ical()
    text = b"BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\n" + content + b"END:VCALENDAR\r\n"
    changes = offsets(by_another_parser(text).timezones[0], datetime(last + 2, 1, 1))  # noqa: DTZ001
    begin = datetime(first, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = [begin + timedelta(hours=3 * n) for n in range((last - first + 1) * 365 * 8)]
    seconds = [
        moment.replace(tzinfo=UTC) - timedelta(seconds=n)
        for (_earlier, _offset), (moment, _to) in pairwise(changes)
        for n in (0, 1)
        if begin.replace(tzinfo=None) < moment < datetime(last + 1, 1, 1)  # noqa: DTZ001
    ]
    wrong = [
        moment
        for moment in [*hours, *seconds]
        if offset_at(changes, moment.replace(tzinfo=None)) != moment.astimezone(ZoneInfo(zone)).utcoffset()
    ]
    assert wrong == []


def test_a_rule_that_changed_is_told_date_by_date() -> None:
    """Canada moved its changes in 2007."""
    content = zone_component("America/Toronto", 2005, 2008).to_ical()
    assert b"RRULE" not in content
    text = b"BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\n" + content + b"END:VCALENDAR\r\n"
    changes = offsets(by_another_parser(text).timezones[0], datetime(2009, 1, 1))  # noqa: DTZ001
    days = [datetime(2005, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(4 * 365)]
    toronto = ZoneInfo("America/Toronto")
    assert all(offset_at(changes, day.replace(tzinfo=None)) == day.astimezone(toronto).utcoffset() for day in days)
