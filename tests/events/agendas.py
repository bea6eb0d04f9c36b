"""An agenda in both languages to filter: events with an offer, an organiser, audiences, a place or a link."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from home.models import Audience, Organisation
from tests.builders import Portal
from tests.events.sessions import session

NOW = datetime(2026, 12, 15, 12, tzinfo=UTC)


def set_now(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


def busy_agenda() -> Portal:
    """Three events to come and one that is past, with the same slugs in both languages.

    As wagtail-localize leaves them: offers and audiences of the source, organisers of the page's own language.
    """
    portal = Portal()
    keys = {name: uuid4() for name in ("town", "group", "maker")}
    terms: dict[str, dict[str, Audience]] = {}
    makers: dict[str, Organisation] = {}
    for code, locale in portal.locales.items():
        terms[code] = {
            slug: Audience.objects.create(name=f"{slug} {code}", slug=slug, locale=locale, translation_key=keys[slug])
            for slug in ("town", "group")
        }
        makers[code] = Organisation.objects.create(name=f"Maker {code}", locale=locale, translation_key=keys["maker"])
        portal.offer(code, "weave", title=f"Weave {code}")
    offer = portal.offers["fr"].get_children().get().specific
    for code in portal.locales:
        sessions = {name: [session(day, **fields)] for name, day, fields in SESSIONS}
        portal.event(code, "walk", sessions=sessions["walk"], offer=offer, audiences=[terms["fr"]["town"]])
        talk = {"organiser": makers[code], "audiences": [terms["fr"]["group"]]}
        portal.event(code, "talk", sessions=sessions["talk"], **talk)
        both = {"offer": offer, "organiser": makers[code], "audiences": list(terms["fr"].values())}
        portal.event(code, "fair", sessions=sessions["fair"], **both)
        portal.event(code, "gone", sessions=sessions["gone"], offer=offer)
    return portal


SESSIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("walk", "2026-12-20", {"place": "The mill"}),
    ("talk", "2027-01-10", {"online_url": "https://example.org/talk"}),
    ("fair", "2027-01-30", {"end_date": "2027-02-02", "place": "The hall", "online_url": "https://example.org/fair"}),
    ("gone", "2025-12-31", {"end_date": "2026-01-02", "place": "The mill"}),
]


def build_busy_agenda() -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_now(monkeypatch, NOW)
        busy_agenda()


def listed(client: Client, query: str = "", language: str = "fr") -> list[str]:
    """The slugs of the dates that the agenda lists, in its order."""
    response = client.get(f"/{language}/agenda/{query}")
    assert response.status_code == 200, query
    return [date.page.slug for date in response.context["dates"]]
