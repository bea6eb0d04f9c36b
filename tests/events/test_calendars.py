"""What a calendar says of a session, read strictly and by another parser."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone, translation

from events.calendars import session_calendar
from events.models import EventPage
from home.models import Organisation
from offers.sessions import SessionFacts, sessions
from tests.builders import Portal
from tests.events.feed_addresses import feed
from tests.events.sessions import session
from tests.home.calendar_rules import Component, by_another_parser, strictly

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example/secret-room"


def public(client: Client, page: EventPage, language: str = "en") -> bytes:
    return client.get(feed(language, "event_calendar", page.translation_key)).content


def entry(content: bytes) -> Component:
    events = strictly(content).all("VEVENT")
    assert len(events) == 1
    assert len(by_another_parser(content).events) == 1
    return events[0]


def facts(page: EventPage, language: str = "") -> SessionFacts:
    return sessions().of_event(page.translation_key, language)[0]


def test_an_entry_says_all_that_a_calendar_can_show(client: Client, portal: Portal) -> None:
    organiser = Organisation.objects.create(
        name='Maison "des Arts", Parthenay', email="bonjour@example.org", locale=portal.locales["en"]
    )
    raw = session(
        "2030-01-14",
        start_time="09:30",
        end_time="16:30",
        note="Lunch included",
        place="Médiathèque",
        address="12, rue des Filatures,\nBellerive",
        access="Step-free.",
        online_url="https://live.example/a,b;c",
    )
    page = portal.event(
        "en",
        "training",
        title="Making room",
        introduction="A day together.",
        organiser=organiser,
        registration_url="https://tickets.example/?a=1&b=2",
        registration_note="Before Christmas.",
        sessions=[raw],
    )
    content = public(client, page)
    calendar, event = strictly(content), entry(content)
    assert calendar["METHOD"].value == "PUBLISH"
    assert calendar["PRODID"].text == "-//La Trame//EN"
    assert calendar["NAME"].text == calendar["X-WR-CALNAME"].text == "Making room"
    assert calendar["REFRESH-INTERVAL"].parameters == {"VALUE": "DURATION"}
    assert calendar["REFRESH-INTERVAL"].value == calendar["X-PUBLISHED-TTL"].value == "PT6H"
    address = feed("en", "event_calendar", page.translation_key)
    assert calendar["SOURCE"].value == f"http://testserver{address}"
    assert event["UID"].value == f"{raw['id']}@testserver"
    assert event["SUMMARY"].text == "Making room"
    assert event["SUMMARY"].parameters == {"LANGUAGE": "en"}
    assert event["DESCRIPTION"].text.split("\n\n") == [
        "A day together.",
        "Lunch included",
        "Before Christmas.",
        "Step-free.",
        "Register: https://tickets.example/?a=1&b=2",
        "Take part online: https://live.example/a,b;c",
        "More: http://testserver/en/agenda/training/",
    ]
    assert event["LOCATION"].text == "Médiathèque, 12, rue des Filatures, Bellerive"
    assert event["URL"].value == "http://testserver/en/agenda/training/"
    assert event["ORGANIZER"].value == "mailto:bonjour@example.org"
    assert event["ORGANIZER"].parameters == {"CN": "Maison ”des Arts”, Parthenay"}
    assert event["CATEGORIES"].value == "Workshop"
    assert event["STATUS"].value == "CONFIRMED"
    assert event["TRANSP"].value == "TRANSPARENT"
    assert event["SEQUENCE"].value == "0"
    told = {event[name].value for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED")}
    assert told == {f"{page.dates.get().changed_at:%Y%m%dT%H%M%SZ}"}


def test_without_a_mail_address_there_is_no_organiser(client: Client, portal: Portal) -> None:
    organiser = Organisation.objects.create(name="Nobody", locale=portal.locales["en"])
    page = portal.event("en", "quiet", organiser=organiser, sessions=[session("2030-01-14")])
    assert entry(public(client, page)).get("ORGANIZER") is None


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        ("confirmed", "CONFIRMED", "Forum"),
        ("postponed", "TENTATIVE", "Postponed: Forum"),
        ("cancelled", "CANCELLED", "Cancelled: Forum"),
    ],
)
def test_a_session_that_does_not_take_place_stays_and_says_so(
    client: Client, portal: Portal, state: str, status: str, summary: str
) -> None:
    raw = session("2030-01-14", start_time="09:00", state=state, online_url="https://live.example/")
    page = portal.event("en", "forum", title="Forum", registration_url="https://tickets.example/", sessions=[raw])
    event = entry(public(client, page))
    assert event["STATUS"].value == status
    assert event["SUMMARY"].text == summary
    takes_place = state == "confirmed"
    assert ("https://tickets.example/" in event["DESCRIPTION"].text) is takes_place
    assert ("https://live.example/" in event["DESCRIPTION"].text) is takes_place
    assert event["LOCATION"].text == ("https://live.example/" if takes_place else "Online")


def test_both_languages_have_the_same_uid(client: Client, portal: Portal) -> None:
    raw = session("2030-01-14")
    french = portal.event("fr", "forum", title="Rencontre", sessions=[raw])
    english = portal.event("en", "forum", title="Meeting", sessions=[raw])
    events = [entry(public(client, page, code)) for page, code in ((french, "fr"), (english, "en"))]
    assert len({event["UID"].value for event in events}) == 1
    assert [event["SUMMARY"].parameters["LANGUAGE"] for event in events] == ["fr", "en"]
    assert [event["SUMMARY"].text for event in events] == ["Rencontre", "Meeting"]


def test_the_access_link_is_in_the_personal_file_only(client: Client, portal: Portal) -> None:
    raw = session("2030-01-14", start_time="09:00", end_time="10:00", access_url=SECRET)
    page = portal.event("en", "webinar", title="Webinar", sessions=[raw])
    answers = {
        name: client.get(feed("en", name, *keys)).content
        for name, *keys in (
            ("event_calendar", page.translation_key),
            ("session_calendar", UUID(raw["id"])),
            ("agenda_calendar",),
            ("new_events",),
        )
    }
    answers["facts"] = session_calendar(facts(page), with_access=False)
    answers["page"] = client.get(page.get_url()).content
    for name, content in answers.items():
        assert b"Webinar" in content, name
        assert b"secret" not in content.replace(b"\r\n ", b""), name
    assert entry(answers["facts"])["LOCATION"].text == "Online"
    mine = entry(sessions().calendar(facts(page), with_access=True))
    assert mine["LOCATION"].text == SECRET
    assert f"Take part online: {SECRET}" in mine["DESCRIPTION"].text
    assert "Register" not in mine["DESCRIPTION"].text
    assert mine["TRANSP"].value == "OPAQUE"
    assert mine["UID"].value == entry(answers["facts"])["UID"].value


def test_a_personal_file_is_in_the_language_of_its_page_and_asks_little(
    portal: Portal, django_assert_num_queries: Any
) -> None:
    raw = session("2030-01-14", start_time="09:00", state="cancelled", access_url=SECRET)
    portal.event("fr", "webinar", title="Webinaire", sessions=[raw])
    english = portal.event("en", "webinar", title="Webinar", sessions=[raw])
    told = facts(english, "en")
    session_calendar(told, with_access=True)
    with translation.override("fr"), django_assert_num_queries(2):
        content = session_calendar(told, with_access=True)
    event = entry(content)
    assert event["SUMMARY"].text == "Cancelled: Webinar"
    assert event["SUMMARY"].parameters == {"LANGUAGE": "en"}
    assert SECRET not in event["DESCRIPTION"].text  # what is cancelled has no way in


def test_hard_texts_survive_unchanged(client: Client, portal: Portal) -> None:
    """Separators, escapes, line ends of every kind, control characters, letters of two, three and four octets."""
    title = "Été, à la ferme; C:\\nord \\; “ça” 🎉👩🏽‍🌾 " + "Œuvres—ñandú 日本語, " * 12
    text = "un,deux;trois\\quatre\r\ncinq\rsix\x0bsept\u2028huit\x00\x07\x1b neuf\n\n\n" + "🎻" * 60
    raw = session("2030-01-14", place="Salle «\xa0Ô\xa0»; B, C", address="a\r\nb\x85c", note="\\n, \\N")
    page = portal.event("en", "hard", title=title[:255], sessions=[raw])
    EventPage.objects.filter(pk=page.pk).update(introduction=text.replace("\x00", ""))
    event = entry(public(client, page))
    assert event["SUMMARY"].text == " ".join(title[:255].split())
    told = "un,deux;trois\\quatre\ncinq\nsix\nsept\nhuit neuf\n\n\n" + "🎻" * 60
    assert event["DESCRIPTION"].text.startswith(f"{told}\n\n\\n, \\N\n\n")
    assert event["LOCATION"].text == "Salle «\xa0Ô\xa0»; B, C, a, b, c"
    read = by_another_parser(public(client, page)).events[0]
    assert read.summary == " ".join(title[:255].split())
    assert read.location == "Salle «\xa0Ô\xa0»; B, C, a, b, c"


def test_an_event_without_dates_is_an_empty_calendar(client: Client, portal: Portal) -> None:
    """It holds a time zone: a calendar without any component is none."""
    page = portal.event("en", "someday")
    calendar = strictly(public(client, page))
    assert calendar.all("VEVENT") == []
    assert by_another_parser(public(client, page)).events == []


def test_times_of_change_are_those_of_the_session(client: Client, portal: Portal) -> None:
    raw = session("2030-01-14")
    page = portal.event("en", "old", sessions=[raw])
    past = timezone.now() - timedelta(days=90)
    page.dates.update(changed_at=past, sequence=7)
    event = entry(public(client, page))
    read = by_another_parser(public(client, page)).events[0]
    assert event["SEQUENCE"].value == "7"
    assert read.dtstamp == read.last_modified == past.replace(microsecond=0)
    assert read.created
    assert read.created > datetime(2020, 1, 1, tzinfo=UTC)
