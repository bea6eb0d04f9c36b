"""The public page of an event, what its editor sees, and what of it no stranger may."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from applications.models import Call
from events.models import EventPage
from home.models import Organisation, Person, PortalDocument
from offers.models import MenuPage
from tests.builders import FORM_STEPS, Portal, publish, sent, staff, stream
from tests.events.sessions import session
from tests.pictures import picture

pytestmark = pytest.mark.django_db

SECRET = "https://meet.example/secret"
LANGUAGES = ("fr", "en")
SESSION_QUESTION = "5f9c1b1e-7d55-4a66-9d52-6d36a1c1c0aa"


def rules(**fields: Any) -> dict[str, Any]:
    empty = {"is_open": True, "seats": 16, "has_waiting_list": True, "closes_on": None, "is_by_hand": False}
    return empty | fields


def in_days(number: int, **fields: Any) -> dict[str, Any]:
    return session(timezone.localdate() + timedelta(days=number), **fields)


def event(portal: Portal, *sessions: dict[str, Any], with_form: bool = False, **fields: Any) -> EventPage:
    """An English event and its French source; with a form that asks for the session, if it is wanted."""
    pages = {code: portal.event(code, "workshop", sessions=list(sessions), **fields) for code in LANGUAGES}
    if with_form:
        call = Call.objects.create(code="workshop", kind="registration", subject=pages["fr"])
        for code, page in pages.items():
            steps = [{**FORM_STEPS[code][0], "value": dict(FORM_STEPS[code][0]["value"])}]
            asks = stream("session", {"label": "Session?", "hint": "", "required": True}, SESSION_QUESTION)
            steps[0]["value"]["questions"] = [asks, *steps[0]["value"]["questions"]]
            portal.form(code, call, page, slug="register", action_label="Register", steps=steps)
    return pages["en"]


def seen(client: Client, page: EventPage) -> tuple[str, Any]:
    """What the page says, with single spaces, and its elements."""
    response = client.get(page.get_url())
    assert response.status_code == 200
    tree = BeautifulSoup(response.content.decode(), "html.parser")
    return words(tree.main), tree


def words(element: Any) -> str:
    return " ".join(element.get_text().split())


def take(page: EventPage, number: int, status: str = "accepted", place: int = 0) -> None:
    """Fill seats of a session."""
    call = Call.objects.get(session_key=page.all_sessions[place].key)
    form = page.get_children().get().specific
    for n in range(number):
        sent(form, call=call, status=status, contact_email=f"{status}{n}@example.org")


def buttons(tree: Any) -> dict[str, str]:
    """The addresses of the buttons by what they say."""
    return {words(link): link["href"] for link in tree.select("main a.button")}


def test_the_only_session_has_its_button_its_seats_and_its_deadline(client: Client, portal: Portal) -> None:
    last = timezone.localdate() + timedelta(days=9)
    page = event(portal, in_days(20, start_time="09:30", registration=rules(closes_on=str(last))), with_form=True)
    take(page, 9)
    text, tree = seen(client, page)
    key = page.all_sessions[0].key
    day = last + timedelta(days=1)
    assert buttons(tree)[f"Register before {day.day} {day:%B}"] == f"{page.url}register/?session={key}"
    assert "Seats left 7 out of 16" in text
    assert any(link.endswith(".ics") for link in buttons(tree).values())


def test_a_full_session_offers_its_waiting_list(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20, registration=rules(seats=2)), with_form=True)
    take(page, 2)
    take(page, 3, "waiting_list")
    text, tree = seen(client, page)
    assert "Join the waiting list" in buttons(tree)
    assert "3 people are on the waiting list" in text


def test_a_full_session_without_a_waiting_list_says_so(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20, registration=rules(seats=1, has_waiting_list=False)), with_form=True)
    take(page, 1)
    text, tree = seen(client, page)
    assert "Full: all seats are taken." in text
    assert not any("register" in link for link in buttons(tree).values())


def test_registration_that_is_closed_or_opens_later_says_so(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20, registration=rules()), with_form=True)
    later = timezone.now() + timedelta(days=3)
    Call.objects.update(opens_at=later)
    opens = later.astimezone(ZoneInfo("Europe/Paris"))
    text, tree = seen(client, page)
    assert f"Registration opens on {opens.day} {opens:%B %Y}" in text
    Call.objects.update(opens_at=None, closes_at=timezone.now())
    text, tree = seen(client, page)
    assert "Registration is closed." in text
    assert not any("register" in link for link in buttons(tree).values())


def test_without_a_form_registration_is_not_open_yet(client: Client, portal: Portal) -> None:
    text, _tree = seen(client, event(portal, in_days(20, registration=rules())))
    assert "Registration is not open yet." in text
    assert "16 out of 16" in text


def test_each_of_several_sessions_has_its_own_lines_and_links(client: Client, portal: Portal) -> None:
    sessions = [
        in_days(-10, place="Long ago"),
        in_days(10, place="Lille", registration=rules(seats=3)),
        in_days(20, note="Half a day", place="Lyon", registration=rules(seats=1)),
        in_days(30, place="Metz", state="cancelled", registration=rules()),
        in_days(40, place="Nice", state="postponed"),
    ]
    page = event(portal, *sessions, with_form=True)
    take(page, 1, place=2)
    text, tree = seen(client, page)
    rows = {words(row.select_one(".event-place")): row for row in tree.select(".event-dates > li")}
    said = {place: words(row) for place, row in rows.items()}
    linked = {place: buttons_of(row) for place, row in rows.items()}
    keys = {each.place: each.key for each in page.all_sessions}
    assert "3 seats left out of 3" in said["Lille"]
    assert f"{page.url}register/?session={keys['Lille']}" in linked["Lille"]
    assert "Full" in said["Lyon"]
    assert "Half a day" in said["Lyon"]
    assert f"{page.url}register/?session={keys['Lyon']}" in linked["Lyon"]
    assert "Cancelled" in said["Metz"]
    assert "Postponed" in said["Nice"]
    assert "The new date will be here." in said["Nice"]
    assert (linked["Metz"], linked["Nice"], linked["Long ago"]) == ([], [], [])
    assert rows["Long ago"].find_parent("details")
    assert not rows["Lille"].find_parent("details")
    assert buttons(tree)["Register"] == f"{page.url}register/"
    assert "1 past date" in text


def buttons_of(row: Any) -> list[str]:
    return [link["href"] for link in row.select("a.button")]


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_does_not_take_place_is_said_first(client: Client, portal: Portal, state: str) -> None:
    page = event(portal, in_days(20, state=state, place="Lille", registration=rules()), with_form=True)
    text, tree = seen(client, page)
    assert tree.select_one(".event-notice strong").get_text() == state.title()
    assert buttons(tree) == {}
    assert "Lille" in text


def test_dates_to_come(client: Client, portal: Portal) -> None:
    text, _tree = seen(client, event(portal))
    assert text.count("Dates to come") == 2


def test_the_organiser_may_register_elsewhere(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20), registration_url="https://elsewhere.example/", is_free=True)
    text, tree = seen(client, page)
    assert buttons(tree)["Register on the organiser’s site"] == "https://elsewhere.example/"
    assert "Free of charge" in text


def test_the_link_of_those_registered_is_said_to_exist_and_never_shown(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20, access_url=SECRET, registration=rules()), with_form=True)
    text, tree = seen(client, page)
    assert "The link is sent to those registered." in text
    assert SECRET not in str(tree)
    assert "secret" not in page.folded_text
    assert "secret" not in page.plain_text
    more = event_of_two(portal)
    assert SECRET not in client.get(more.get_url()).content.decode()
    assert SECRET not in client.get(reverse("search"), {"q": "secret"}).content.decode()


def event_of_two(portal: Portal) -> EventPage:
    two = [in_days(20, access_url=SECRET), in_days(30, access_url=SECRET)]
    page: EventPage = portal.event("en", "two", sessions=two)
    return page


def test_documents_before_and_after(client: Client, portal: Portal) -> None:
    file = PortalDocument.objects.create(title="x", file=ContentFile(b"x", name="x.pdf"))
    documents = {
        "documents_before": [stream("document", {"document": file.pk, "title": "Grid to fill", "text": ""})],
        "documents_after": [stream("document", {"document": file.pk, "title": "Slides", "text": "All of them"})],
    }
    page = portal.event("en", "doc", sessions=[in_days(10)], **documents)
    assert ["Grid to fill" in seen(client, page)[0], "Slides" in seen(client, page)[0]] == [True, False]
    page.sessions = [in_days(-2), in_days(10)]
    publish(page)
    assert ["Grid to fill" in seen(client, page)[0], "Slides" in seen(client, page)[0]] == [True, True]
    page.sessions = [in_days(-2)]
    publish(page)
    assert ["Grid to fill" in seen(client, page)[0], "Slides" in seen(client, page)[0]] == [False, True]


def test_whom_one_asks(client: Client, portal: Portal) -> None:
    person = Person.objects.create(
        name="Ada", locale=portal.locales["en"], email="ada@example.org", phone="01 23 45 67 89"
    )
    page = portal.event("en", "asked", sessions=[in_days(10)], coordinator=person)
    _text, tree = seen(client, page)
    links = {link["href"] for link in tree.select(".contact a")}
    assert links == {"mailto:ada@example.org", "tel:0123456789"}


@pytest.mark.parametrize("number", [1, 3])
def test_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, portal: Portal, number: int
) -> None:
    """With everything that an event can have, however many sessions, people, documents and partners."""
    locale = portal.locales["en"]
    offer = portal.offer("en", "offer")
    file = PortalDocument.objects.create(title="x", file=ContentFile(b"x", name="x.pdf"))
    orgs = [Organisation.objects.create(name=f"O{n}", locale=locale, logo=picture(10 + n)) for n in range(number)]
    people = [
        Person.objects.create(name=f"P{n}", locale=locale, email="p@x.org", organisation=orgs[n], photo=picture(n))
        for n in range(number)
    ]
    page = event(
        portal,
        *[in_days(10 + n, registration=rules()) for n in range(number)],
        in_days(-3),
        with_form=True,
        offer=offer,
        image=picture(30),
        organiser=orgs[0],
        coordinator=people[0],
        partners=[stream("organisation", org.pk) for org in orgs],
        participants=[stream("participant", {"person": person.pk, "role": "speaker"}) for person in people],
        documents_before=[stream("document", {"document": file.pk, "title": "a", "text": ""})] * number,
        documents_after=[stream("document", {"document": file.pk, "title": "b", "text": ""})] * number,
    )
    for n in range(number):
        portal.event("en", f"other-{n}", sessions=[in_days(5)])
    client.get(page.get_url())
    with django_assert_num_queries(14):
        client.get(page.get_url())


def editor_says(client: Client, page: EventPage) -> str:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return response.content.decode()


def test_registrations_in_the_page_editor(client: Client, portal: Portal) -> None:
    page = event(portal, in_days(20, registration=rules()), with_form=True)
    take(page, 4)
    take(page, 2, "waiting_list")
    call = Call.objects.get(session_key=page.all_sessions[0].key)
    attendance, queue = reverse("applications:attendance", args=[call.pk]), f"{reverse('applications:index')}?call="
    form = page.get_children().get()
    client.force_login(staff("chief@example.org", is_superuser=True))
    said = editor_says(client, page)
    assert attendance in said
    assert f"{queue}{call.pk}" in said
    assert reverse("wagtailadmin_pages:edit", args=[form.pk]) in said
    form.delete()
    assert reverse("wagtailadmin_pages:add", args=["applications", "formpage", page.pk]) in editor_says(client, page)


def test_other_editors_see_numbers_only(portal: Portal) -> None:
    page = event(portal, in_days(20, registration=rules()), with_form=True)
    take(page, 4)
    template = engines["django"].get_template("events/admin/registrations_panel.html")
    with translation.override("en"):
        shown = template.render({"page": page, "user": staff("writer@example.org"), "add_form_url": ""})
    assert "4 out of 16" in shown
    assert reverse("applications:index") not in shown
    assert "Ada Martin" not in shown


def test_a_draft_may_lack_the_day_of_a_session(client: Client, portal: Portal) -> None:
    """It can be saved, opened again, seen and duplicated, but not published."""
    page = event(portal, in_days(20))
    block = EventPage._meta.get_field("sessions").stream_block
    undated = in_days(3, end_date=str(timezone.localdate()), end_time="10:00", start_time="11:00")
    undated["value"]["date"] = None
    undated["value"]["registration"] = rules(closes_on=undated["value"]["end_date"])
    raw = [*page.sessions.raw_data, undated]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(raw))
    block.clean_deferred(block.to_python(raw))
    page.sessions = raw
    page.save_revision()
    client.force_login(staff("chief@example.org", is_superuser=True))
    for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "duplicate_event"):
        assert client.get(reverse(name, args=[page.pk])).status_code == 200
    assert len(page.get_latest_revision_as_object().all_sessions) == 1


STATES: dict[str, tuple[dict[str, Any], int, str]] = {
    "cancelled": ({"state": "cancelled"}, 0, "Cancelled"),
    "postponed": ({"state": "postponed"}, 0, "Postponed"),
    "full": ({}, 1, "Full: waiting list"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_place_of_a_date_says_its_state(client: Client, portal: Portal, state: str) -> None:
    """The home page, an offer's menu, the agenda as a list and as a month, another event's foot, the event itself."""
    fields, taken, mark = STATES[state]
    axis = {"title": "Meet", "text": "<p>x</p>", "show_events": True}
    menu = portal.add("en", MenuPage, "menu", portal.offers["en"], title="Menu", axes=[stream("axis", axis)])
    page = event(portal, in_days(20, registration=rules(seats=1), **fields), with_form=True, offer=menu)
    if taken:
        take(page, taken)
    other = portal.event("en", "other", title="Other", sessions=[in_days(25)])
    home = portal.homes["en"]
    home.body = [stream("events", {"title": "x", "page": None, "number": 4, "include_past": False})]
    publish(home)
    month = page.all_sessions[0].first_day
    places = {
        "/en/": ".dates li",
        menu.get_url(): ".axis-dates li",
        "/en/agenda/": ".dates li",
        f"/en/agenda/?view=month&month={month:%Y-%m}": ".month li",
        other.get_url(): ".dates li",
    }
    for address, rows in places.items():
        tree = BeautifulSoup(client.get(address).content.decode(), "html.parser")
        row = next(row for row in tree.select(rows) if "Workshop" in row.get_text())
        assert [words(each) for each in row.select(".status")] == [mark], address
    _text, tree = seen(client, page)
    assert mark in words(tree.select_one(".facts"))
    assert ("Join the waiting list" in buttons(tree)) == bool(taken)
    assert not taken or "Register" not in buttons(tree)
    assert taken or not any("register" in link for link in buttons(tree).values())


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_is_off_has_no_next_date_and_no_button_elsewhere(client: Client, portal: Portal, state: str) -> None:
    """With several dates, with registration on another site, and once the day has passed."""
    page = event(portal, in_days(20, state=state), in_days(30, state=state), registration_url="https://example.org/")
    text, tree = seen(client, page)
    assert "Next date" not in text
    assert "https://example.org/" not in buttons(tree).values()
    over = portal.event("en", "over", title="Over", sessions=[in_days(-20, state=state)])
    assert "This event has taken place" not in seen(client, over)[0]


def test_past_dates_of_an_offer_are_folded_away(client: Client, portal: Portal) -> None:
    axis = {"title": "Meet", "text": "<p>x</p>", "show_events": True}
    menu = portal.add("en", MenuPage, "menu", portal.offers["en"], title="Menu", axes=[stream("axis", axis)])
    event(portal, in_days(-20), in_days(20), offer=menu)
    portal.event("en", "gone", title="Gone", sessions=[in_days(-30)], offer=menu)
    _text, tree = seen(client, menu)
    shown, folded = tree.select_one(".axis-dates > li"), tree.select("details.axis-past")
    assert len(shown.select(".axis-dates__when p")) == 1
    assert [words(each.summary) for each in folded] == ["1 past date – Workshop", "1 past activity"]
    assert "Gone" in words(folded[1])
    assert "Past" in words(folded[1])
