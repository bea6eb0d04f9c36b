import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import PageText
from tests.builders import Portal, stream

pytestmark = pytest.mark.django_db


def search(client: Client, query: str, language: str = "fr", **more: str) -> tuple[list[str], str]:
    response = client.get(f"/{language}/search/", {"q": query, **more})
    assert response.status_code == 200
    return [result.page.slug for result in response.context["results"]], response.content.decode()


def test_accents_and_ligatures_do_not_count(client: Client) -> None:
    portal = Portal()
    portal.content("fr", "mediation", title="Une œuvre d’été", introduction="La médiation culturelle")
    for query in ("oeuvre", "ŒUVRE", "ete", "d'Été", "mediat", "culturelle œuvre"):
        assert search(client, query)[0] == ["mediation"], query
    assert search(client, "hiver")[0] == []


def test_each_language_finds_its_own_pages(client: Client) -> None:
    portal = Portal()
    portal.content("fr", "about", title="Accompagnement")
    portal.content("en", "about", title="Accompaniment")
    assert search(client, "accompa", "fr")[0] == ["about"]
    assert search(client, "accompagnement", "en")[0] == []


def test_the_body_is_found_and_quoted_with_the_match_marked(client: Client) -> None:
    portal = Portal()
    body = [stream("rich_text", "<p>Les élus <b>décident</b> &amp; votent.</p>")]
    portal.content("fr", "about", title="Titre", body=body)
    slugs, html = search(client, "elus")
    assert slugs == ["about"]
    assert "Les <mark>élus</mark> décident &amp; votent." in html


@pytest.mark.parametrize(
    "query", ['"', "'", "\x00", 'a" OR "b', "*", "-", "%", "\\", "(", "<script>", "x" * 10_000, "é\x00té"]
)
def test_whatever_is_typed_is_text(client: Client, query: str) -> None:
    Portal()
    _slugs, html = search(client, query)
    assert "<script>" not in html.split("<main", 1)[1]


@pytest.mark.parametrize("page", ["abc", "0", "-1", "999999999999999999999", "\x00", "1e3"])
def test_a_junk_page_number_leads_to_a_page(client: Client, page: str) -> None:
    Portal()
    search(client, "home", page=page)


def test_drafts_and_private_pages_are_not_found(client: Client) -> None:
    portal = Portal()
    portal.content("fr", "draft", title="Secret").unpublish()
    private = portal.content("fr", "private", title="Secret")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert search(client, "secret")[0] == []


def test_the_kept_text_follows_publication() -> None:
    page = Portal().content("fr", "about", introduction="Bonjour")
    assert PageText.objects.get(page=page).text == "Bonjour"
    page.unpublish()
    assert not PageText.objects.filter(page=page).exists()


def test_results_come_in_pages(client: Client) -> None:
    portal = Portal()
    for number in range(12):
        portal.content("fr", f"page-{number}", title=f"Tissage {number}")
    assert len(search(client, "tissage")[0]) == 10
    assert len(search(client, "tissage", page="2")[0]) == 2


def test_the_language_switch_keeps_the_query_and_machines_do_not_see_it(client: Client) -> None:
    Portal()
    assert 'href="/en/search/?q=%C3%A9t%C3%A9"' in client.get("/fr/search/", {"q": "été"}).content.decode()
    html = client.get("/fr/offers/?open=1").content.decode()
    assert 'href="/en/offers/?open=1"' in html
    assert 'hreflang="en" href="http://testserver/en/offers/">' in html
