"""The applicant's own page of a registration: its session, the seat that is kept, cancelling."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application, Call, OutgoingEmail
from applications.registrations.waiting_list import GOOD_FOR, hold_seats, settle_held_seats
from applications.statuses import Status
from tests.applications.session_calls import Office, office, seated
from tests.builders import Portal

LINK = "https://rooms.example.org/secret-42"


def build_office_with_one_seat() -> None:
    office(Portal(), seated(access_url=LINK, access="Tram A, MC2.", seats=1))


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_office_with_one_seat)]


def address(application: Application, name: str = "application", language: str = "en", **since: Any) -> str:
    with translation.override(language):
        return reverse(f"tracking_{name}", args=[tracking_token(application, **since)])


def text_of(client: Client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, where
    return response.content.decode()


def offered(at_work: Office, **fields: Any) -> Application:
    application = at_work.registered(Status.WAITING_LIST, **fields)
    hold_seats(at_work.call)
    application.refresh_from_db()
    assert application.status == Status.SEAT_HELD
    return application


def test_who_has_a_seat_sees_the_way_in_and_others_do_not(client: Client, at_work: Office) -> None:
    for status in Status:
        application = at_work.registered(status)
        body = text_of(client, address(application))
        assert "Event workshop" in body
        assert "Grenoble" in body
        is_in = status in (Status.ACCEPTED, Status.CLOSED)
        assert (LINK in body) == is_in, status
        assert ("Tram A" in body) == is_in, status
        assert ("Add to my calendar" in body) == is_in
        answer = client.get(address(application, "session"))
        assert answer.status_code == (200 if is_in else 404)
        if is_in:
            assert answer["Content-Type"] == "text/calendar; charset=utf-8"
            assert "no-store" in answer["Cache-Control"]
            assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
            assert LINK in answer.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_is_off_is_said(client: Client, at_work: Office, state: str) -> None:
    application = at_work.registered()
    at_work.event.sessions[0].value["state"] = state
    at_work.event.save_revision().publish()
    body = text_of(client, address(application))
    assert f"This session is {state}." in body
    assert LINK not in body


def test_the_number_in_line(client: Client, at_work: Office) -> None:
    first, second = at_work.registered(Status.WAITING_LIST), at_work.registered(Status.WAITING_LIST)
    assert "You are the next on the waiting list." in text_of(client, address(first))
    assert "You are number 2 on the waiting list." in text_of(client, address(second))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_looking_takes_nothing_and_the_button_does(client: Client, at_work: Office, language: str) -> None:
    application = offered(at_work, language=language)
    tracking, place = address(application, language=language), address(application, "seat", language)
    assert f'href="{place}"' in text_of(client, tracking)
    for _look in range(2):
        assert f'action="{place}"' in text_of(client, place)
        assert client.head(place).status_code == 200
    assert client.put(place).status_code == 405
    assert Application.objects.get(pk=application.pk).status == Status.SEAT_HELD
    for _press in range(2):
        answer = client.post(place)
        assert answer.status_code == 303
        assert answer["Location"].startswith(tracking)
    assert application.status_changes.filter(to_status=Status.ACCEPTED).count() == 1
    assert OutgoingEmail.objects.filter(occasion="registered").count() == 1
    with translation.override(language):
        assert 'role="status"' in text_of(client, f"{tracking}?said=seat")
    assert client.get(place).status_code == 303


def test_the_deadline_is_told_in_the_time_of_the_venue(client: Client, at_work: Office) -> None:
    Call.objects.filter(pk=at_work.call.pk).update(time_zone="Pacific/Noumea")
    application = offered(at_work)
    until = datetime(2035, 1, 2, 22, 15, tzinfo=UTC)
    Application.objects.filter(pk=application.pk).update(held_until=until)
    for name in ("application", "seat"):
        body = text_of(client, address(application, name))
        assert "Wednesday 3 January 2035 at 9:15\u00a0am (Nouméa time)" in body


def test_too_late_is_a_clear_page(client: Client, at_work: Office) -> None:
    application = offered(at_work)
    place = address(application, "seat")
    Application.objects.filter(pk=application.pk).update(held_until=timezone.now())
    for answer in (client.get(place), client.post(place)):
        assert answer.status_code == 410
        assert "not kept for you any more" in answer.content.decode()
        assert "put you back on the waiting list" in answer.content.decode()
    assert "not kept for you any more" in text_of(client, address(application))
    settle_held_seats(timezone.now() + GOOD_FOR)
    assert client.get(place).status_code == client.post(place).status_code == 410
    assert "No seat in time" in text_of(client, address(application))
    cancelled = at_work.registered(Status.SEAT_HELD, held_until=timezone.now() + GOOD_FOR)
    Call.objects.filter(pk=at_work.call.pk).update(session_state="cancelled")
    assert client.post(address(cancelled, "seat")).status_code == 410
    assert Application.objects.get(pk=cancelled.pk).status == Status.SEAT_HELD


def test_who_was_offered_nothing_is_led_back(client: Client, at_work: Office) -> None:
    for status in (Status.WAITING_LIST, Status.RECEIVED, Status.ACCEPTED, Status.WITHDRAWN):
        application = at_work.registered(status)
        for answer in (client.get(address(application, "seat")), client.post(address(application, "seat"))):
            assert answer.status_code == 303
            assert answer["Location"].startswith(address(application))
        assert Application.objects.get(pk=application.pk).status == status


def test_only_a_genuine_link_that_is_good_takes_a_seat(client: Client, at_work: Office) -> None:
    application = offered(at_work)
    other = at_work.registered(Status.WAITING_LIST, contact_email="zoe@example.org")
    forged = address(other, "seat").replace(f"/{other.pk}-", f"/{application.pk}-")
    old = address(application, "seat", since=timezone.now() - timedelta(days=200))
    good = address(application, "seat")
    assert client.post(forged).status_code == 404
    for tail in ("place/", "session.ics"):
        assert client.get(f"/en/follow/1-20270101-aa/{tail}").status_code == 404
    assert client.get(old).status_code == 410
    assert client.post(old).status_code == 303, "a new link is mailed"
    assert OutgoingEmail.objects.filter(occasion="follow_links").count() == 1
    Application.objects.filter(pk=application.pk).update(anonymised_at=timezone.now())
    assert client.post(good).status_code == 410
    Application.objects.filter(pk=application.pk).update(anonymised_at=None, tracking_key=uuid.uuid4())
    assert client.post(good).status_code == 404
    assert Application.objects.get(pk=application.pk).status == Status.SEAT_HELD


def test_a_page_that_was_open_for_too_long_asks_again(at_work: Office) -> None:
    application, client = offered(at_work), Client(enforce_csrf_checks=True)
    answer = client.post(address(application, "seat"))
    assert answer.status_code == 403
    assert "Press the button again" in answer.content.decode()
    assert Application.objects.get(pk=application.pk).status == Status.SEAT_HELD
    taken = at_work.registered(Status.ACCEPTED)
    assert client.post(address(taken, "seat")).status_code == 303


def test_cancelling_gives_the_seat_to_the_next(client: Client, at_work: Office) -> None:
    mine, waits = at_work.registered(), at_work.registered(Status.WAITING_LIST)
    page = address(mine, "withdraw")
    assert "Cancel my registration" in text_of(client, address(mine))
    assert "Yes, cancel my registration" in text_of(client, page)
    assert Application.objects.get(pk=mine.pk).status == Status.ACCEPTED
    answer = client.post(page, {"seen": "accepted", "reason": "Ill"})
    assert answer.status_code == 303
    assert "Your registration is cancelled." in text_of(client, answer["Location"])
    assert Application.objects.get(pk=waits.pk).status == Status.SEAT_HELD


def test_queries_of_the_pages(client: Client, at_work: Office, django_assert_num_queries: Any) -> None:
    application = offered(at_work)
    waits = at_work.registered(Status.WAITING_LIST)
    text_of(client, address(application))
    with django_assert_num_queries(10):
        text_of(client, address(application))
    with django_assert_num_queries(11):
        text_of(client, address(waits))
    with django_assert_num_queries(4):
        text_of(client, address(application, "seat"))
