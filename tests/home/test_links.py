import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.rich_text import expand_db_html

from home.links import link_targets, referenced_page_ids, resolving
from home.locales import active_locale
from tests.builders import Portal, items, stream

pytestmark = pytest.mark.django_db


def test_ids_are_found_wherever_they_stand() -> None:
    raw = [
        stream("rich_text", '<p><a id="7" linktype="page">a</a> <a linktype="page" id="8">b</a></p>'),
        stream("rich_text", '<p><a linktype="document" id="99">c</a> <a href="/x" id="98">d</a></p>'),
        stream("call_to_action", {"link": {"label": "x", "page": 9, "url": ""}}),
        stream("list", items({"page": 10}, {"page": None})),
    ]
    assert set(referenced_page_ids(raw)) == {7, 8, 9, 10}


def test_a_link_leads_to_the_readers_language() -> None:
    portal = Portal()
    french = portal.content("fr", "about")
    english = portal.content("en", "about")
    with translation.override("en"):
        assert link_targets([french.pk])[french.pk].pk == english.pk
        assert expand_db_html(f'<a linktype="page" id="{french.pk}">x</a>') == '<a href="/en/about/">x</a>'
    with translation.override("fr"):
        assert link_targets([english.pk])[english.pk].pk == french.pk


def test_a_page_without_a_live_translation_is_linked_as_it_is() -> None:
    portal = Portal()
    french = portal.content("fr", "about")
    portal.content("en", "about").unpublish()
    with translation.override("en"):
        assert link_targets([french.pk])[french.pk].pk == french.pk


def test_a_page_that_is_not_live_is_no_target() -> None:
    portal = Portal()
    page = portal.content("fr", "about")
    page.unpublish()
    with translation.override("fr"):
        assert link_targets([page.pk, 123456]) == {}
        assert expand_db_html(f'<a linktype="page" id="{page.pk}">x</a>') == "<a>x</a>"


def test_a_draft_in_one_language_leads_to_its_live_version() -> None:
    portal = Portal()
    draft = portal.content("fr", "about")
    english = portal.content("en", "about")
    draft.unpublish()
    with translation.override("en"):
        assert link_targets([draft.pk])[draft.pk].pk == english.pk


def test_any_number_of_links_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    portal = Portal()
    pages = [portal.content("fr", f"page-{n}") for n in range(3)]
    links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in pages)
    portal.homes["fr"].get_url()
    with translation.override("fr"):
        active_locale()
        with django_assert_num_queries(1):
            targets = link_targets(page.pk for page in pages)
        with django_assert_num_queries(0), resolving({"link_targets": targets}):
            assert expand_db_html(links).count("/fr/page-") == 3
