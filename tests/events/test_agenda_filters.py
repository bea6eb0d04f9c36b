import pytest
from django.test import Client

from home.models import Organisation
from offers.models import ProgramPage
from tests.builders import Portal
from tests.events.agendas import listed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_filters_hold_in_both_languages(client: Client, busy_portal: Portal, language: str) -> None:
    offer = ProgramPage.objects.get(slug="weave", locale=busy_portal.locales[language]).translation_key
    maker = Organisation.objects.get(name=f"Maker {language}").translation_key
    for query, expected in {
        "": ["walk", "talk", "fair"],
        f"?offer={offer}": ["walk", "fair"],
        f"?organiser={maker}": ["talk", "fair"],
        "?audience=town": ["walk", "fair"],
        "?audience=town&audience=group": ["walk", "talk", "fair"],
        "?where=site": ["walk", "fair"],
        "?where=online": ["talk", "fair"],
        "?where=online&where=site": ["walk", "talk", "fair"],
        "?month=2027-01": ["talk", "fair"],
        "?month=2027-02": ["fair"],
        "?month=2026-01": [],
        f"?offer={offer}&organiser={maker}&audience=group&where=online&month=2027-01": ["fair"],
        "?audience=town&where=online&month=2026-12": [],
        "?past=1": ["gone"],
        f"?past=1&offer={offer}&where=site&month=2026-01": ["gone"],
        "?year=2026&where=site": ["gone"],
        "?year=2026&where=online": [],
        "?year=2024": [],
        "?view=month&month=2027-01": ["talk", "fair"],
        f"?view=month&month=2027-01&offer={offer}": ["fair"],
        "?view=month&month=2026-01": ["gone"],
        "?view=month&month=2026-12&where=online": [],
    }.items():
        assert listed(client, query, language) == expected, query


JUNK = {
    "nul": "%00",
    "word": "junk",
    "quote": "'%3B--",
    "emoji": "%F0%9F%98%80",
    "not-utf-8": "%FF%FE",
    "huge": "9" * 5000,
    "negative": "-1",
    "float": "1e9",
    "arabic-digits": "%D9%A2%D9%A0%D9%A2%D9%A7-%D9%A0%D9%A1",
    "no-month": "0000-00",
    "month-13": "2026-13",
    "month-0": "2026-00",
    "year-99999": "99999",
    "year-0": "0000",
    "year-1969": "1969",
    "month-of-1969": "1969-12",
    "month-of-2201": "2201-01",
    "new-line": "2026-12%0A",
    "uuid": "6f1d0a70-1111-4222-8333-000000000000",
}


NAMES = ("offer", "organiser", "audience", "where", "month", "year", "view", "page", "%00")


@pytest.mark.parametrize(
    ("part", "names", "expected"),
    [
        ("", NAMES, ["walk", "talk", "fair"]),
        ("past=1", NAMES, ["gone"]),
        ("year=2026", ("offer", "organiser", "audience", "where", "month", "page"), ["gone"]),
        ("view=month", ("offer", "organiser", "audience", "where", "month", "year", "past", "page"), ["walk"]),
    ],
    ids=["to come", "past", "year", "month"],
)
def test_junk_is_ignored(
    client: Client, busy_portal: Portal, part: str, names: tuple[str, ...], expected: list[str]
) -> None:
    for case, value in JUNK.items():
        query = "&".join([part, *(f"{name}={value}" for name in names), f"{value}={value}"])
        assert listed(client, f"?{query}") == expected, case


def test_repeated_parameters(client: Client, busy_portal: Portal) -> None:
    """The last of what can be said once; of boxes, as many as anybody ticks."""
    for query, expected in {
        "?where=" + "&where=".join(["site"] * 900): ["walk", "fair"],
        "?where=" + "&where=".join(["x"] * 900) + "&where=site": ["walk", "talk", "fair"],
        "?month=2026-12&month=2027-02": ["fair"],
        "?month=2026-12&month=x": ["walk", "talk", "fair"],
        "?where[]=site": ["walk", "talk", "fair"],
        "?year=2026&year=x&past=1": ["gone"],
        "?view=month&view=list&month=2026-12": ["walk"],
    }.items():
        assert listed(client, query) == expected, query[:60]


def test_each_chosen_filter_can_be_taken_off(client: Client, busy_portal: Portal) -> None:
    response = client.get("/fr/agenda/?year=2026&where=site&audience=town&month=2026-01&junk=2&page=7")
    filters = response.context["filters"]
    assert [(choice.label, choice.remove_query) for choice in filters.chosen] == [
        ("town fr", "year=2026&where=site&month=2026-01"),
        (filters.venues[0].label, "year=2026&audience=town&month=2026-01"),
        ("Janvier 2026", "year=2026&audience=town&where=site"),
    ]
    assert filters.query_without_filters == "year=2026"
    html = response.content.decode()
    assert '<input type="hidden" name="year" value="2026">' in html
    assert '<option value="2026-01" selected>' in html


def test_every_part_of_the_agenda_keeps_the_filters(client: Client, busy_portal: Portal) -> None:
    for query in ("?where=site", "?where=site&past=1", "?where=site&view=month&month=2026-12"):
        parts = client.get(f"/fr/agenda/{query}").context["parts"]
        assert parts["upcoming"] == "where=site"
        assert parts["past"] == "past=1&where=site"
        assert parts["month"].startswith("view=month&month=202")
        assert parts["month"].endswith("&where=site")


def test_only_what_some_event_has_is_offered(client: Client, busy_portal: Portal) -> None:
    busy_portal.offer("fr", "unused")
    Organisation.objects.create(name="Unused", locale=busy_portal.locales["fr"])
    filters = client.get("/fr/agenda/").context["filters"]
    assert [choice.label for choice in filters.offers] == ["Weave fr"]
    assert [choice.label for choice in filters.organisers] == ["Maker fr"]
    assert sorted(choice.label for choice in filters.audiences) == ["group fr", "town fr"]
    assert [choice.value for choice in filters.months] == ["2026-12", "2027-01", "2027-02"]
    past = client.get("/fr/agenda/?past=1").context["filters"]
    assert [choice.value for choice in past.months] == ["2026-01", "2025-12"]


def test_the_language_switch_keeps_the_filters(client: Client, busy_portal: Portal) -> None:
    html = client.get("/fr/agenda/?where=online&month=2027-01").content.decode()
    assert 'href="/en/agenda/?where=online&amp;month=2027-01"' in html
