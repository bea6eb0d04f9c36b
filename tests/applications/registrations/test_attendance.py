"""Who came to a session: the list of sessions, the list of people, the sheet, the file, and who gets none of them."""

import csv
import io
import re
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Access, Application, Attendance, Beneficiary, Call, Reading
from applications.privacy.anonymising import anonymise
from applications.privacy.personal_data import as_data, person_of
from applications.registrations.attendance import mark
from applications.statuses import Status
from offers.registering import Phase
from tests.applications.session_calls import Office, changed, office, seated
from tests.builders import KEYS, Portal
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db

XHR = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
VIEWS = ("attendance", "attendance_sheet", "attendance_pdf", "attendance_file")


def address(desk: Office, view: str = "attendance") -> str:
    return reverse(f"applications:{view}", args=(desk.call.pk,))


def came(desk: Office) -> dict[str, bool]:
    rows = Attendance.objects.filter(application__call=desk.call)
    return dict(rows.values_list("application__contact_name", "is_present"))


def shown(client: Client, desk: Office) -> dict[str, str]:
    """What the form of the list sends when nothing is changed."""
    page = client.get(address(desk)).content.decode()
    seen = dict(re.findall(r'name="(seen-\d+)" value="(\w*)"', page))
    return seen | {name.replace("seen", "came"): value for name, value in seen.items()}


# The list of sessions


def test_the_sessions_of_ones_calls_those_to_come_first() -> None:
    portal = Portal()
    desk = office(portal, seated(-9), seated(-2), seated(40), seated(3, seats=2, state="postponed"))
    office(portal, seated(5), slug="beside")
    full = Call.objects.get(series=desk.series, session_starts_at__gt=timezone.now() + timedelta(days=30))
    for status in (Status.ACCEPTED, Status.SEAT_HELD, Status.WAITING_LIST, Status.WAITING_LIST, Status.WITHDRAWN):
        desk.registered(status, call=full)
    client = log_in(desk.moderator, "en")
    parts = client.get(reverse("sessions:index")).context["parts"]
    days = [(label, [row.session.first_day - timezone.localdate() for row in rows]) for label, rows in parts]
    assert [(label, [day.days for day in found]) for label, found in days] == [
        ("Upcoming sessions", [3, 40]),
        ("Past sessions", [-2, -9]),
    ]
    postponed, row = parts[0][1]
    assert (row.seats.taken, row.registered, row.seats.held, row.seats.waiting, row.share) == (2, 1, 1, 2, 100)
    assert (row.phase, postponed.phase, parts[1][1][0].phase) == (Phase.FULL, Phase.POSTPONED, Phase.OVER)
    assert row.session.title == "Event workshop", "in the reader’s language"
    everything = log_in(desk.administrator).get(reverse("sessions:index")).context["parts"]
    assert sum(len(rows) for _label, rows in everything) == 5
    titles = [row.session.title for _label, rows in everything for row in rows]
    assert titles.count("Atelier beside") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_sessions_takes_few_queries(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    portal = Portal()
    desks = [office(portal, *[seated(9)] * number, slug=f"event-{place}") for place in range(number)]
    for desk in desks:
        desk.registered()
    client = log_in(desks[0].administrator, "en")
    client.get("/admin/")
    with django_assert_num_queries(13):
        client.get(reverse("sessions:index"))


def test_a_session_whose_event_is_gone_is_still_listed(desk: Office) -> None:
    desk.registered()
    desk.translation.delete()
    desk.event.delete()
    page = log_in(desk.moderator, "en").get(reverse("sessions:index")).content.decode()
    assert "Not in the event any more" in page
    response = log_in(desk.moderator, "en").get(
        reverse("applications:attendance", args=(Call.objects.get(session_key__isnull=False).pk,))
    )
    assert "write to them" in response.content.decode()


def test_junk_in_the_address(desk: Office) -> None:
    client = log_in(desk.moderator)
    for junk in ("p=0", "p=-1", "p=zz", "p=99999999999999999999", "p=%00"):
        assert client.get(reverse("sessions:index") + f"?{junk}").status_code == 200
        assert client.get(address(desk) + f"?{junk}").status_code == 200
    assert client.get("/admin/applications/attendance/99999999999999999999/", **XHR).status_code == 404


# The list of people


def test_who_is_on_the_list_and_where(desk: Office) -> None:
    names = {
        Status.ACCEPTED: "Zoé",
        Status.RECEIVED: "Élise",
        Status.CLOSED: "Ada",
        Status.SEAT_HELD: "Kept",
        Status.WAITING_LIST: "Waits",
        Status.WITHDRAWN: "Gone",
        Status.LAPSED: "Late",
        Status.DECLINED: "No",
    }
    for number, (status, name) in enumerate(names.items()):
        ends = timezone.now() + timedelta(days=1) if status == Status.SEAT_HELD else None
        desk.registered(status, contact_name=name, number=number, held_until=ends)
    group = Beneficiary.objects.create(key="siret:1", name="Les Amis")
    Application.objects.filter(contact_name="Ada").update(beneficiary=group)
    response = log_in(desk.moderator, "en").get(address(desk))
    people = response.context["page_obj"].object_list
    assert [(person.name, person.is_confirmed, person.organisation) for person in people] == [
        ("Ada", True, "Les Amis"),
        ("Élise", False, ""),
        ("Zoé", True, ""),
    ]
    assert [person.name for person in response.context["offered"]] == ["Kept"]
    assert [person.name for person in response.context["waiting"]] == ["Waits"]
    text = response.content.decode()
    assert text.count("To be confirmed") == 1
    assert "cela compte" not in text, "no answer is shown"
    assert f"{reverse('applications:index')}?call={desk.call.pk}&amp;status=accepted" in text


def test_queries_do_not_grow_with_the_people(desk: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = log_in(desk.moderator)
    for number in (1, 3):
        for _time in range(number):
            for status in (Status.ACCEPTED, Status.SEAT_HELD, Status.WAITING_LIST):
                desk.registered(status, held_until=timezone.now() + timedelta(days=1))
            mark(call=desk.call, marks={desk.registered().pk: True}, by=desk.colleague)
        client.get(address(desk))
        expected = {"attendance": 20, "attendance_sheet": 13, "attendance_pdf": 14, "attendance_file": 16}
        for view, queries in expected.items():
            url = address(desk, view)
            with django_assert_num_queries(queries):
                response = client.get(url)
                assert not response.streaming or b"".join(response.streaming_content)


def test_marking_needs_no_script_and_can_be_repeated(desk: Office) -> None:
    ada, bea = (desk.registered(contact_name=name) for name in ("Ada", "Bea"))
    client = log_in(desk.moderator, "en")
    data = shown(client, desk) | {f"came-{ada.pk}": "yes", f"came-{bea.pk}": "no"}
    for _twice in range(2):
        assert client.post(address(desk), data).status_code == 302
    assert came(desk) == {"Ada": True, "Bea": False}
    assert set(Attendance.objects.values_list("marked_by", flat=True)) == {desk.moderator.pk}
    assert "2 people marked" in client.get(address(desk)).content.decode()
    page = client.get(address(desk))
    assert (page.context["present"], page.context["absent"], page.context["unmarked"]) == (1, 1, 0)
    client.post(address(desk), shown(client, desk) | {f"came-{ada.pk}": ""})
    assert came(desk) == {"Bea": False}


def test_two_people_at_two_doors_do_not_undo_each_other(desk: Office) -> None:
    ada, bea = (desk.registered(contact_name=name) for name in ("Ada", "Bea"))
    first, second = log_in(desk.moderator), log_in(desk.colleague)
    data = shown(first, desk)
    second.post(address(desk), shown(second, desk) | {f"came-{bea.pk}": "yes"})
    first.post(address(desk), data | {f"came-{ada.pk}": "no"})
    assert came(desk) == {"Ada": False, "Bea": True}
    assert Attendance.objects.get(application=bea).marked_by == desk.colleague


def test_who_has_no_seat_is_refused_and_the_others_are_marked(desk: Office) -> None:
    ada, bea = (desk.registered(contact_name=name) for name in ("Ada", "Bea"))
    client = log_in(desk.moderator, "en")
    data = shown(client, desk) | {f"came-{ada.pk}": "yes", f"came-{bea.pk}": "yes"}
    Application.objects.filter(pk=bea.pk).update(status=Status.WITHDRAWN)
    page = client.post(address(desk), data, follow=True).content.decode()
    assert came(desk) == {"Ada": True}
    assert "no seat any more: Bea" in page


def test_who_was_seen_stays_on_the_list_when_the_registration_lapses(desk: Office) -> None:
    ada = desk.registered(Status.RECEIVED, contact_name="Ada")
    mark(call=desk.call, marks={ada.pk: True}, by=desk.moderator)
    Application.objects.filter(pk=ada.pk).update(status=Status.LAPSED)
    [person] = log_in(desk.moderator).get(address(desk)).context["page_obj"].object_list
    assert (person.name, person.has_seat) == ("Ada", False)
    assert mark(call=desk.call, marks={ada.pk: False}, by=desk.moderator).number == 1
    assert log_in(desk.moderator).get(address(desk, "attendance_sheet")).context["people"] == []


def test_junk_in_the_form_marks_nobody() -> None:
    portal = Portal()
    desk, other = office(portal), office(portal, slug="other")
    ada = desk.registered()
    theirs = other.registered(contact_name="Theirs")
    client = log_in(desk.moderator)
    junk = {f"came-{ada.pk}": "perhaps", "came-": "yes", "came-x": "yes", f"came-{'9' * 30}": "yes", "came-٣": "yes"}
    for data in (junk, {f"came-{theirs.pk}": "yes"}, {}, {"p": "x"}):
        assert client.post(address(desk), data).status_code == 302
    assert not Attendance.objects.exists()


def test_marking_takes_as_many_queries_for_one_as_for_all(
    desk: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossiers = [desk.registered() for _place in range(4)]
    call = desk.call
    for part in (dossiers[:1], dossiers[1:]):
        with django_assert_num_queries(6):
            mark(call=call, marks={each.pk: True for each in part}, by=desk.moderator)


# The sheet and the file


def test_the_sheet_in_the_language_of_who_prints_it(desk: Office) -> None:
    desk.registered(contact_name="<b>Ada</b>")
    desk.registered(Status.WAITING_LIST, contact_name="Waits")
    french, english = (log_in(desk.moderator, code).get(address(desk, "attendance_sheet")) for code in ("fr", "en"))
    assert "Atelier workshop" in french.content.decode()
    page = english.content.decode()
    assert "Event workshop" in page
    assert "Grenoble" in page
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "Waits" not in page
    assert 'lang="en"' in page
    assert "ada@example.org" not in page


def test_a_session_of_several_days_is_signed_each_day(desk: Office) -> None:
    block = desk.event.sessions.raw_data[0]
    last = timezone.localdate() + timedelta(days=32)
    changed(desk.event, seated(key=block["id"], end_date=str(last), start_time=None, end_time=None))
    assert len(log_in(desk.moderator).get(address(desk, "attendance_sheet")).context["days"]) == 3


def test_the_file(desk: Office) -> None:
    ada = desk.registered(contact_name="=Ada", contact_email="ada@example.org")
    desk.registered(Status.WAITING_LIST, contact_name="Waits")
    version = desk.forms["fr"].call.versions.get()
    for form in version.content.values():
        next(spec for spec in form["steps"][0]["questions"] if spec["key"] == KEYS["why"])["private"] = True
    version.save()
    mark(call=desk.call, marks={ada.pk: True}, by=desk.moderator)
    response = log_in(desk.moderator, "en").get(address(desk, "attendance_file"))
    raw = b"".join(response.streaming_content)
    [row] = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(row)[:8] == [
        "Reference",
        "Name",
        "E-mail",
        "Organisation",
        "Status",
        "Present",
        "Registered on",
        "Language",
    ]
    assert (row["Name"], row["Present"], row["Status"], row["Language"]) == ("'=Ada", "yes", "Accepted", "French")
    assert row["What you look for"] == "Training"
    assert "Why?" not in row
    assert response["Content-Disposition"].startswith("attachment; filename=")


# Who, and what is written down


@pytest.mark.parametrize("who", ["stranger", "committee"])
def test_it_is_missing_for_everybody_else(desk: Office, who: str) -> None:
    dossier = desk.registered(Status.READY)
    client = log_in(getattr(desk, who))
    for view, method, headers in product(VIEWS, ("get", "post"), ({}, XHR)):
        response = getattr(client, method)(address(desk, view), {f"came-{dossier.pk}": "yes"}, **headers)
        assert response.status_code == 404, (view, method)
    assert not Attendance.objects.exists()
    assert not Access.objects.exists()


def test_who_is_not_signed_in_signs_in_first(desk: Office) -> None:
    for view, method in product(VIEWS, ("get", "post")):
        response = getattr(Client(), method)(address(desk, view))
        assert response.status_code == 302
        assert "login" in response["Location"]
    assert "login" in Client().get(reverse("sessions:index"))["Location"]


def test_the_menu_and_the_list_are_for_those_who_handle_something(desk: Office) -> None:
    url = reverse("sessions:index")
    for person, status in ((desk.moderator, 200), (desk.administrator, 200), (desk.committee, 404)):
        client = log_in(person)
        assert client.get(url, **XHR).status_code == status
        assert (url in client.get("/admin/").content.decode()) == (status == 200)
    assert log_in(desk.stranger).get(url).context["parts"] == []


def test_a_call_without_a_session_has_no_list(desk: Office) -> None:
    url = reverse("applications:attendance", args=(desk.series.pk,))
    assert log_in(desk.administrator).get(url, **XHR).status_code == 404


def test_every_reading_is_written_down(desk: Office) -> None:
    desk.registered()
    client = log_in(desk.moderator)
    for _twice in range(2):
        client.get(address(desk))
        client.get(address(desk, "attendance_sheet"))
        client.get(address(desk, "attendance_pdf"))
        b"".join(client.get(address(desk, "attendance_file")).streaming_content)
    found = Access.objects.order_by("pk").values_list("reading", "call", "by", "details")
    exports = [(Reading.EXPORT, desk.call.pk, desk.moderator.pk, f"1 × {kind}") for kind in ("PDF", "CSV")]
    assert list(found) == [(Reading.ATTENDANCE, desk.call.pk, desk.moderator.pk, ""), *exports, *exports]


def test_whether_somebody_came_is_theirs_to_know_and_stays_as_a_number(desk: Office) -> None:
    ada = desk.registered()
    mark(call=desk.call, marks={ada.pk: True}, by=desk.moderator)
    [told] = as_data(person_of("ada@example.org"), "en")["applications"]
    assert told["came"] is True
    anonymise(application=ada)
    attendance = Attendance.objects.get(application=ada)
    assert (attendance.is_present, attendance.marked_by) == (True, desk.moderator)
    assert log_in(desk.moderator).get(address(desk)).status_code == 200


def test_the_queue_of_a_form_shows_the_registrations_of_all_its_sessions() -> None:
    desk = office(Portal(), seated(10), seated(20), slug="series")
    calls = list(Call.objects.filter(series=desk.series).order_by("session_starts_at"))
    for call in calls:
        desk.registered(call=call)
    client = log_in(desk.moderator, "en")
    for call, number in ((desk.series, 2), (calls[0], 1)):
        response = client.get(reverse("applications:index"), {"call": call.pk})
        assert response.context["items_count"] == number
        assert len(response.context["object_list"]) == number
    chips = [link["label"] for link in client.get(reverse("applications:index")).context["calls"]]
    assert chips[1:] == ["Registrations series"]
