"""The dossiers before and after one, in every order, are those that the queue shows beside it."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Application
from applications.staff.queue import filtered, neighbours
from applications.staff.queue.order import VALUES
from applications.statuses import Status
from tests.applications.queue_tables import KEYS, OPTIONS, Table, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Table:
    """Ten dossiers with ties in everything, and with nothing where there may be nothing."""
    made = table()
    now, today = timezone.now(), timezone.localdate()
    for index in range(10):
        answers = {"days": str(index % 3), "what": OPTIONS[index % 2], "begin": f"2026-01-0{index % 4 + 1}"}
        made.dossier(
            [Status.RECEIVED, Status.IN_REVIEW, Status.READY][index % 3],
            answers if index % 4 else {"name": "Ada"},
            contact_name="aAb"[index % 3],
            number=index % 4,
            language=("fr", "en")[index % 2],
            assignee=(None, made.moderator, made.colleague)[index % 3],
            due_on=None if index % 2 else today + timedelta(days=index % 3),
            submitted_at=now - timedelta(hours=index % 4),
        )
    return made


def test_neighbours_in_every_order(desk: Table) -> None:
    keys = [*VALUES, *(f"a-{KEYS[name]}" for name in ("days", "what", "begin"))]
    for order in ["", *(sign + key for key in keys for sign in ("", "-"))]:
        query = f"call={desk.call.pk}&ordering={order}"
        row = [application.pk for application in filtered(desk.moderator, QueryDict(query))]
        assert len(row) == 10
        expected = list(zip([None, *row], [*row[1:], None], strict=False))
        found = [neighbours(Application.objects.get(pk=pk), desk.moderator, query) for pk in row]
        assert found == expected, order


def test_neighbours_of_what_the_filters_hold_no_more(desk: Table) -> None:
    """Whoever moves a dossier goes on from where it stood; nobody is led to what they may not read."""
    row = list(filtered(desk.moderator, QueryDict("status=received")))
    moved = row[1]
    Application.objects.filter(pk=moved.pk).update(status=Status.IN_REVIEW)
    assert neighbours(moved, desk.moderator, "status=received") == (row[0].pk, row[2].pk)
    assert neighbours(moved, desk.moderator, "status=closed") == (None, None)
    assert neighbours(moved, desk.stranger, "") == (None, None)
    ready = {application.pk for application in filtered(desk.committee, QueryDict(""))}
    assert len(ready) == 3
    assert set(neighbours(moved, desk.committee, "")) <= ready | {None}


@pytest.mark.parametrize("junk", ["a&" * 1500, "x" * 9000, "call=%00&ordering=%00&q=%00", "?&&==", "ordering=a-x"])
def test_junk_is_the_whole_queue(desk: Table, junk: str) -> None:
    row = [application.pk for application in filtered(desk.moderator, QueryDict(""))]
    assert neighbours(Application.objects.get(pk=row[4]), desk.moderator, junk) == (row[3], row[5])


def test_neighbours_take_four_queries_at_most(desk: Table, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    application = Application.objects.first()
    assert application
    assert not desk.moderator.is_administrator
    with django_assert_num_queries(2):
        neighbours(application, desk.moderator, "group=to_handle&assignee=me&q=ada&ordering=-due_on")
    with django_assert_num_queries(4):
        neighbours(application, desk.moderator, f"call={desk.call.pk}&ordering=a-{KEYS['days']}")
