import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from events.models import EventDate, EventPage
from events.registering import registering
from home.models import Audience
from tests.builders import Portal, publish, staff
from tests.events.sessions import session

pytestmark = pytest.mark.django_db


def main_session(page: EventPage) -> Any:
    """The session that the page is about, as its template asks."""
    row = registering(page, {}, {}, None).main
    return row.session if row else None


def test_hours_are_those_of_the_events_time_zone(portal: Portal) -> None:
    """Both daylight-saving changes of 2024, in Paris and in Toronto."""
    days = ["2024-03-30", "2024-03-31", "2024-10-26", "2024-10-27"]
    sessions = [session(day, start_time="09:45", end_time="10:45") for day in days]
    paris = portal.event("fr", "paris", sessions=sessions, time_zone="Europe/Paris")
    toronto = portal.event("fr", "toronto", sessions=sessions, time_zone="America/Toronto")
    starts = {page.slug: [d.starts_at.hour for d in page.dates.order_by("starts_at")] for page in (paris, toronto)}
    assert starts == {"paris": [8, 7, 7, 8], "toronto": [13, 13, 13, 13]}


def test_a_session_without_hours_lasts_all_its_days(portal: Portal) -> None:
    page = portal.event("fr", "festival", sessions=[session("2023-10-19", end_date="2023-10-20")])
    row = EventDate.objects.get(page=page)
    assert row.starts_at == datetime(2023, 10, 18, 22, tzinfo=UTC)
    assert row.ends_at == datetime(2023, 10, 20, 22, tzinfo=UTC)
    assert not row.has_time


def test_the_next_session_stands_for_the_event(portal: Portal) -> None:
    today = timezone.localdate()
    past, near, far = (session(today + timedelta(days=n)) for n in (-30, 10, 40))
    page = portal.event("fr", "training", sessions=[far, past, near])
    assert main_session(page).first_day == today + timedelta(days=10)
    assert not page.is_past
    over = portal.event("fr", "over", sessions=[past])
    assert over.is_past
    assert main_session(over)
    undated = portal.event("fr", "undated")
    assert main_session(undated) is None
    assert not undated.is_past


def test_a_cancelled_session_does_not_stand_for_the_event(portal: Portal) -> None:
    today = timezone.localdate()
    cancelled = session(today + timedelta(days=3), state="cancelled")
    page = portal.event("fr", "training", sessions=[cancelled, session(today + timedelta(days=9))])
    assert main_session(page).first_day == today + timedelta(days=9)


def test_dates_follow_publication(portal: Portal) -> None:
    page = portal.event("fr", "one", sessions=[session("2030-01-01"), session("2030-02-01")])
    assert EventDate.objects.count() == 2
    page.unpublish()
    assert EventDate.objects.count() == 0


def test_the_agenda_tells_what_is_to_come_from_what_was(client: Client, portal: Portal) -> None:
    today = timezone.localdate()
    portal.event("fr", "past", title="Autrefois", sessions=[session(today - timedelta(days=9))])
    portal.event("fr", "next", title="Bientôt", sessions=[session(today + timedelta(days=9))])
    portal.event("fr", "someday", title="Un jour")
    portal.event("en", "english", title="English only", sessions=[session(today + timedelta(days=9))])
    upcoming = client.get("/fr/agenda/")
    assert [d.page.slug for d in upcoming.context["dates"]] == ["next"]
    assert [p.slug for p in upcoming.context["undated"]] == ["someday"]
    past = client.get("/fr/agenda/?past=1")
    assert [d.page.slug for d in past.context["dates"]] == ["past"]


@pytest.mark.parametrize(
    "junk", ["?page=abc", "?page=-1", "?past=%00", "?page=%00", "?page=" + "9" * 400, "?x=" + "y" * 9000]
)
def test_junk_in_the_agenda_is_ignored(client: Client, portal: Portal, junk: str) -> None:
    assert client.get(f"/fr/agenda/{junk}").status_code == 200


def json_ld(client: Client, page: EventPage) -> list[dict[str, Any]]:
    html = client.get(page.get_url()).content.decode()
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]


def test_each_session_is_an_event_to_machines(client: Client, portal: Portal) -> None:
    timed = session(
        "2023-02-13", start_time="09:45", end_time="10:45", place="Québec </script>", online_url="https://x.example"
    )
    page = portal.event(
        "fr", "forum", time_zone="America/Toronto", sessions=[timed, session("2023-03-01", state="cancelled")]
    )
    first, second = [item for item in json_ld(client, page) if item["@type"] == "Event"]
    assert first["startDate"] == "2023-02-13T09:45:00-05:00"
    assert first["endDate"] == "2023-02-13T10:45:00-05:00"
    assert first["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert first["location"][0]["name"] == "Québec </script>"
    assert second["startDate"] == "2023-03-01"
    assert second["eventStatus"].endswith("EventCancelled")
    assert first["@id"] != second["@id"]


def test_sessions_that_make_no_sense_are_refused() -> None:
    block = EventPage._meta.get_field("sessions").stream_block.child_blocks["session"]
    good = session("2024-01-10")["value"]
    for wrong in (
        {"end_date": "2024-01-09"},
        {"start_time": "10:00", "end_time": "09:00"},
        {"end_time": "09:00"},
    ):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(good | wrong))
    late = {"is_open": True, "seats": 3, "has_waiting_list": True, "closes_on": "2024-01-11", "is_by_hand": False}
    for day in ("2024-01-11", "0001-01-01"):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(good | {"registration": late | {"closes_on": day}}))
    block.clean(block.to_python(good | {"registration": late | {"closes_on": "2024-01-10"}}))
    block.clean(block.to_python(good | {"start_time": "22:00", "end_time": "02:00", "end_date": "2024-01-11"}))


def test_all_but_the_words_of_a_translation_follow_the_source(portal: Portal) -> None:
    """Days, state and registration are no texts; the link of those registered is asked of no translator."""
    rules = {"is_open": True, "seats": 16, "has_waiting_list": True, "closes_on": None, "is_by_hand": False}
    secret = session("2030-01-10", note="Demi-journée", access_url="https://x.example/secret", registration=rules)
    page = portal.event("fr", "atelier", sessions=[secret])
    translate_object(page, [portal.locales["en"]])
    source = TranslationSource.objects.get_for_instance(page)
    texts = {one.string.data for one in StringSegment.objects.filter(source=source).select_related("string")}
    assert "Demi-journée" in texts
    assert not any("secret" in text or "confirmed" in text for text in texts)
    page.sessions[0].value["state"] = "postponed"
    page.sessions[0].value["registration"]["seats"] = 5
    page.sessions[0].value["registration"]["has_waiting_list"] = False
    publish(page)
    source.update_from_db()
    Translation.objects.get(source=source).save_target(publish=False)
    english = EventPage.objects.get(translation_key=page.translation_key, locale=portal.locales["en"])
    (made,) = english.get_latest_revision_as_object().all_sessions
    assert made.state == "postponed"
    assert made.registration
    assert (made.registration.seats, made.registration.has_waiting_list) == (5, False)
    assert made.access_url == "https://x.example/secret"


def test_editors_choose_audiences_of_the_sources_language(portal: Portal) -> None:
    chosen = {
        code: Audience.objects.create(name=code, slug="all", locale=portal.locales[code]) for code in ("fr", "en")
    }
    page = portal.event("fr", "atelier")
    form = EventPage.get_edit_handler().get_form_class()(instance=page, for_user=staff("e@example.org"))
    assert list(form.fields["audiences"].queryset) == [chosen["fr"]]
