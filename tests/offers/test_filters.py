from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Call
from home.models import Audience, Organisation, SupportKind
from tests.builders import Portal


def build_two_offers() -> None:
    """Two offers per language: one for towns with an open form, one for residents without any."""
    portal = Portal()
    town_key, resident_key, advice_key, maker_key = (uuid4() for _ in range(4))
    french = portal.locales["fr"]
    town = Audience.objects.create(name="Commune", slug="town", locale=french, translation_key=town_key)
    resident = Audience.objects.create(name="Habitant", slug="resident", locale=french, translation_key=resident_key)
    advice = SupportKind.objects.create(name="Conseil", slug="advice", locale=french, translation_key=advice_key)
    SupportKind.objects.create(name="Advice", slug="advice", locale=portal.locales["en"], translation_key=advice_key)
    Audience.objects.create(name="Town", slug="town", locale=portal.locales["en"], translation_key=town_key)
    Audience.objects.create(name="Resident", slug="resident", locale=portal.locales["en"], translation_key=resident_key)
    call = Call.objects.create(code="pic")
    for code, locale in portal.locales.items():
        organiser = Organisation.objects.create(name=f"Maker {code}", locale=locale, translation_key=maker_key)
        first = portal.offer(code, "first", organiser=organiser, audiences=[town], support_kinds=[advice])
        portal.offer(code, "second", audiences=[resident])
        if code == "fr":
            call.subject = first
            call.save()
    portal.forms(call, "first")


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_two_offers)]


def offers(client: Client, query: str, language: str = "fr") -> list[str]:
    response = client.get(f"/{language}/offers/{query}")
    assert response.status_code == 200
    return [item.page.slug for item in response.context["offers"]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_filters_hold_in_both_languages(client: Client, portal: Portal, language: str) -> None:
    maker = Organisation.objects.get(name=f"Maker {language}").translation_key
    for query, expected in {
        "": ["first", "second"],
        "?audience=town": ["first"],
        "?audience=resident": ["second"],
        "?audience=town&audience=resident": ["first", "second"],
        "?audience=resident&support=advice": [],
        f"?organiser={maker}": ["first"],
        "?open=1": ["first"],
        "?open=1&audience=resident": [],
    }.items():
        assert offers(client, query, language) == expected, query


@pytest.mark.parametrize(
    "junk",
    [
        "?audience=%00",
        "?audience=" + "x" * 10_000,
        "?open=%F0%9F%98%80",
        "?organiser=not-a-uuid",
        "?page=abc",
        "?%00=%00",
        "?audience[]=town",
        "?support=';--",
        "?audience=" + "&audience=".join(["a"] * 900),
    ],
)
def test_junk_is_ignored(client: Client, portal: Portal, junk: str) -> None:
    assert offers(client, junk) == ["first", "second"]


def test_each_chosen_filter_can_be_taken_off(client: Client, portal: Portal) -> None:
    response = client.get("/fr/offers/?audience=town&open=1&junk=2")
    chosen = response.context["filters"].chosen
    assert [choice.remove_query for choice in chosen] == ["open=1", "audience=town"]
    assert chosen[0].label == "Commune"


def test_an_offer_is_open_until_its_last_call_closes(client: Client, portal: Portal) -> None:
    call = Call.objects.get()
    call.closes_at = timezone.now() - timedelta(days=1)
    call.save()
    assert offers(client, "?open=1") == []
