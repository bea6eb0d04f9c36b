from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Call
from tests.builders import Portal, staff
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


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_calls_asks_the_same_number_of_queries(
    admin_client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = Portal().offer("fr", "pivo")
    for copy in range(number):
        Call.objects.create(code=f"call-{copy}", subject=offer)
    admin_client.get("/admin/")
    with django_assert_num_queries(10):
        assert admin_client.get(reverse("calls:index")).status_code == 200


def test_a_deadline_is_typed_and_shown_in_the_time_zone_of_the_call(admin_client: Client) -> None:
    """The administrator's account keeps the hours of Paris, the call those of Montréal."""
    data = {"code": "pic", "kind": "coaching", "time_zone": "America/Toronto", "closes_at": "2024-12-31 23:59"}
    assert admin_client.post(reverse("calls:add"), data).status_code == 302
    call = Call.objects.get(code="pic")
    assert call.closes_at == datetime(2025, 1, 1, 4, 59, tzinfo=UTC)
    assert 'value="2024-12-31 23:59' in admin_client.get(reverse("calls:edit", args=(call.pk,))).content.decode()
    table = admin_client.get(reverse("calls:index")).context["table"]
    closes = next(column for column in table.columns.values() if column.name == "closes_at")
    assert "23" in closes.get_value(call)
    admin_client.post(reverse("calls:edit", args=(call.pk,)), data | {"time_zone": "Europe/Paris"})
    call.refresh_from_db()
    assert call.closes_at == datetime(2024, 12, 31, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize("who", ["moderator", "committee"])
def test_calls_are_missing_for_those_who_only_read_applications(who: str) -> None:
    setup_roles()
    roles = {"moderator": Role.MODERATORS, "committee": Role.COMMITTEE}
    call = Call.objects.create(code="pic", moderators=Group.objects.get(name=Role.MODERATORS))
    client = Client()
    client.force_login(staff("someone@example.org", Group.objects.get(name=roles[who])))
    for view in ("index", "index_results", "add"):
        assert client.get(reverse(f"calls:{view}")).status_code == 404, view
    for view in ("edit", "delete", "history", "usage"):
        assert client.get(reverse(f"calls:{view}", args=(call.pk,))).status_code == 404, view
