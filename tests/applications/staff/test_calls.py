import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.capacity import capacity_of
from applications.models import Call, FormVersion, TerritoryList
from applications.models.calls import ON_LETTERS, Period
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.staff.call_forms import FIELDS
from tests.builders import FORM_STEPS, Portal, sent, staff, stream
from tests.reading_pdf import ReadPdf
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client() -> Client:
    client = Client()
    client.force_login(staff("admin@example.org", is_superuser=True, is_staff=True))
    return client


def test_the_list_says_what_a_call_serves_and_whether_it_is_open(admin_client: Client) -> None:
    now, day = timezone.now(), timedelta(days=1)
    Call.objects.create(code="now", subject=Portal().offer("fr", "pivo", title="Un programme"))
    Call.objects.create(code="later", opens_at=now + day)
    Call.objects.create(code="over", closes_at=now - day)
    response = admin_client.get(reverse("calls:index"))
    table = response.context["table"]
    state = next(column for column in table.columns.values() if column.name == "state")
    states = {call.code: state.get_value(call) for call in table.data}

    assert len(set(states.values())) == 3
    assert "Un programme" in response.content.decode()


def shown(admin_client: Client, name: str) -> dict[str, str]:
    """A column of the list, by the codes of the calls."""
    table = admin_client.get(reverse("calls:index")).context["table"]
    column = next(column for column in table.columns.values() if column.name == name)
    return {call.code: column.get_value(call) for call in table.data}


def test_the_list_says_how_many_seats_are_taken_and_left(admin_client: Client) -> None:
    call = Call.objects.create(code="pic", capacity=3, capacity_period=Period.YEAR, time_zone="America/Toronto")
    Call.objects.create(code="free")
    page = Portal().forms(call)["fr"]
    now = timezone.now()
    for number, (year, status) in enumerate(
        [(now.year, Status.RECEIVED), (now.year, Status.WAITING_LIST), (now.year - 1, Status.RECEIVED)]
    ):
        sent(page, status=status, submitted_at=now.replace(year=year, month=6, day=1), reference=f"PIC-{number}")
    places = shown(admin_client, "seats")
    assert places["free"] == ""
    assert [int(figure) for figure in re.findall(r"\d+", places["pic"])] == [1, 2, 1]
    assert capacity_of(call, now).taken == 1
    assert capacity_of(call, now).free > 0
    call.capacity_period = Period.CALL
    call.save()
    assert capacity_of(call, now).taken == 2


def test_a_year_begins_at_midnight_where_the_call_is() -> None:
    call = Call.objects.create(code="pic", capacity=1, capacity_period=Period.YEAR, time_zone="America/Toronto")
    page = Portal().forms(call)["fr"]
    sent(page, submitted_at=datetime(2026, 1, 1, 4, 59, tzinfo=UTC))  # 23:59 on 31 December in Toronto
    assert capacity_of(call, datetime(2026, 1, 1, 4, 59, 30, tzinfo=UTC)).free == 0
    assert capacity_of(call, datetime(2026, 1, 1, 5, 0, tzinfo=UTC)).free > 0
    assert capacity_of(call, datetime(2025, 6, 1, tzinfo=UTC)).taken == 1
    assert capacity_of(call, datetime(2026, 6, 1, tzinfo=UTC)).taken == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_calls_asks_the_same_number_of_queries(
    admin_client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = Portal().offer("fr", "pivo")
    for copy in range(number):
        Call.objects.create(code=f"call-{copy}", subject=offer, capacity=9)
    admin_client.get("/admin/")
    with django_assert_num_queries(10):
        assert admin_client.get(reverse("calls:index")).status_code == 200


def test_a_deadline_is_typed_and_shown_in_the_time_zone_of_the_call(admin_client: Client) -> None:
    """The administrator's account keeps the hours of Paris, the call those of Montréal."""
    data = {**FIELDS, "time_zone": "America/Toronto", "closes_at": "2024-12-31 23:59"}
    assert admin_client.post(reverse("calls:add"), data).status_code == 302
    call = Call.objects.get(code="pic")
    assert call.closes_at == datetime(2025, 1, 1, 4, 59, tzinfo=UTC)
    assert 'value="2024-12-31 23:59' in admin_client.get(reverse("calls:edit", args=(call.pk,))).content.decode()
    assert "23" in shown(admin_client, "closes_at")["pic"]
    admin_client.post(reverse("calls:edit", args=(call.pk,)), data | {"time_zone": "Europe/Paris"})
    call.refresh_from_db()
    assert call.closes_at == datetime(2024, 12, 31, 22, 59, tzinfo=UTC)


def test_seats_and_amounts_are_typed_and_checked(admin_client: Client) -> None:
    data = {**FIELDS, "capacity": "9", "capacity_period": "year", "amount_min": "300", "amount_max": "3000"}
    response = admin_client.post(reverse("calls:add"), {**data, "amount_min": "5000"})
    assert "amount_max" in response.context["form"].errors
    assert admin_client.post(reverse("calls:add"), data).status_code == 302
    call = Call.objects.get(code="pic")
    assert (call.capacity, call.capacity_period, call.amount_max) == (9, Period.YEAR, 3000)
    assert not call.has_waiting_list  # the box was not ticked


def test_editors_say_who_writes_and_signs_the_letters_of_a_call_and_of_its_sessions(portal: Portal) -> None:
    setup_roles()
    client = Client()
    client.force_login(staff("editor@example.org", Group.objects.get(name=Role.EDITORS)))
    call = Call.objects.create(code="pic")
    session = Call.objects.create(code="pic-270112", series=call, session_key=uuid4())
    typed = {name: f"{name}\r\nGrenoble" if "letterhead" in name else name for name in ON_LETTERS}
    address = reverse("calls:edit", args=(call.pk,))

    too_long = client.post(address, {**FIELDS, **typed, "letterhead_fr": "x" * 501})
    assert "letterhead_fr" in too_long.context["form"].errors
    assert client.post(address, {**FIELDS, **typed}).status_code == 302

    for each in (call, session):
        each.refresh_from_db()
        assert each.letterhead_in("fr").splitlines() == ["letterhead_fr", "Grenoble"]
        assert each.signatory_role_in("en") == "signatory_role_en"
        assert (each.letter_place, each.signatory_name) == ("letter_place", "signatory_name")
    of_session = client.get(reverse("calls:edit", args=(session.pk,))).context["form"]
    assert all(of_session.fields[name].disabled for name in ON_LETTERS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Le Fonds", "(nom du contact)", "Présidente")),
        ("en", ("The Fund", "(name of the contact)", "President")),
    ],
)
def test_editors_look_at_a_letter_of_a_call(portal: Portal, language: str, words: tuple[str, ...]) -> None:
    setup_roles()
    client = Client()
    client.force_login(staff("editor@example.org", Group.objects.get(name=Role.EDITORS)))
    roles = {"signatory_role_fr": "Présidente", "signatory_role_en": "President"}
    call = Call.objects.create(code="pic", kind="grant", letterhead_fr="Le Fonds", letterhead_en="The Fund", **roles)
    if language == "fr":
        portal.forms(call)  # the other one has no form yet
    address = reverse("calls:sample_letter", args=(call.pk, language))
    assert f'href="{address}"' in client.get(reverse("calls:edit", args=(call.pk,))).content.decode()

    response = client.get(address)

    assert f"-{call.code}-{language}.pdf" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    read = ReadPdf(response.content)
    assert (read.language, read.part_of_ua) == (language, "1")
    for each in words:
        assert each in read.text.replace("\u00a0", " ")
    assert client.get(reverse("calls:sample_letter", args=(call.pk, "de"))).status_code == 404
    assert client.get(reverse("calls:sample_letter", args=(99999, language))).status_code == 404


def test_a_letter_of_a_call_is_missing_for_those_who_do_not_edit_it(office: Desk) -> None:
    address = reverse("calls:sample_letter", args=(office.call.pk, "fr"))
    for who in (office.moderator, office.committee, office.stranger):
        client = Client()
        client.force_login(who)
        assert client.get(address).status_code == 404
    assert "login" in Client().get(address)["Location"]


def test_what_a_live_form_takes_over_is_asked_once_it_is_saved(admin_client: Client) -> None:
    places = TerritoryList.objects.create(name="Quartiers", lines="38185; Grenoble\nMontréal")
    call = Call.objects.create(code="pic")
    questions = {
        "territory": stream("territory", {"label": "Où ?", "required": True, "territories": places.pk}),
        "money": stream("money", {"label": "Montant ?", "required": True, "within_call": True}),
    }
    steps = deepcopy(FORM_STEPS)
    for each in steps.values():
        each[0]["value"]["questions"] += questions.values()
    page = Portal().forms(call, steps=steps)["fr"]

    def asked() -> dict[str, Any]:
        version = FormVersion.objects.in_force(page.translation_key)
        assert version
        return {spec["kind"]: spec for step in version.content["fr"]["steps"] for spec in step["questions"]}

    assert [option["label"] for option in asked()["territory"]["options"]] == ["Grenoble", "Montréal"]
    url = reverse("territories:edit", args=(places.pk,))
    admin_client.post(url, {"name": "Quartiers", "lines": "38185; Grenoble\nMontréal\nLyon"})
    assert [option["label"] for option in asked()["territory"]["options"]][2] == "Lyon"
    assert admin_client.post(url, {"name": "Quartiers", "lines": ";"}).context["form"].errors
    admin_client.post(reverse("calls:edit", args=(call.pk,)), {**FIELDS, "currency": "CAD"})
    assert asked()["money"]["currency"] == "CAD"
    assert FormVersion.objects.count() == 3
    TerritoryList.objects.all().delete()
    response = admin_client.post(reverse("calls:edit", args=(call.pk,)), FIELDS, follow=True)
    assert "Où ?" in " ".join(str(message) for message in response.context["messages"])
    assert asked()["money"]["currency"] == "CAD"


def test_editors_keep_lists_of_territories() -> None:
    setup_roles()
    client = Client()
    client.force_login(staff("editor@example.org", Group.objects.get(name=Role.EDITORS)))
    assert client.post(reverse("territories:add"), {"name": "Villes", "lines": "Lyon"}).status_code == 302
    places = TerritoryList.objects.get()
    assert "Villes" in client.get(reverse("territories:index")).content.decode()
    assert client.get(reverse("territories:edit", args=(places.pk,))).status_code == 200
    client.post(reverse("territories:delete", args=(places.pk,)))
    assert TerritoryList.objects.exists()


@pytest.mark.parametrize("name", ["calls", "territories"])
@pytest.mark.parametrize("who", ["moderator", "committee"])
def test_calls_are_missing_for_those_who_only_read_applications(who: str, name: str) -> None:
    setup_roles()
    roles = {"moderator": Role.MODERATORS, "committee": Role.COMMITTEE}
    call = Call.objects.create(pk=7, code="pic", moderators=Group.objects.get(name=Role.MODERATORS))
    TerritoryList.objects.create(pk=call.pk, name="Villes", lines="Lyon")
    client = Client()
    client.force_login(staff("someone@example.org", Group.objects.get(name=roles[who])))
    for view in ("index", "index_results", "add"):
        assert client.get(reverse(f"{name}:{view}")).status_code == 404, view
    for view in ("edit", "delete", "history", "usage"):
        assert client.get(reverse(f"{name}:{view}", args=(call.pk,))).status_code == 404, view


def test_administrators_choose_who_reads_and_whether_four_eyes_decide(admin_client: Client) -> None:
    setup_roles()
    readers, others = (Group.objects.create(name=name) for name in ("jury", "others"))
    groups = {"moderators": str(readers.pk), "committee": str(readers.pk)}
    assert admin_client.post(reverse("calls:add"), FIELDS | groups).status_code == 302
    call = Call.objects.get()
    assert (call.committee, call.moderators, call.four_eyes) == (readers, readers, False)
    editor = Client()
    editor.force_login(staff("editor@example.org", Group.objects.get(name=Role.EDITORS)))
    url = reverse("calls:edit", args=(call.pk,))
    page = editor.get(url).content.decode()
    assert [f'name="{name}"' in page for name in ("four_eyes", "committee", "moderators")] == [False, False, False]
    taken = {"four_eyes": "on", "committee": str(others.pk), "moderators": str(others.pk)}
    assert editor.post(url, FIELDS | taken).status_code == 302
    call.refresh_from_db()
    assert (call.committee, call.moderators, call.four_eyes) == (readers, readers, False)


@pytest.mark.parametrize("junk", ["nan", "1e9", "-1", "9" * 30])
def test_a_subject_that_is_no_page_is_no_fault(admin_client: Client, junk: str) -> None:
    assert admin_client.post(reverse("calls:add"), FIELDS | {"subject": junk}).status_code in (200, 302)
