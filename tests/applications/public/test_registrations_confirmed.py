"""What one reads and takes away once registered."""

import pytest
from django.test import Client

from applications.models import Application
from applications.statuses import Status
from tests.applications.registering import Visitor, plain, workshop
from tests.applications.session_calls import changed, seated
from tests.builders import Portal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Lyon", "9:30 am", "Paris time"]), ("fr", ["Lyon", "9 h 30"])],
    ids=["en", "fr"],
)
def test_the_confirmation_says_what_one_is_registered_for(portal: Portal, language: str, words: list[str]) -> None:
    block = seated(30, place="Lyon", access_url="https://meet.example.org/secret")
    one = workshop(portal, block)
    visitor = Visitor(one.forms[language]).reads()
    confirmation = visitor.register(block["id"])
    page = plain(confirmation.content.decode())
    assert all(word in page for word in words)
    assert "https://meet.example.org/secret" in page
    stranger = Client().get(confirmation.request["PATH_INFO"])
    assert stranger.status_code == 200
    assert "secret" not in stranger.content.decode()
    assert "ada@example.org" not in stranger.content.decode()


def test_the_calendar_file_is_for_who_has_a_seat(portal: Portal) -> None:
    block = seated(30, seats=1, access_url="https://meet.example.org/secret")
    one = workshop(portal, block)
    confirmation = Visitor(one.forms["en"]).reads().register(block["id"])
    address = confirmation.request["PATH_INFO"] + "calendar/"
    assert f'href="{address}"' in confirmation.content.decode()
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert b"BEGIN:VEVENT" in answer.content
    assert b"meet.example.org" in answer.content.replace(b"\r\n ", b"")
    waiting = Visitor(one.forms["en"]).register(block["id"], "late@example.org")
    assert "calendar/" not in waiting.content.decode()
    assert Client().get(waiting.request["PATH_INFO"] + "calendar/").status_code == 404
    assert Client().get(address.replace("calendar/", "").rstrip("/")[:-3] + "abc/calendar/").status_code == 404
    assert Client().post(address).status_code == 405
    Application.objects.update(status=Status.WITHDRAWN)
    assert Client().get(address).status_code == 404


def test_who_waits_reads_which_one_they_are(portal: Portal) -> None:
    block = seated(30, seats=1)
    one = workshop(portal, block)
    one.fill(block, 3)
    page = Visitor(one.forms["en"]).register(block["id"]).content.decode()
    assert "You are on the waiting list" in page
    assert "You are number 3." in page


def test_what_staff_confirm_is_not_said_to_be_certain(portal: Portal) -> None:
    block = seated(30, is_by_hand=True)
    one = workshop(portal, block)
    page = Visitor(one.forms["en"]).reads().register(block["id"]).content.decode()
    assert "You are registered" not in page
    assert "confirmed by hand" in page


def test_the_confirmation_outlives_its_session(portal: Portal) -> None:
    block = seated(30, place="Lyon")
    one = workshop(portal, block)
    confirmation = Visitor(one.forms["en"]).register(block["id"])
    changed(one.events["fr"], seated(60))
    answer = Client().get(confirmation.request["PATH_INFO"])
    assert answer.status_code == 200
    assert "Lyon" in answer.content.decode()
