"""Calendars and the feed of new events as programs fetch them: which events, how often, and what junk does."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events import feeds
from events.models import EventPage
from home.models import Audience, Organisation
from tests.builders import Portal, publish
from tests.events.feed_addresses import feed
from tests.events.sessions import session
from tests.home.calendar_rules import by_another_parser, strictly

pytestmark = pytest.mark.django_db


def day(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


def titles(client: Client, address: str) -> set[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    by_another_parser(response.content)
    return {event["SUMMARY"].text for event in strictly(response.content).all("VEVENT")}


def test_the_agenda_reaches_a_year_back_and_has_one_language(client: Client, portal: Portal) -> None:
    for name, number in {"long ago": -400, "last year": -300, "soon": 3, "later": 900}.items():
        portal.event("en", name.replace(" ", "-"), title=name, sessions=[session(day(number))])
    portal.event("en", "someday", title="someday")
    portal.event("fr", "bientot", title="bientôt", sessions=[session(day(3))])
    assert titles(client, feed("en", "agenda_calendar")) == {"last year", "soon", "later"}
    assert titles(client, feed("fr", "agenda_calendar")) == {"bientôt"}


def test_what_is_to_come_goes_before_what_was(client: Client, portal: Portal, monkeypatch: Any) -> None:
    for name, number in {"older": -20, "old": -10, "soon": 3, "later": 6}.items():
        portal.event("en", name, title=name, sessions=[session(day(number))])
    for most, found in {1: {"soon"}, 2: {"soon", "later"}, 3: {"soon", "later", "old"}}.items():
        monkeypatch.setattr(feeds, "MOST_DATES", most)
        assert titles(client, feed("en", "agenda_calendar")) == found


def test_an_event_has_all_its_dates_however_old(client: Client, portal: Portal) -> None:
    raw = [session("1999-12-31"), session(day(-800)), session(day(8))]
    page = portal.event("en", "training", title="Training", sessions=raw)
    response = client.get(feed("en", "event_calendar", page.translation_key))
    assert len(strictly(response.content).all("VEVENT")) == 3
    one = client.get(feed("en", "session_calendar", raw[1]["id"]))
    assert len(strictly(one.content).all("VEVENT")) == 1
    assert one["Content-Disposition"] == f'attachment; filename="training-{day(-800)}.ics"'


def test_an_offer_has_the_events_that_are_part_of_it_in_whichever_language_it_is_named(
    client: Client, portal: Portal
) -> None:
    french = portal.offer("fr", "menu-fr", title="Menu")
    english = portal.offer("en", "menu-en", title="Menu of skills")
    assert french.translation_key == english.translation_key
    portal.event("en", "in", title="In", offer=french, sessions=[session(day(3))])
    portal.event("en", "out", title="Out", sessions=[session(day(3))])
    address = feed("en", "offer_calendar", english.translation_key)
    assert titles(client, address) == {"In"}
    assert strictly(client.get(address).content)["NAME"].text == "Menu of skills"
    empty = portal.offer("en", "other")
    assert titles(client, feed("en", "offer_calendar", empty.translation_key)) == set()


def test_the_agenda_takes_the_filters_of_its_page(client: Client, portal: Portal) -> None:
    offer = portal.offer("en", "menu")
    organiser = Organisation.objects.create(name="Org", locale=portal.locales["en"])
    audience = Audience.objects.create(name="Towns", slug="towns", locale=portal.locales["en"])
    portal.event("en", "a", title="A", offer=offer, sessions=[session(day(3), place="Here")])
    portal.event("en", "b", title="B", organiser=organiser, sessions=[session(day(3), online_url="https://l.example")])
    portal.event("en", "c", title="C", audiences=[audience], sessions=[session(day(3))])
    address = feed("en", "agenda_calendar")
    assert titles(client, f"{address}?offer={offer.translation_key}") == {"A"}
    assert titles(client, f"{address}?organiser={organiser.translation_key}") == {"B"}
    assert titles(client, f"{address}?audience=towns") == {"C"}
    assert titles(client, f"{address}?where=online") == {"B"}
    assert titles(client, f"{address}?where=site") == {"A"}
    assert titles(client, f"{address}?where=&offer=&page=3&view=month&month=2020-01") == {"A", "B", "C"}
    query = f"audience=towns&where=online&x={'y' * 50}"
    source = strictly(client.get(f"{address}?{query}").content)["SOURCE"].value
    assert source == f"http://testserver{address}?audience=towns&where=online"


def test_who_follows_what_is_no_choice_any_more_gets_nothing_not_everything(client: Client, portal: Portal) -> None:
    offer = portal.offer("en", "menu")
    page = portal.event("en", "a", title="A", offer=offer, sessions=[session(day(3))])
    portal.event("en", "b", title="B", sessions=[session(day(3))])
    address = f"{feed('en', 'agenda_calendar')}?offer={offer.translation_key}"
    assert titles(client, address) == {"A"}
    page.unpublish()
    assert titles(client, address) == set()


JUNK = {
    "words": "?offer=abc&organiser=abc&audience=abc&where=abc&month=abc&year=abc&view=abc&page=abc",
    "nul": "?offer=%00&organiser=%00&audience=%00&where=%00&month=%00",
    "line-ends": "?offer=%0d%0aATTENDEE:mailto:x@example.org&where=%0aX:y",
    "broken-letters": "?offer=%ff%fe&audience=%ed%a0%80&where=%c3",
    "half-letters": "?audience=\ud800&where=\udfff",
    "long": "?audience=" + "y" * 9000,
    "many": "?" + "&".join(f"offer={n}" for n in range(900)),
    "lists": "?offer[]=1&offer[a]=2&&&===&where=site&where=online&where=site",
    "huge-month": "?month=" + "9" * 400 + "&year=" + "9" * 400,
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_junk_breaks_no_feed(client: Client, portal: Portal, junk: str) -> None:
    query = junk.encode("utf-8", "surrogatepass").decode("latin-1")
    page = portal.event("en", "a", title="A", sessions=[session(day(3))])
    for name, *keys in (("agenda_calendar",), ("event_calendar", page.translation_key)):
        response = client.get(feed("en", name, *keys) + query)
        assert response.status_code == 200
        assert b"ATTENDEE" not in response.content.split(b"SOURCE")[0]
        by_another_parser(response.content)
    assert client.get(feed("en", "new_events") + query).status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_unknown_key_is_missing_in_the_readers_language(client: Client, portal: Portal, language: str) -> None:
    for name in ("event_calendar", "offer_calendar", "session_calendar"):
        address = feed(language, name, uuid.uuid4())
        for junk in (address, address.replace(".ics", "x.ics"), address.replace("-", "")):
            response = client.get(junk)
            assert response.status_code == 404
            assert f'<html lang="{language}"' in response.content.decode()


def test_only_what_is_live_public_and_in_the_language_is_there(client: Client, portal: Portal) -> None:
    raw = session(day(3))
    page = portal.event("en", "a", title="A", sessions=[raw])
    keys = {"event_calendar": page.translation_key, "session_calendar": uuid.UUID(raw["id"])}
    assert all(client.get(feed("fr", name, key)).status_code == 404 for name, key in keys.items())
    restriction = PageViewRestriction.objects.create(page=portal.agendas["en"], restriction_type="login")
    assert all(client.get(feed("en", name, key)).status_code == 404 for name, key in keys.items())
    assert titles(client, feed("en", "agenda_calendar")) == set()
    assert b"<entry>" not in client.get(feed("en", "new_events")).content
    restriction.delete()
    page.unpublish()
    assert all(client.get(feed("en", name, key)).status_code == 404 for name, key in keys.items())
    assert titles(client, feed("en", "agenda_calendar")) == set()


def test_an_alias_in_the_same_language_brings_no_second_entry(client: Client, portal: Portal) -> None:
    page = portal.event("en", "a", title="A", sessions=[session(day(3))])
    page.create_alias(parent=portal.agendas["en"], update_slug="b")
    assert EventPage.objects.live().count() == 2
    assert len(strictly(client.get(feed("en", "agenda_calendar")).content).all("VEVENT")) == 1


@pytest.fixture
def addresses(portal: Portal) -> dict[str, str]:
    """Every feed, with something in it."""
    raw = session(day(3))
    offer = portal.offer("en", "menu")
    page = portal.event("en", "a", title="A", offer=offer, sessions=[raw])
    return {
        "agenda": feed("en", "agenda_calendar"),
        "event": feed("en", "event_calendar", page.translation_key),
        "offer": feed("en", "offer_calendar", offer.translation_key),
        "session": feed("en", "session_calendar", raw["id"]),
        "new": feed("en", "new_events"),
    }


def test_what_programs_are_told_beside_the_content(client: Client, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        response = client.get(address)
        kind = "application/atom+xml" if name == "new" else "text/calendar"
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=300"
        assert response["Content-Language"] == "en"
        assert response["ETag"].startswith('"')
        assert "Cookie" not in response.get("Vary", "")
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == response["ETag"]
        assert client.post(address).status_code == 405


def test_who_has_it_is_told_that_nothing_changed(client: Client, addresses: dict[str, str]) -> None:
    tags = {name: client.get(address)["ETag"] for name, address in addresses.items()}
    for name, address in addresses.items():
        same = client.get(address, headers={"If-None-Match": f'"x", W/{tags[name]}'})
        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == tags[name]
        assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200
    page = EventPage.objects.get()
    page.title = "B"
    publish(page)
    for name, address in addresses.items():
        changed = client.get(address, headers={"If-None-Match": tags[name]})
        assert changed.status_code == 200, name
        assert b"B" in changed.content
        assert changed["ETag"] != tags[name]


def test_a_removal_is_a_change(client: Client, portal: Portal) -> None:
    raw = [session(day(3)), session(day(4))]
    page = portal.event("en", "a", sessions=raw)
    old = timezone.now() - timedelta(days=2)
    EventPage.objects.filter(pk=page.pk).update(last_published_at=old)
    page.dates.update(changed_at=old)
    address = feed("en", "event_calendar", page.translation_key)
    before = client.get(address)
    assert client.get(address, headers={"If-Modified-Since": before["Last-Modified"]}).status_code == 304
    page = EventPage.objects.get()
    page.sessions = raw[:1]
    publish(page)
    after = client.get(address, headers={"If-Modified-Since": before["Last-Modified"]})
    assert after.status_code == 200
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 200
    assert len(strictly(after.content).all("VEVENT")) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_what_a_feed_asks_does_not_grow(
    client: Client, portal: Portal, django_assert_num_queries: Any, monkeypatch: Any, number: int
) -> None:
    offer = portal.offer("en", "menu")
    for n in range(number):
        organiser = Organisation.objects.create(name=f"Org {n}", email="a@example.org", locale=portal.locales["en"])
        raw = [session(day(d), start_time="09:00") for d in range(-n - 1, n + 2)]
        page = portal.event("en", f"e-{n}", organiser=organiser, offer=offer, sessions=raw)
    agenda = feed("en", "agenda_calendar")
    asked = {
        agenda: 5,
        f"{agenda}?offer={offer.translation_key}": 8,
        feed("en", "event_calendar", page.translation_key): 4,
        feed("en", "offer_calendar", offer.translation_key): 4,
        feed("en", "session_calendar", raw[0]["id"]): 3,
        feed("en", "new_events"): 3,
    }
    for address, queries in asked.items():
        monkeypatch.setattr(feeds, "KEPT_SECONDS", 0)
        etag = client.get(address)["ETag"]
        with django_assert_num_queries(queries):
            client.get(address)
        kept = queries if address == feed("en", "new_events") else queries - 1
        with django_assert_num_queries(kept):
            assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
        monkeypatch.setattr(feeds, "KEPT_SECONDS", 60)
        written = client.get(address).content
        with django_assert_num_queries(kept):
            assert client.get(address).content == written


def test_an_empty_site_has_feeds(client: Client) -> None:
    assert titles(client, feed("en", "agenda_calendar")) == set()
    assert client.get(feed("en", "new_events")).status_code == 200


def test_pages_lead_to_their_calendars(client: Client, portal: Portal) -> None:
    portal.event("en", "a", title="A", sessions=[session(day(3))])
    html = client.get("/en/agenda/").content.decode()
    address = feed("en", "agenda_calendar")
    assert f'href="webcal://testserver{address}"' in html
    assert f'href="{address}"' in html
    assert f'type="application/atom+xml" title="New events" href="{feed("en", "new_events")}"' in html
