"""The facts of the demonstration, on the pages as they are shown and in the models, in both languages."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from events.models import EventDate, EventPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LANGUAGES = ("fr", "en")

FACTS = {
    ("offres/pivo/", "fr"): [
        "environ trois ans", "3 ans", "Les Arts et la Ville", "Agenda 21", "conseils de bande",
        "arrondissements urbains",
        "codéveloppement", "hybrides", "Sur mesure", "sans frais supplémentaires", "Gaëlle Généreux",
        "mobilisation@arts-ville.org",
    ],
    ("offres/pivo/", "en"): [
        "about three years", "3 years", "Les Arts et la Ville", "Agenda 21", "band councils", "urban boroughs",
        "co-development", "hybrid", "no extra cost", "Gaëlle Généreux", "mobilisation@arts-ville.org",
    ],
    ("offres/menu-pic/", "fr"): [
        "31", "62 heures", "30", "9 quartiers par an", "premiers servis", "Dynamo", "Niska", "Yann Pezzini",
        "en ligne",
        "boucle d’apprentissage", "Leadership rassembleur", "RCL", "cgrandchamp@dynamocollectivo.com",
        "pic@centraide-mtl.org", "Cahier du participant Impact collectif",
        "Guide d’accompagnement en évaluation participative", "4 décembre 2023",
    ],
    ("offres/menu-pic/", "en"): [
        "31", "62 hours", "30", "9 neighbourhoods a year", "first served", "Dynamo", "Niska", "Yann Pezzini",
        "online",
        "learning loop", "Leadership rassembleur", "RCL", "cgrandchamp@dynamocollectivo.com",
        "pic@centraide-mtl.org",
        "participant’s workbook", "participatory evaluation", "4 December 2023",
    ],
    ("offres/ingenierie-culturelle/", "fr"): [
        "02 33 05 98 36", "02 33 05 99 39", "Gratuit", "communes", "droits culturels", "diagnostic",
        "cahier des charges",
        "comités de pilotage", "financements mobilisables", "Direction de la culture",
    ],
    ("offres/ingenierie-culturelle/", "en"): [
        "02 33 05 98 36", "02 33 05 99 39", "Free of charge", "municipalities", "cultural rights", "diagnosis",
        "specifications", "steering committees", "funding", "Culture directorate",
    ],
    ("offres/initiatives-citoyennes/", "fr"): [
        "Circuits courts", "Lutte contre l’isolement", "Lutte contre l’illettrisme", "Échanges de savoirs",
        "Valorisation du patrimoine", "Créativité artistique", "Insertion par l’économique", "Innovation sociale",
        "Démocratie numérique", "Transition énergétique et écologique", "Impulser", "Observer", "Valoriser",
        "www.hautsdefrance.fr/pic", "quartiers de veille", "Région Hauts-de-France",
    ],
    ("offres/initiatives-citoyennes/", "en"): [
        "Short supply chains", "Overcoming isolation", "Overcoming illiteracy", "Exchange of knowledge", "heritage",
        "Artistic creativity", "Inclusion through work", "Social innovation", "Digital democracy",
        "Energy and ecological transition", "Give impetus", "Observe", "Bring out the value",
        "www.hautsdefrance.fr/pic",
        "watch neighbourhoods", "Hauts-de-France Region",
    ],
    ("agenda/forum-rideau-2023/", "fr"): [
        "13 février 2023", "9 h 45", "10 h 45", "Québec", "Joselle Baril", "Francis Beaudoin",
        "Diane Perreault", "RIDEAU",
        "CERESO", "CALQ", "Réseau Scènes", "2018", "aînés", "investissement", "dépense", "reseauscenes.com",
        "sway.office.com/F2HekzfepCZYHRnL?ref=Link",
    ],
    ("agenda/forum-rideau-2023/", "en"): [
        "13 February 2023", "9:45", "10:45", "Québec City", "Joselle Baril", "Francis Beaudoin", "Diane Perreault",
        "RIDEAU", "CERESO", "CALQ", "Réseau Scènes", "2018", "older people", "investment", "expense",
        "reseauscenes.com",
        "sway.office.com/F2HekzfepCZYHRnL?ref=Link",
    ],
}  # fmt: skip

DEMO_DATE = {"fr": "Date de démonstration", "en": "Demo date"}
"""What marks a date that is invented, and to come."""
DATES = {
    "impact-collectif": [(date(2023, 12, 4), "Monday"), (date(2024, 4, 10), "Wednesday")],
    "apprentissages": [(date(2023, 11, 15), "Wednesday")],
    "decision-collective": [(date(2024, 2, 28), "Wednesday")],
    "festival": [(date(2023, 10, 19), "Thursday")],
    "echanges-de-pratiques": [],
    "forum-rideau-2023": [(date(2023, 2, 13), "Monday")],
}


def page(slug: str, language: str = "fr") -> Any:
    return Page.objects.get(slug=slug, locale__language_code=language).specific


def shown(client: Client, path: str) -> str:
    """What a page says, with plain spaces; addresses of links are kept, other markup is not."""
    response = client.get(path)
    assert response.status_code == 200, path
    main = re.sub(r'<[^>]*\bhref="([^"]*)"[^>]*>', r" \1 ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&amp;", "&").split())


@pytest.mark.parametrize(("path", "language"), FACTS)
def test_a_page_tells_all_its_facts(client: Client, path: str, language: str) -> None:
    text = shown(client, f"/{language}/{path}")
    assert [fact for fact in FACTS[path, language] if fact not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_is_complete(language: str) -> None:
    axes = [block.value for block in page("menu-pic", language).axes]
    assert [axis["hours"] for axis in axes] == [31, 30, None]
    assert [len(axis["partners"]) for axis in axes] == [3, 1, 0]
    assert len(axes[0]["steps"]) == 6
    assert axes[0]["page"].slug == "demande"
    assert axes[2]["show_events"]
    levels = [block.value for block in page("ingenierie-culturelle", language).levels]
    assert [len(level["contents"]) for level in levels] == [5, 8, 4]
    fund = page("initiatives-citoyennes", language)
    assert (len(fund.themes), len(fund.process), len(fund.goals), len(fund.funders)) == (10, 9, 3, 2)
    forum = page("forum-rideau-2023", language)
    assert [block.value["role"] for block in forum.participants] == ["speaker", "speaker", "moderator"]
    assert [len(block.value["steps"]) for block in forum.body if block.block_type == "steps"] == [6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dates_of_the_events(language: str) -> None:
    for slug, expected in DATES.items():
        event = page(slug, language)
        real = [session for session in event.all_sessions if session.note != DEMO_DATE[language]]
        assert [(session.first_day, f"{session.first_day:%A}") for session in real] == expected, slug
        assert all(session.is_over for session in real), slug
        assert event.time_zone == "America/Toronto"
        assert EventDate.objects.filter(page=event).count() == len(event.all_sessions)
    assert page("festival", language).all_sessions[0].last_day == date(2023, 10, 20)
    forum = page("forum-rideau-2023", language).all_sessions[0]
    assert f"{forum.starts:%H:%M %Z}–{forum.ends:%H:%M}" == "09:45 EST–10:45"
    assert EventPage.objects.filter(offer__slug="menu-pic", locale__language_code=language).count() == 5
