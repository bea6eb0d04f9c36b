"""The sign-in sheet as PDF: who is on it, in which words, and how many columns there are to sign."""

import datetime as dt
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.registrations.attendees import attendees
from applications.registrations.session_details import OwnSession, session_of
from applications.registrations.sheet import EMPTY_LINES, sheet_of
from applications.statuses import Status
from home.documents import make_pdf
from tests.applications.kept import ARABIC
from tests.applications.session_calls import Office, changed, seated
from tests.reading_pdf import ReadPdf
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2027, 1, 12, 13, 32, tzinfo=dt.UTC)


def session(desk: Office, language: str) -> OwnSession:
    found = session_of(desk.call, language)
    assert found
    return found


def printed(desk: Office, language: str = "en") -> ReadPdf:
    return ReadPdf(make_pdf(sheet_of(desk.call, session(desk, language), attendees(desk.call), language, MOMENT)))


@pytest.mark.parametrize(
    ("language", "title", "headings", "count"),
    [
        (
            "fr",
            "Feuille d’émargement\u00a0: Atelier workshop",
            ["N°", "Nom", "Organisme", "Signature"],
            "2 personnes inscrites le 12 janvier 2027 à 14\u00a0h\u00a032.",
        ),
        (
            "en",
            "Sign-in sheet: Event workshop",
            ["No.", "Name", "Organisation", "Signature"],
            "2 people registered on 12 January 2027 at 2:32\u00a0pm.",
        ),
    ],
)
def test_those_who_have_a_seat_are_on_it(
    desk: Office, language: str, title: str, headings: list[str], count: str
) -> None:
    desk.registered(contact_name="Zoé")
    desk.registered(Status.RECEIVED, contact_name="Ada *bold*")
    for status in (Status.WAITING_LIST, Status.SEAT_HELD, Status.WITHDRAWN):
        desk.registered(status, contact_name="Nobody", held_until=timezone.now())

    read = printed(desk, language)

    assert (read.title, read.language, read.part_of_ua) == (title, language, "1")
    assert read.unmarked == ""
    assert read.texts("TH") == headings
    assert [text for text in read.texts("TD", "P", "Span") if text in ("Ada *bold*", "Zoé")] == ["Ada *bold*", "Zoé"]
    assert "Nobody" not in read.text
    assert "ada@example.org" not in read.text
    assert count in read.text
    assert [tag.kind for tag in read.tags].count("TR") == 1 + 2 + EMPTY_LINES
    assert read.is_drawn()


def test_each_day_is_signed_for_and_many_days_lie_across_the_page(desk: Office) -> None:
    block = desk.event.sessions.raw_data[0]
    last = timezone.localdate() + timedelta(days=32)
    changed(desk.event, seated(key=block["id"], end_date=str(last), start_time=None, end_time=None))

    read = printed(desk)

    assert len([text for text in read.texts("TH") if text.startswith("Signature, ")]) == 3
    width, height = read.reader.pages[0].mediabox[2:]
    assert width > height


def test_a_long_list_repeats_its_headings(desk: Office) -> None:
    name = "Une personne dont le nom est bien plus long que la colonne ne le voudrait " * 2
    desk.registered(contact_name=name)
    desk.registered(contact_name=ARABIC.split("\n")[0])
    for number in range(40):
        desk.registered(contact_name=f"Ada {number:02}")

    read = printed(desk, "fr")

    assert read.pages > 1
    assert all(f"Ada {number:02}" in read.text for number in range(40))
    assert read.text.count("Organisme") == 1, "read once"
    assert read.reader.pages[1].extract_text().count("Organisme") == 1, "and drawn on each page"
    assert read.unmarked == ""


def test_the_same_people_at_the_same_moment_make_the_same_file(desk: Office) -> None:
    desk.registered()
    first, second = (
        make_pdf(sheet_of(desk.call, session(desk, "fr"), attendees(desk.call), "fr", MOMENT)) for _ in range(2)
    )
    assert first == second


def test_the_download_is_named_and_kept_by_nobody(desk: Office) -> None:
    desk.registered()
    where = f"/admin/applications/attendance/{desk.call.pk}/sheet.pdf"
    for language, word in (("fr", "feuille-d-emargement"), ("en", "sign-in-sheet")):
        response = log_in(desk.moderator, language).get(where)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith(f'attachment; filename="{desk.call.code}-{word}-20')
        assert "no-store" in response["Cache-Control"]
        assert ReadPdf(response.content).language == language
