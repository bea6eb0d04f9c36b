import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from applications.models import Call
from tests.builders import Portal, publish, stream
from tests.events.agendas import NOW, listed, set_now
from tests.events.sessions import session

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Portal:
    set_now(monkeypatch, NOW)
    return Portal()


def months(client: Client, query: str = "") -> dict[str, list[str]]:
    groups = client.get(f"/fr/agenda/{query}").context["months"]
    found = {group.month.key: [date.page.slug for date in group.dates] for group in groups}
    assert len(found) == len(groups), "a month stands once"
    return found


def test_dates_stand_below_the_month_of_their_own_calendar(client: Client, portal: Portal) -> None:
    """New year in three time zones: the first to begin is the only one of the new year."""
    for slug, zone, day, hour in (
        ("noumea", "Pacific/Noumea", "2027-01-01", "06:00"),
        ("paris", "Europe/Paris", "2026-12-31", "21:00"),
        ("montreal", "America/Toronto", "2026-12-31", "23:30"),
    ):
        portal.event("fr", slug, time_zone=zone, sessions=[session(day, start_time=hour)])
    assert months(client) == {"2026-12": ["paris", "montreal"], "2027-01": ["noumea"]}
    html = client.get("/fr/agenda/").content.decode()
    assert html.index("<h2>Décembre 2026</h2>") < html.index("<h2>Janvier 2027</h2>")


def test_what_still_lasts_stands_below_the_month_that_is(client: Client, portal: Portal) -> None:
    portal.event("fr", "show", sessions=[session("2026-10-03", end_date="2027-02-20")])
    portal.event("fr", "talk", sessions=[session("2026-12-20")])
    assert months(client) == {"2026-12": ["show", "talk"]}
    assert months(client, "?month=2027-01") == {"2027-01": ["show"]}
    assert months(client, "?month=2027-03") == {}


def test_the_last_evening_of_a_month_west_of_here_is_of_that_month(
    client: Client, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_now(monkeypatch, datetime(2026, 12, 1, 0, 30, tzinfo=UTC))
    portal.event("fr", "evening", time_zone="America/Vancouver", sessions=[session("2026-11-30", start_time="20:00")])
    portal.event("fr", "morning", sessions=[session("2026-12-01", start_time="09:00")])
    assert months(client) == {"2026-11": ["evening"], "2026-12": ["morning"]}


def test_the_archive_is_told_by_year(client: Client, portal: Portal) -> None:
    portal.event("fr", "old", sessions=[session("2024-03-01"), session("2024-05-01")])
    portal.event("fr", "party", sessions=[session("2025-12-31", end_date="2026-01-01")])
    portal.event("fr", "soon", sessions=[session("2026-12-20")])
    assert listed(client, "?past") == listed(client, "?past=1") == ["party", "old", "old"]
    assert months(client, "?past=1") == {"2025-12": ["party"], "2024-05": ["old"], "2024-03": ["old"]}
    assert months(client, "?year=2025") == {"2025-12": ["party"]}
    assert months(client, "?year=2026") == {"2026-01": ["party"]}
    context = client.get("/fr/agenda/?year=2024").context
    assert context["is_past"]
    assert context["years"] == [(year, f"year={year}") for year in (2026, 2025, 2024)]
    assert [choice.value for choice in context["filters"].months] == ["2024-05", "2024-03"]
    assert listed(client, "?year=2019") == []


def test_cancelled_and_postponed_dates_are_listed_and_said(client: Client, portal: Portal) -> None:
    portal.event("en", "off", sessions=[session("2026-12-20", state="cancelled")])
    portal.event("en", "later", sessions=[session("2026-12-21", state="postponed")])
    html = client.get("/en/agenda/").content.decode()
    for state in ("Cancelled", "Postponed"):
        assert html.count(state) == 1
        assert client.get("/en/agenda/?view=month").content.decode().count(state) == 1


def test_events_without_a_date_come_last(client: Client, portal: Portal) -> None:
    portal.event("fr", "someday", title="Un jour")
    portal.event("fr", "soon", sessions=[session("2026-12-20", place="Ici")])
    slugs = {
        query: [page.slug for page in client.get(f"/fr/agenda/{query}").context["undated"]]
        for query in ("", "?past=1", "?where=site", "?month=2026-12")
    }
    assert slugs == {"": ["someday"], "?past=1": [], "?where=site": [], "?month=2026-12": []}


def test_what_not_everybody_may_see_is_not_listed(client: Client, portal: Portal) -> None:
    portal.event("fr", "open", sessions=[session("2026-12-20")])
    offer = portal.offer("fr", "members-only")
    hidden = portal.event("fr", "hidden", offer=offer, sessions=[session("2026-12-21"), session("2024-12-21")])
    undated = portal.event("fr", "undated")
    for page in (hidden, undated):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/fr/agenda/")
    assert [date.page.slug for date in response.context["dates"]] == ["open"]
    assert response.context["undated"] == []
    assert response.context["filters"].offers == []
    assert listed(client, "?past=1") == []
    assert listed(client, "?view=month&month=2026-12") == ["open"]


def test_pages_keep_the_filters(client: Client, portal: Portal) -> None:
    days = [session(f"2027-01-{day:02}", place="Ici") for day in range(1, 32)]
    portal.event("fr", "daily", sessions=days)
    response = client.get("/fr/agenda/?where=site&month=2027-01")
    assert len(response.context["dates"]) == 30
    assert "?where=site&amp;month=2027-01&amp;page=2" in response.content.decode()
    assert listed(client, "?where=site&month=2027-01&page=2") == ["daily"]
    assert listed(client, "?where=site&month=2027-01&page=99") == ["daily"]


ROW = {"place": "La halle", "start_time": "09:30", "end_time": "12:00"}


def test_a_row_says_where_and_when(client: Client, portal: Portal) -> None:
    link = {"online_url": "https://example.org/x"}
    portal.event("en", "both", time_zone="America/Toronto", sessions=[session("2026-12-20", **ROW, **link)])
    html = re.sub(r"[ \n]+", " ", client.get("/en/agenda/").content.decode())
    assert "9:30\u00a0am – 12\u00a0pm (Montréal and Toronto time) · La halle · also online" in html


def with_places(portal: Portal, slug: str, day: str, **fields: Any) -> None:
    """A date whose call says how many seats there are."""
    given = {"is_open": True, "seats": 3, "has_waiting_list": True, "closes_on": None, "is_by_hand": False}
    page = portal.event("en", slug, sessions=[session(day, registration=given)])
    key = page.all_sessions[0].key
    Call.objects.filter(session_key=key).delete()
    Call.objects.create(**{"code": slug, "session_key": key, "capacity": 3, "has_waiting_list": True} | fields)


def test_a_row_says_whether_there_are_seats(client: Client, portal: Portal) -> None:
    with_places(portal, "three", "2026-12-20")
    with_places(portal, "wait", "2026-12-21", capacity=0)
    with_places(portal, "none", "2026-12-22", capacity=0, has_waiting_list=False)
    with_places(portal, "endless", "2026-12-23", capacity=None)
    with_places(portal, "closed", "2026-12-24", closes_at=datetime(2026, 12, 1, tzinfo=UTC))
    with_places(portal, "past", "2026-11-24")
    html = client.get("/en/agenda/").content.decode()
    said = ["Seats left: 3", "Full: waiting list", ">Full<", "Seats available", "Registration closed"]
    assert [html.count(words) for words in said] == [1, 1, 1, 1, 1]
    assert [html.index(words) for words in said] == sorted(html.index(words) for words in said)
    assert "Seats left" not in client.get("/en/agenda/?past=1").content.decode()


def test_the_agenda_offers_its_calendar_with_the_filters_that_are_chosen(client: Client, portal: Portal) -> None:
    html = client.get("/en/agenda/?where=online&past=1").content.decode()
    assert 'type="application/atom+xml"' in html
    assert 'href="webcal://' in html
    assert ".ics?where=online" in html


@pytest.mark.parametrize("own", [True, False], ids=["its own dates", "all dates"])
def test_a_block_leads_to_the_agenda(client: Client, portal: Portal, own: bool) -> None:
    """On an offer's page: to all dates, or to those of the offer that it is about, be they past."""
    offer = portal.offer("en", "weave")
    portal.event("en", "walk", offer=offer, sessions=[session("2025-12-20")])
    value = {"title": "x", "page": offer.pk if own else None, "number": 4, "include_past": True}
    offer.body = [stream("events", value)]
    publish(offer)
    html = client.get("/en/offers/weave/").content.decode()
    tail = f"?past=1&amp;offer={offer.translation_key}" if own else ""
    assert f'href="/en/agenda/{tail}"' in html
    assert 'href="/en/agenda/walk/"' in html
