"""The log of what staff read: who is in it, and who may see it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Access, Reading
from applications.privacy.access_log import record
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


def test_a_dossier_that_is_read_again_within_an_hour_was_read_once(office: Desk) -> None:
    dossier, other = office.dossier(Status.READY), office.dossier()
    client = log_in(office.moderator)
    for _ in range(3):
        client.get(reverse("applications:dossier", args=(dossier.pk,)))
    client.get(reverse("applications:dossier", args=(other.pk,)))
    log_in(office.committee).get(reverse("applications:dossier", args=(dossier.pk,)))
    found = Access.objects.order_by("pk").values_list("by", "application", "call", "reading")
    assert list(found) == [
        (office.moderator.pk, dossier.pk, office.call.pk, "dossier"),
        (office.moderator.pk, other.pk, office.call.pk, "dossier"),
        (office.committee.pk, dossier.pk, office.call.pk, "dossier"),
    ]
    Access.objects.update(at=timezone.now() - dt.timedelta(minutes=61))
    client.get(reverse("applications:dossier", args=(dossier.pk,)))
    assert Access.objects.count() == 4


def test_files_and_exports_are_written_down_each_time(office: Desk) -> None:
    dossier = office.dossier()
    for reading in (Reading.FILE, Reading.FILES):
        for _ in range(2):
            record(by=office.moderator, reading=reading, application=dossier, details="plan.pdf")
    record(by=office.moderator, reading=Reading.EXPORT, call=office.call, details="3 rows")
    assert Access.objects.count() == 5
    assert Access.objects.filter(call=office.call).count() == 5


def test_administrators_find_who_read_what_and_nobody_else_does(office: Desk) -> None:
    dossier, other = office.dossier(), office.dossier()
    record(by=office.moderator, reading=Reading.DOSSIER, application=dossier)
    record(by=office.colleague, reading=Reading.FILE, application=other, details="plan.pdf")
    record(by=office.colleague, reading=Reading.EXPORT, details="12 rows")
    index, results = reverse("access:index"), reverse("access:index_results")
    for person in (office.moderator, office.committee, office.stranger):
        assert [log_in(person).get(address).status_code for address in (index, results)] == [404, 404]
        assert index not in log_in(person).get("/admin/").content.decode()
    client = log_in(office.administrator, "en")
    today = timezone.localdate()
    shown = {
        "": (True, True, True),
        f"?reference={dossier.reference.lower()}": (True, False, False),
        f"?by={office.colleague.pk}": (False, True, True),
        "?reading=export": (False, False, True),
        f"?call={office.call.pk}": (True, True, False),
        f"?at_from={today + dt.timedelta(days=2)}": (False, False, False),
    }
    for query, expected in shown.items():
        page = client.get(results + query).content.decode()
        assert (dossier.reference in page, other.reference in page, "12 rows" in page) == expected, query
    assert index in client.get("/admin/").content.decode()


@pytest.mark.parametrize("junk", ["?by=abc", "?at_from=31.02", "?reading=x", "?ordering=by", "?p=9", "?reference=%00"])
def test_junk_in_the_log_is_no_error(office: Desk, junk: str) -> None:
    assert log_in(office.administrator).get(reverse("access:index") + junk).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_the_log_asks_the_same_number_of_queries(
    office: Desk, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [office.moderator, office.colleague, office.administrator]
    for index in range(number):
        record(by=people[index], reading=Reading.DOSSIER, application=office.dossier())
    client = log_in(office.administrator)
    client.get("/admin/")
    with django_assert_num_queries(13):
        assert client.get(reverse("access:index")).status_code == 200
