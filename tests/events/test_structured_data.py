"""What the page of an event says of its sessions to machines."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from events.models import EventPage
from events.structured_data import languages_in
from home.models import Organisation, Person
from tests.builders import Portal, stream
from tests.events.sessions import session

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example/secret-room"


def told(page: EventPage) -> list[dict[str, Any]]:
    """As the page says it, and as JSON keeps it."""
    data = EventPage.objects.get(pk=page.pk).structured_data(RequestFactory().get("/"))
    kept: list[dict[str, Any]] = json.loads(json.dumps(data))
    return kept


def test_a_session_says_who_where_when_and_how_one_registers(portal: Portal) -> None:
    french = portal.locales["fr"]
    organiser = Organisation.objects.create(name="Maison", url="https://maison.example", locale=french)
    people = [Person.objects.create(name=name, locale=french) for name in ("Ada", "Bo", "Cy")]
    roles = ("speaker", "moderator", "trainer")
    day = timezone.localdate() + timedelta(days=40)
    raw = session(
        day,
        start_time="09:30",
        end_time="16:30",
        place="Médiathèque",
        address="12, rue des Filatures,\r\nBellerive",
        registration={"is_open": True, "seats": 20, "closes_on": str(day - timedelta(days=2))},
    )
    page = portal.event(
        "fr",
        "jeunes",
        title="Faire de la place",
        introduction="Une journée.",
        organiser=organiser,
        is_free=True,
        languages="Français et anglais, avec interprétation en LSF",
        participants=[
            stream("participant", {"person": person.pk, "role": role})
            for person, role in zip(people, roles, strict=True)
        ],
        sessions=[raw],
    )
    (data,) = told(page)
    start, end = (page.all_sessions[0].starts, page.all_sessions[0].ends)
    url = f"http://testserver{page.get_url()}"
    assert data == {
        "@type": "Event",
        "@id": f"http://testserver/#event-{page.translation_key}-{raw['id']}",
        "name": "Faire de la place",
        "description": "Une journée.",
        "url": url,
        "inLanguage": ["fr", "en"],
        "organizer": {"@type": "Organization", "name": "Maison", "url": "https://maison.example"},
        "performer": [{"@type": "Person", "name": "Ada"}, {"@type": "Person", "name": "Cy"}],
        "isAccessibleForFree": True,
        "startDate": start.isoformat(),
        "endDate": end.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": "0",
            "validThrough": page.all_sessions[0].registration.closes_at.isoformat(),
        },
        "location": {"@type": "Place", "name": "Médiathèque", "address": "12, rue des Filatures, Bellerive"},
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }
    assert re.search(r"\+0[12]:00$", data["startDate"])


def test_a_link_for_those_registered_is_not_told(client: Client, portal: Portal) -> None:
    raw = session("2030-01-14", start_time="09:00", place="Here", access_url=SECRET)
    page = portal.event("fr", "webinar", sessions=[raw])
    (data,) = told(page)
    assert "secret" not in json.dumps(data)
    assert data["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert data["location"][1] == {"@type": "VirtualLocation", "url": data["url"]}
    assert "endDate" not in data
    assert "secret" not in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize(
    ("seats", "availability"),
    [
        ({}, None),
        ({"left": 1, "can_register": True}, "InStock"),
        ({"left": 0, "can_register": True}, "SoldOut"),
        ({"left": 1, "can_register": False}, None),
    ],
    ids=["unknown", "places", "full", "closed"],
)
def test_seats_are_told_as_far_as_the_page_knows_them(
    portal: Portal, seats: dict[str, int], availability: str | None
) -> None:
    raw = session(timezone.localdate() + timedelta(days=9), registration={"is_open": True, "seats": 2})
    page = portal.event("fr", "training", sessions=[raw])
    page.known_seats = {page.all_sessions[0].key: SimpleNamespace(**seats)} if seats else {}
    (data,) = page.structured_data(RequestFactory().get("/"))
    assert data["offers"].get("availability") == (f"https://schema.org/{availability}" if availability else None)


def test_nothing_is_offered_where_one_cannot_register(portal: Portal) -> None:
    ahead = timezone.localdate() + timedelta(days=9)
    raw = [session("2020-01-01"), session(ahead), session(ahead, state="cancelled"), session(ahead, state="postponed")]
    elsewhere = portal.event("fr", "a", registration_url="https://tickets.example/", sessions=raw)
    offers = {item["eventStatus"].split("/")[-1]: item.get("offers") for item in told(elsewhere)[1:]}
    assert told(elsewhere)[0].get("offers") is None
    assert offers == {
        "EventScheduled": {"@type": "Offer", "url": "https://tickets.example/"},
        "EventCancelled": None,
        "EventPostponed": None,
    }
    assert all("offers" not in item for item in told(portal.event("fr", "b", is_free=True, sessions=raw)))


def test_several_dates_are_one_series(portal: Portal) -> None:
    raw = [session("2030-01-14"), session("2030-02-14")]
    pages = [portal.event(language, "training", sessions=raw) for language in ("fr", "en")]
    for page in pages:
        series = [item["superEvent"] for item in told(page)]
        assert {item["@id"] for item in series} == {f"http://testserver/#event-{page.translation_key}"}
        assert {item["@type"] for item in series} == {"EventSeries"}
    french, english = ([item["@id"] for item in told(page)] for page in pages)
    assert french == english
    assert [item["inLanguage"] for page in pages for item in told(page)] == ["fr", "fr", "en", "en"]
    assert told(portal.event("fr", "undated")) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("Français", "fr"),
        ("French and English", ["fr", "en"]),
        ("anglais, FRANÇAIS, anglais", ["en", "fr"]),
        ("LSF", []),
        ("Inuktitut/English", ["iu", "en"]),
    ],
    ids=["none", "one", "two", "order", "signs", "slash"],
)
def test_languages_are_told_by_their_codes(text: str, codes: str | list[str]) -> None:
    assert languages_in(text) == codes
