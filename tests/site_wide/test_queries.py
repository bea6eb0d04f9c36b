"""Literal numbers of queries. There is no page cache; site roots, locales and renditions are warm in the process.

The ceilings are those of the project: home 16, content 14, form 12, listing 16. What a page really asks stands here.
"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Attachment, Call, Draft
from home.models import Organisation, Person, PortalDocument
from tests.builders import Portal, items, publish, stream
from tests.events.sessions import session
from tests.many_events import many_events
from tests.pictures import picture

pytestmark = pytest.mark.django_db

CEILINGS = {"home": 16, "content": 14, "form": 12, "listing": 16}

# kind, path on the demo, number of queries
DEMO_PAGES = [
    ("home", "", 15),
    ("listing", "offres/", 12),
    ("listing", "offres/?open=1&audience=none", 12),
    ("content", "offres/pivo/", 9),
    ("content", "offres/menu-pic/", 14),
    ("content", "offres/ingenierie-culturelle/", 9),
    ("content", "offres/initiatives-citoyennes/", 9),
    ("form", "offres/menu-pic/demande/", 9),
    ("listing", "agenda/", 14),
    ("listing", "agenda/?where=site&audience=none&month=2024-01", 11),
    ("listing", "agenda/?past=1", 12),
    ("listing", "agenda/?year=2024", 12),
    ("listing", "agenda/?view=month&month=2023-10", 11),
    ("content", "agenda/impact-collectif/", 12),
    ("content", "agenda/forum-rideau-2023/", 11),
    ("content", "a-propos/", 7),
    ("content", "accessibilite/", 6),
    ("content", "mentions-legales/", 6),
    ("content", "donnees-personnelles/", 6),
    ("listing", "search/?q=pic", 7),
]


def count(client: Client, path: str, number: int, assert_queries: Any) -> None:
    assert client.get(path).status_code == 200, path
    with assert_queries(number):
        client.get(path)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("kind", "path", "number"), DEMO_PAGES)
def test_the_demo(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, language: str, kind: str, path: str, number: int
) -> None:
    assert number <= CEILINGS[kind]
    count(client, f"/{language}/{path}", number, django_assert_num_queries)


def busy_body(portal: Portal, number: int) -> list[dict[str, Any]]:
    """A body with ``number`` of everything that could ask once per item: links, images, documents, snippets."""
    french = [portal.content("fr", f"target-{n}") for n in range(number)]
    for n in range(number):
        portal.content("en", f"target-{n}")
    english = portal.locales["en"]
    organisations = [
        Organisation.objects.create(name=f"Org {n}", locale=english, logo=picture(10 + n)) for n in range(number)
    ]
    people = [
        Person.objects.create(name=f"Person {n}", locale=english, organisation=organisations[n], photo=picture(20 + n))
        for n in range(number)
    ]
    documents = [
        PortalDocument.objects.create(title=f"Doc {n}", file=SimpleUploadedFile(f"d{n}.txt", b"x"))
        for n in range(number)
    ]
    images = [picture(n) for n in range(number)]
    link = '<p><a linktype="page" id="{}">x</a> <a linktype="document" id="{}">y</a></p>'
    rich = [stream("rich_text", link.format(page.pk, documents[n].pk)) for n, page in enumerate(french)]
    buttons = [
        stream("call_to_action", {"title": "x", "text": "", "link": {"label": "x", "page": page.pk, "url": ""}})
        for page in french
    ]
    pictures = [
        stream("image", {"image": {"image": i.pk, "alt_text": "x", "decorative": False}, "caption": "", "credit": ""})
        for i in images
    ]
    contacts = [
        stream("contact", {"title": "", "person": person.pk, "organisation": organisations[n].pk, "text": ""})
        for n, person in enumerate(people)
    ]
    return [
        *rich,
        *buttons,
        *pictures,
        *contacts,
        stream("partners", {"title": "", "introduction": "", "organisations": items(*(o.pk for o in organisations))}),
        stream("people", {"title": "", "people": items(*(p.pk for p in people))}),
        stream(
            "documents",
            {"title": "", "documents": items(*({"document": d.pk, "title": "x", "text": ""} for d in documents))},
        ),
    ]


# Pillow's plugins leave the file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", [1, 3])
def test_a_busy_content_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, settings: Any, tmp_path: Any, number: int
) -> None:
    """English, so that every link has to be followed from the French page that it names."""
    settings.MEDIA_ROOT = tmp_path
    portal = Portal()
    portal.content("en", "busy", title="Busy", body=busy_body(portal, number))
    count(client, "/en/busy/", 18, django_assert_num_queries)


@pytest.mark.parametrize("number", [1, 3])
def test_lists(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    """As many offers, open forms, events and search results, with the same number of queries."""
    portal = Portal()
    for n in range(number):
        organiser = Organisation.objects.create(name=f"Org {n}", locale=portal.locales["fr"])
        offer = portal.offer("fr", f"offer-{n}", title=f"Tissage {n}", organiser=organiser)
        portal.forms(Call.objects.create(code=f"call-{n}", subject=offer), f"offer-{n}")
        portal.event("fr", f"event-{n}", title=f"Atelier {n}", organiser=organiser, sessions=[session("2035-01-01")])
    home = portal.homes["fr"]
    home.body = [
        stream("offers", {"title": "x", "number": 12}),
        stream("open_calls", {"title": "x", "introduction": "", "number": 12}),
        stream("events", {"title": "x", "page": None, "number": 12, "include_past": True}),
    ]
    publish(home)
    for path, queries in {
        "/fr/": 12,
        "/fr/offers/": 11,
        "/fr/offers/?audience=none&open=1": 11,
        "/fr/agenda/": 13,
        "/fr/agenda/?month=2035-01": 12,
        "/fr/agenda/?view=month&month=2035-01": 11,
        "/fr/search/?q=tissage": 6,
        "/fr/offers/offer-0/ask/": 8,
    }.items():
        count(client, path, queries, django_assert_num_queries)


@pytest.mark.parametrize("number", [80, 160])
def test_a_full_agenda(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    """More than fit into a page of the list: what the agenda asks does not grow with its events."""
    portal = Portal()
    organiser = Organisation.objects.create(name="Org", locale=portal.locales["fr"])
    offer = portal.offer("fr", "offer")
    model = portal.event("fr", "event", organiser=organiser, offer=offer, sessions=[session("2035-01-01")])
    many_events(portal.agendas["fr"], model, number)
    month = timezone.localdate() + timedelta(days=60)
    for query, queries in {
        "": 12,
        "?page=99": 13,
        f"?where=site&organiser={organiser.translation_key}&offer={offer.translation_key}": 12,
        "?past=1": 12,
        f"?view=month&month={month:%Y-%m}": 11,
    }.items():
        assert queries <= 15
        count(client, f"/fr/agenda/{query}", queries, django_assert_num_queries)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("tail", "number"),
    [("", 10), ("step/1/", 10), ("step/3/", 10), ("step/3/?both=1", 10), ("check/", 11), ("later/", 11)],
)
def test_the_grant_form_with_a_draft(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, tail: str, number: int
) -> None:
    """The fullest form, which takes files: what a step asks does not grow with its questions."""
    assert number <= CEILINGS["form"]
    address = "/fr/offres/initiatives-citoyennes/demande/"
    begun = client.post(address, {"go": "save"})
    assert begun.status_code == 200
    draft = Draft.objects.get()
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        Attachment.objects.create(
            draft=draft, question=str(uuid.uuid4()), file=name, name=name, size=1, sha256="0" * 64
        )
    count(client, address + tail, number, django_assert_num_queries)


@pytest.mark.usefixtures("demo")
def test_posting_a_step_of_the_grant_form(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The route, the version in force, the draft and the call; then the draft again, locked, and written."""
    address = "/fr/offres/initiatives-citoyennes/demande/"
    client.post(address, {"go": "save"})
    with django_assert_num_queries(11):
        answer = client.post(f"{address}step/1/", {"go": "save"})
    assert answer.status_code == 200
