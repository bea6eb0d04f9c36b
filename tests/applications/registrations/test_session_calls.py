"""The calls of an event's sessions: each is synced with what is published, and nobody is told twice of the same."""

import logging
import uuid
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Call, OutgoingEmail
from applications.models.calls import CallState
from applications.registrations.session_calls import is_behind, sync_event, take_over
from applications.staff.sessions import say_if_behind
from applications.statuses import Status
from events.models import EventPage
from tests.applications.session_calls import SESSION, Office, changed, office, seated, steps_with_session
from tests.builders import Portal, publish

pytestmark = pytest.mark.django_db

TORONTO, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")


def in_days(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def mails(occasion: str = "session_changed") -> int:
    return OutgoingEmail.objects.filter(occasion=occasion).count()


def call_of(block: dict[str, Any]) -> Call:
    return Call.objects.get(session_key=block["id"])


# What is made


def test_a_published_session_is_a_call(portal: Portal) -> None:
    block = seated(30, seats=20, closes_on=str(in_days(20)), is_by_hand=True, has_waiting_list=False)
    page = portal.event("fr", "atelier", sessions=[block, seated(40, is_open=False)], time_zone="America/Toronto")
    call = Call.objects.get()
    assert (call.kind, call.subject_id, call.time_zone) == (CallKind.REGISTRATION, page.pk, "America/Toronto")
    assert (call.capacity, call.has_waiting_list, call.confirms_at_once) == (20, False, False)
    assert call.closes_at == datetime.combine(in_days(21), time.min, TORONTO), "the last midnight of the last day"
    assert call.session_starts_at == datetime.combine(in_days(30), time(9, 30), TORONTO)
    assert call.session_ends_at == datetime.combine(in_days(30), time(12, 30), TORONTO)
    assert str(call.session_key) == block["id"]
    assert call.code == f"atelier-{in_days(30):%y%m%d}"
    assert (call.session_state, call.state(), call.series) == ("confirmed", CallState.OPEN, None)


@pytest.mark.parametrize(
    ("session", "closes"),
    [
        ({"start_time": "18:00"}, (30, "18:00")),
        ({"start_time": None, "end_time": None}, (30, "00:00")),
        ({"start_time": "18:00", "closes_on": 30}, (30, "18:00")),
        ({"start_time": "18:00", "closes_on": 29}, (30, "00:00")),
    ],
    ids=["when it begins", "when the day begins", "not after it begins", "the midnight before"],
)
def test_one_registers_until_the_last_day_or_the_beginning(
    portal: Portal, session: dict[str, Any], closes: tuple[int, str]
) -> None:
    if "closes_on" in session:
        session = session | {"closes_on": str(in_days(session["closes_on"]))}
    portal.event("fr", "atelier", sessions=[seated(30, **{"end_time": None} | session)])
    day, hour = closes
    assert Call.objects.get().closes_at == datetime.combine(in_days(day), time.fromisoformat(hour), PARIS)


def test_people_and_rules_come_from_the_call_of_the_form(portal: Portal) -> None:
    desk = office(portal, seated(30), seated(40))
    assert {call.moderators for call in Call.objects.filter(series=desk.series)} == {desk.series.moderators}
    assert desk.series.closes_at == Call.objects.get(session_key=desk.event.all_sessions[1].key).closes_at
    desk.series.moderators, desk.series.draft_days = Group.objects.create(name="new"), 7
    desk.series.opens_at = timezone.now() + timedelta(days=35)
    desk.series.save()
    take_over(desk.series)
    first, second = Call.objects.filter(series=desk.series).order_by("session_starts_at")
    assert (first.moderators, first.draft_days) == (desk.series.moderators, 7)
    assert (second.opens_at, second.state()) == (desk.series.opens_at, CallState.UPCOMING)
    assert (first.opens_at, first.state()) == (None, CallState.CLOSED), "it would close before it opens"
    desk.series.refresh_from_db()
    desk.series.opens_at = None
    desk.series.save()
    take_over(desk.series)
    assert call_of_first(desk).state() == CallState.OPEN


def call_of_first(desk: Office) -> Call:
    return desk.call


def test_a_form_that_is_published_after_its_event(portal: Portal) -> None:
    """Until then the call has no moderators, and only administrators see it."""
    block = seated()
    pages = {code: portal.event(code, "atelier", sessions=[block]) for code in ("fr", "en")}
    assert call_of(block).moderators is None
    moderators = Group.objects.create(name="people")
    series = Call.objects.create(code="series", kind=CallKind.REGISTRATION, moderators=moderators)
    steps = steps_with_session()
    for code, page in pages.items():
        portal.form(code, series, page, steps=steps[code])
    call = call_of(block)
    assert (call.series, call.moderators) == (series, moderators)
    assert FormPage.objects.live().count() == 2


def test_codes_tell_events_days_and_copies_apart(portal: Portal) -> None:
    slug = "un-titre-qui-est-vraiment-beaucoup-trop-long-pour-un-code"
    portal.event("fr", slug, sessions=[seated(30), seated(30), seated(31)])
    codes = list(Call.objects.order_by("pk").values_list("code", flat=True))
    assert len(set(codes)) == 3
    assert max(len(code) for code in codes) <= 40
    assert codes[1] == f"{codes[0]}-2"


# Publishing again


def test_published_again_unchanged_nothing_happens(portal: Portal) -> None:
    desk = office(portal)
    desk.registered()
    before = list(Call.objects.order_by("pk").values())
    publish(desk.event)
    publish(desk.translation)
    assert list(Call.objects.order_by("pk").values()) == before
    assert mails() == 0


def test_a_draft_changes_nothing(kept_office: Office) -> None:
    kept_office.registered()
    kept_office.event.sessions = [seated(60, key=SESSION["id"], seats=1)]
    kept_office.event.save_revision()
    assert call_of(SESSION).session_starts_at.date() == in_days(30)  # type: ignore[union-attr]
    assert mails() == 0
    kept_office.event.save_revision().publish()
    assert call_of(SESSION).session_starts_at.date() == in_days(60)  # type: ignore[union-attr]
    assert mails() == 1


@pytest.mark.parametrize(
    "change",
    [{"start_time": "10:00"}, {"place": "Lyon"}, {"state": "postponed"}, {"access_url": "https://example.org/room"}],
    ids=lambda change: next(iter(change)),
)
def test_those_concerned_are_told_once_of_a_change(kept_office: Office, change: dict[str, Any]) -> None:
    told = [Status.ACCEPTED, Status.RECEIVED, Status.IN_REVIEW, Status.WAITING_LIST]
    for status in (*told, Status.WITHDRAWN, Status.DECLINED, Status.LAPSED):
        kept_office.registered(status)
    for _twice in range(2):
        changed(kept_office.event, seated(key=SESSION["id"], **change))
        changed(kept_office.translation, seated(key=SESSION["id"], **change))
    assert mails() == len(told)


def test_the_rules_of_registration_are_no_news(kept_office: Office) -> None:
    kept_office.registered()
    changed(
        kept_office.event,
        seated(key=SESSION["id"], seats=9, closes_on=str(in_days(3)), note="Bring a pen", access="Tram"),
    )
    assert (call_of(SESSION).capacity, mails()) == (9, 0)


def test_what_moved_into_the_past_is_told_to_nobody_and_back_to_all(kept_office: Office) -> None:
    kept_office.registered()
    changed(kept_office.event, seated(-3, key=SESSION["id"]))
    assert (call_of(SESSION).state(), mails()) == (CallState.CLOSED, 0)
    changed(kept_office.event, seated(9, key=SESSION["id"]))
    assert (call_of(SESSION).state(), mails()) == (CallState.OPEN, 1)


def test_more_seats_are_offered_to_those_who_wait(portal: Portal) -> None:
    block = seated(seats=1)
    desk = office(portal, block)
    desk.registered()
    waiting = [desk.registered(Status.WAITING_LIST, number=place) for place in (1, 2, 3)]
    changed(desk.event, seated(key=block["id"], seats=3))
    for dossier in waiting:
        dossier.refresh_from_db()
    assert [dossier.status for dossier in waiting] == [Status.SEAT_HELD, Status.SEAT_HELD, Status.WAITING_LIST]
    assert (mails("place_offered"), mails()) == (2, 0)
    changed(desk.event, seated(1, key=block["id"], seats=3))
    waiting[0].refresh_from_db()
    assert waiting[0].held_until == call_of(block).session_starts_at, "no seat is kept after the beginning"


def test_fewer_seats_take_nobodys_away(kept_office: Office) -> None:
    taken = [kept_office.registered() for _place in range(2)]
    changed(kept_office.event, seated(key=SESSION["id"], seats=1))
    assert {dossier.call.applications.get(pk=dossier.pk).status for dossier in taken} == {Status.ACCEPTED}


# Taken away, and given back


def test_a_session_that_is_taken_away(portal: Portal) -> None:
    """Its call goes if nobody registered, and is closed if somebody did. The form closes with the last of them."""
    first, second, third = seated(10), seated(20), seated(30)
    desk = office(portal, first, second, third)
    desk.registered(call=call_of(third))
    of_form = call_of(second).versions.create(content={}, content_hash="a form of its own")
    changed(desk.event, first)
    assert call_of(second).state() == CallState.CLOSED
    of_form.delete()
    changed(desk.event, first)
    assert not Call.objects.filter(session_key=second["id"]).exists()
    kept = call_of(third)
    assert (kept.session_state, kept.state(), mails()) == ("removed", CallState.CLOSED, 0)
    desk.series.refresh_from_db()
    assert desk.series.closes_at == call_of(first).closes_at
    changed(desk.event, third)
    assert (call_of(third).session_state, call_of(third).state(), mails()) == ("confirmed", CallState.OPEN, 0)
    desk.series.refresh_from_db()
    assert desk.series.closes_at == call_of(third).closes_at
    changed(desk.event)
    desk.series.refresh_from_db()
    assert desk.series.state() == CallState.CLOSED


def test_a_session_that_takes_no_registrations_any_more(kept_office: Office) -> None:
    kept_office.registered()
    changed(kept_office.event, seated(key=SESSION["id"], is_open=False))
    call = call_of(SESSION)
    assert (call.session_state, call.state(), mails()) == ("confirmed", CallState.CLOSED, 0)
    changed(kept_office.event, seated(33, key=SESSION["id"], is_open=False))
    assert mails() == 1, "those who have a seat are still told when it is another day"


def test_an_event_that_is_taken_down_and_put_back(portal: Portal) -> None:
    block, empty = seated(), seated(40)
    desk = office(portal, block, empty)
    desk.registered()
    desk.translation.unpublish()
    assert call_of(block).state() == CallState.OPEN, "it is live in the other language"
    desk.event.unpublish()
    assert (call_of(block).state(), Call.objects.filter(session_key=empty["id"]).count()) == (CallState.CLOSED, 0)
    publish(EventPage.objects.get(pk=desk.event.pk))
    assert (call_of(block).state(), mails()) == (CallState.OPEN, 0)
    assert call_of(empty).moderators == desk.series.moderators


def test_what_took_place_stays_as_it_was(portal: Portal) -> None:
    """An event that expires after its last session."""
    block = seated(-1)
    desk = office(portal, block)
    desk.registered()
    EventPage.objects.filter(live=True).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert not EventPage.objects.get(pk=desk.event.pk).live
    assert (call_of(block).session_state, call_of(block).session_starts_at.date()) == ("confirmed", in_days(-1))  # type: ignore[union-attr]


def test_an_event_that_is_deleted(portal: Portal) -> None:
    block, empty = seated(), seated(40)
    desk = office(portal, block, empty)
    desk.registered()
    desk.event.delete()
    assert (call_of(block).subject_id, call_of(block).state()) == (desk.translation.pk, CallState.OPEN)
    EventPage.objects.get(pk=desk.translation.pk).get_parent().delete()
    call = Call.objects.get(session_key__isnull=False)
    assert (str(call.session_key), call.session_state, call.subject) == (block["id"], "removed", None)


def test_scheduled(portal: Portal) -> None:
    block = seated()
    page = portal.event("fr", "atelier", sessions=[])
    page.sessions, page.go_live_at = [block], timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert not Call.objects.exists()
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert call_of(block).subject_id == page.pk


# Languages, several events, copies


def test_an_event_in_english_only(portal: Portal) -> None:
    block = seated(place="Library")
    english = portal.event("en", "workshop", sessions=[block])
    call = call_of(block)
    assert (call.subject_id, call.session_facts["place"]) == (english.pk, "Library")


def test_the_source_says_what_holds_and_its_translation_only_words(portal: Portal) -> None:
    block = seated(place="Bibliothèque")
    desk = office(portal, block)
    desk.registered()
    changed(desk.translation, seated(60, key=block["id"], place="Library", seats=9))
    assert (call_of(block).capacity, call_of(block).session_facts["place"], mails()) == (2, "Bibliothèque", 0)
    changed(desk.translation, seated(key=block["id"], place="Library"))
    desk.event.unpublish()
    assert (call_of(block).session_facts["place"], mails()) == ("Library", 0), "the same place, in the other language"
    publish(EventPage.objects.get(pk=desk.event.pk))
    assert (call_of(block).session_facts["place"], mails()) == ("Bibliothèque", 0)


def test_two_events_do_not_disturb_one_another(portal: Portal) -> None:
    first, second = seated(50), seated(20)
    desk = office(portal, first)
    other = portal.event("fr", "other", sessions=[second])
    steps = steps_with_session()
    portal.form("fr", desk.series, other, slug="also", steps=steps["fr"])
    portal.form("en", desk.series, portal.event("en", "other", sessions=[second]), slug="also", steps=steps["en"])
    assert call_of(second).series == desk.series
    changed(other, second)
    desk.series.refresh_from_db()
    assert desk.series.closes_at == call_of(first).closes_at, "the form is open as long as a session of either event"
    changed(desk.event)
    assert call_of(second).state() == CallState.OPEN


def test_a_copy_of_an_event_does_not_take_its_calls_away(portal: Portal, kept_office: Office) -> None:
    """However it came to have the same ids of blocks."""
    kept_office.registered()
    copied = portal.event("fr", "copy")
    copied.sessions = [SESSION]
    copied.save_revision(clean=False).publish()
    copied.refresh_from_db()
    assert str(copied.all_sessions[0].key) == SESSION["id"]
    assert call_of(SESSION).subject_id == kept_office.event.pk
    copied.unpublish()
    assert (call_of(SESSION).subject_id, call_of(SESSION).state()) == (kept_office.event.pk, CallState.OPEN)


# What staff wrote stays, and a failure is no disaster


def test_when_a_form_will_open_stays_written_while_no_session_is_there(kept_office: Office) -> None:
    opens = timezone.now() + timedelta(days=5)
    Call.objects.filter(pk=kept_office.series.pk).update(opens_at=opens)
    changed(kept_office.event)
    changed(kept_office.event, SESSION)
    kept_office.series.refresh_from_db()
    assert (kept_office.series.opens_at, call_of(SESSION).opens_at) == (opens, opens)


def test_a_failure_leaves_the_page_published_and_the_calls_as_they_were(
    portal: Portal, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = seated(10), seated(20)
    desk = office(portal, first)
    broken = monkeypatch.context()
    with broken as patch, caplog.at_level(logging.ERROR):
        patch.setattr("applications.registrations.session_calls._close_with_the_last", lambda *_args: 1 / 0)
        page = changed(desk.event, seated(11, key=first["id"]), second)
    assert page.live
    assert page.dates.count() == 2
    assert call_of(first).session_starts_at.date() == in_days(10)  # type: ignore[union-attr]
    assert not Call.objects.filter(session_key=second["id"]).exists()
    assert str(page.pk) in caplog.text
    assert is_behind(page.translation_key)
    publish(page)
    assert not is_behind(page.translation_key)
    assert call_of(second).moderators == desk.series.moderators


def test_both_languages_published_at_once_make_one_call(portal: Portal, monkeypatch: Any) -> None:
    block = seated()
    page = portal.event("fr", "atelier", sessions=[])
    made: list[Call] = []

    def code_of_the_slower(facts: Any) -> str:
        """Between looking for the call and making it, the other one makes it."""
        if not made:
            made.append(Call.objects.create(session_key=facts.key, code="faster"))
            return "faster"
        return "slower"

    with monkeypatch.context() as patch:
        patch.setattr("applications.registrations.session_calls._code", code_of_the_slower)
        changed(page, block)
    assert call_of(block).subject_id == page.pk


def test_an_event_that_nobody_knows(portal: Portal) -> None:
    sync_event(uuid.uuid4())
    assert not Call.objects.exists()


def test_who_publishes_reads_that_registrations_are_not_synced(
    portal: Portal, kept_office: Office, monkeypatch: Any
) -> None:
    request = RequestFactory().get("/")
    said: list[str] = []
    monkeypatch.setattr("applications.staff.sessions.messages.error", lambda _request, text: said.append(text))
    say_if_behind(request, kept_office.event)
    say_if_behind(request, portal.agendas["fr"])
    assert said == []
    Call.objects.filter(session_key=SESSION["id"]).update(capacity=7)
    say_if_behind(request, kept_office.event)
    assert len(said) == 1
