"""Files for calendars, read strictly and by another parser, which had no part in writing them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from home.calendar_files import (
    CalendarEvent,
    CalendarPerson,
    EventStatus,
    Reply,
    calendar_attachment,
    calendar_response,
    cancellation,
    invitation,
    published,
)
from home.time_zones import TIME_ZONES
from home.zone_rules import zone_component
from tests.home.calendar_rules import Component, by_another_parser, moments, offset_at, offsets, strictly
from tests.home.clock_changes import CLOCK_CHANGES, Times, utc

CHANGED = datetime(2026, 12, 1, 8, 30, 15, tzinfo=UTC)
ADA = CalendarPerson("Ada Martin", "ada@example.org")
OFFICE = CalendarPerson("La Trame", "office@example.org")
MEETING = CalendarEvent(
    uid="meeting-12",
    summary="First meeting",
    starts=datetime(2027, 1, 14, 9, 30, tzinfo=ZoneInfo("Europe/Paris")),
    ends=datetime(2027, 1, 14, 10, 30, tzinfo=ZoneInfo("Europe/Paris")),
    changed_at=CHANGED,
    status=EventStatus.CONFIRMED,
    organizer=OFFICE,
    is_busy=True,
)


def only(content: bytes) -> Component:
    """The one event of a file."""
    [event] = strictly(content).all("VEVENT")
    assert len(by_another_parser(content).events) == 1
    return event


def everything(event: CalendarEvent) -> dict[str, bytes]:
    """The event as each method writes it."""
    return {
        "PUBLISH": published([event], site="La Trame", name="Meetings"),
        "REQUEST": invitation(event, site="La Trame", attendee=ADA),
        "CANCEL": cancellation(replace(event, sequence=event.sequence + 1), site="La Trame", attendee=ADA),
    }


def test_an_invitation_is_changed_and_cancelled_under_one_name() -> None:
    """The same UID and rising numbers; each has its one attendee, and whoever answers for it."""
    moved = replace(MEETING, sequence=1, starts=MEETING.starts + timedelta(days=1), ends=None)
    called_off = replace(moved, sequence=2)
    files = [
        invitation(MEETING, site="La Trame", attendee=ADA, reply=Reply.ACCEPTED),
        invitation(moved, site="La Trame", attendee=ADA),
        cancellation(called_off, site="La Trame", attendee=ADA),
    ]
    events = [only(content) for content in files]
    assert [strictly(content)["METHOD"].value for content in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {event["UID"].value for event in events} == {"invitation-meeting-12@testserver"}
    assert [event["SEQUENCE"].value for event in events] == ["0", "1", "2"]
    assert [event["STATUS"].value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {event["ORGANIZER"].value for event in events} == {"mailto:office@example.org"}
    assert {event["ATTENDEE"].value for event in events} == {"mailto:ada@example.org"}
    whoever = {"CN": "Ada Martin", "ROLE": "REQ-PARTICIPANT"}
    assert [event["ATTENDEE"].parameters for event in events] == [
        whoever | {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"},
        whoever | {"PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"},
        whoever,
    ]
    assert [event["DTSTART"].value for event in events] == ["20270114T093000", *["20270115T093000"] * 2]
    for content in files:
        calendar = strictly(content)
        assert {line.name for line in calendar.lines} == {"PRODID", "VERSION", "METHOD"}, "no calendar to subscribe to"


def test_a_cancellation_removes_nothing_that_was_published() -> None:
    names = {method: only(content)["UID"].value for method, content in everything(MEETING).items()}
    assert names["REQUEST"] == names["CANCEL"] != names["PUBLISH"] == "meeting-12@testserver"


def test_an_invitation_has_an_organizer_and_its_end_a_higher_number() -> None:
    for nobody in (None, CalendarPerson("La Trame", "")):
        with pytest.raises(ValueError, match="organizer"):
            invitation(replace(MEETING, organizer=nobody), site="La Trame", attendee=ADA)
    with pytest.raises(ValueError, match="higher sequence"):
        cancellation(MEETING, site="La Trame", attendee=ADA)


def test_what_is_not_known_is_left_out() -> None:
    bare = CalendarEvent(uid="x", summary="Due", starts=date(2027, 3, 1), ends=date(2027, 3, 2), changed_at=CHANGED)
    content = published([bare], site="La Trame", name="T-1")
    event = only(content)
    assert [line.name for line in event.lines if line.name not in ("DTSTART", "DTEND", "SUMMARY", "UID")] == [
        "DTSTAMP",
        "SEQUENCE",
        "LAST-MODIFIED",
        "TRANSP",
    ]
    assert event["DTSTAMP"].value == event["LAST-MODIFIED"].value == "20261201T083015Z"
    assert strictly(content).all("VTIMEZONE") == []
    assert (event["DTSTART"].parameters, event["DTSTART"].value) == ({"VALUE": "DATE"}, "20270301")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_calendar_says_is_in_the_active_language(language: str) -> None:
    with translation.override(language):
        content = published([replace(MEETING, location="Ici", categories=["Atelier, forum"])], site="T", name="T")
    event = only(content)
    assert strictly(content)["PRODID"].text == f"-//T//{language.upper()}"
    for name in ("SUMMARY", "LOCATION", "CATEGORIES"):
        assert event[name].parameters == {"LANGUAGE": language}
    assert event["CATEGORIES"].text == "Atelier, forum"


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "CANCEL"])
@pytest.mark.parametrize(("zone", "times"), CLOCK_CHANGES.items(), ids=CLOCK_CHANGES)
def test_hours_around_both_changes_of_the_clocks(zone: str, times: list[Times], method: str) -> None:
    for begins, ends, start, end in times:
        starts, stops = (datetime.fromisoformat(one).replace(tzinfo=ZoneInfo(zone)) for one in (begins, ends))
        content = everything(replace(MEETING, starts=starts, ends=stops))[method]
        calendar = by_another_parser(content)
        assert moments(calendar, calendar.events[0]) == (utc(start), utc(end)), begins
        [told] = strictly(content).all("VEVENT")
        assert told["DTSTART"].parameters == told["DTEND"].parameters == {"TZID": zone}
        assert strictly(content).all("VTIMEZONE")[0]["TZID"].value == zone


def test_every_zone_that_is_used_is_told_once_and_utc_is_not() -> None:
    """For all the years in which it is used."""
    zones = ("America/Toronto", "UTC", "Europe/Paris", "America/Toronto")
    events = [
        replace(MEETING, uid=f"{number}", starts=datetime(year, 3, 20, 9, tzinfo=ZoneInfo(zone)), ends=None)
        for number, (zone, year) in enumerate(zip(zones, (2010, 2020, 2027, 2027), strict=True))
    ]
    events.append(replace(MEETING, uid="4", starts=datetime(2020, 1, 1, tzinfo=UTC), ends=None))
    content = published(events, site="T", name="T")
    assert [zone["TZID"].value for zone in strictly(content).all("VTIMEZONE")] == ["America/Toronto", "Europe/Paris"]
    calendar = by_another_parser(content)
    assert [moments(calendar, event)[0] for event in calendar.events] == [
        utc("2010-03-20T13:00"),
        utc("2020-03-20T09:00"),
        utc("2027-03-20T08:00"),
        utc("2027-03-20T13:00"),
        utc("2020-01-01T00:00"),
    ]


HARD = '\\nN,;:^\r\n\x0b\x85\u2028"é€🎻 '
TEXTS = st.text(st.characters(exclude_categories=()), max_size=120) | st.text(HARD, max_size=120)


@settings(deadline=None)
@given(summary=TEXTS, description=TEXTS, location=TEXTS, name=TEXTS)
def test_any_text_is_written_by_the_rules(summary: str, description: str, location: str, name: str) -> None:
    """CRLF, no line over 75 octets or cut inside a character, nothing that reads as another property."""
    texts = {"summary": summary, "description": description, "location": location}
    event = replace(MEETING, **texts, organizer=CalendarPerson(name, "office@example.org"))  # type: ignore[arg-type]
    for method, content in everything(event).items():
        [told] = strictly(content).all("VEVENT")
        assert told["SUMMARY"].text == " ".join(told["SUMMARY"].text.split())
        for key, text in texts.items():
            line = told.get(key.upper())
            assert words(line.text if line else "") == words(text), method
        assert words(told["ORGANIZER"].parameters.get("CN", "")) == words(name).replace('"', "”")


def words(text: str) -> str:
    """A text without what calendars may change: spaces, line ends and characters that they do not allow."""
    kept = (one for one in text if one.isprintable() or one.isspace() or ord(one) > 0x9F)
    return "".join("".join(kept).split()).translate(dict.fromkeys((*range(55296, 57344), 65534, 65535)))


def test_a_file_is_answered_and_mailed_as_what_it_is() -> None:
    files = everything(MEETING)
    response = calendar_response(files["PUBLISH"], "réunion")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''r%C3%A9union.ics"
    assert response.content == files["PUBLISH"]
    for method, content in files.items():
        part = calendar_attachment(content, "meeting")
        assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", method)
        assert part.get_filename() == "meeting.ics"
        assert part.get_payload(decode=True) == content


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
