"""Labels: made by those who handle dossiers, deleted by administrators, counted for each person apart."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from applications.models import Label
from applications.models.labels import Colour
from applications.statuses import Status
from tests.applications.queue_tables import table
from tests.builders import staff
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


def test_who_may_do_what_with_labels() -> None:
    desk = table()
    nobody = staff("nobody@example.org")
    label = Label.objects.create(name="Urgent")
    urls = [
        reverse("labels:index"),
        reverse("labels:add"),
        reverse("labels:edit", args=(label.pk,)),
        reverse("labels:delete", args=(label.pk,)),
    ]
    people = {
        "moderator": (desk.moderator, [200, 200, 200, 302]),
        "administrator": (desk.administrator, [200, 200, 200, 200]),
        "committee": (desk.committee, [404, 404, 404, 404]),
        "nobody": (nobody, [404, 404, 404, 404]),
    }
    found = {who: [log_in(user).get(url).status_code for url in urls] for who, (user, _codes) in people.items()}
    assert found == {who: codes for who, (_user, codes) in people.items()}
    client = log_in(desk.moderator, "en")
    assert client.post(urls[1], {"name": "Later", "colour": Colour.BLUE}).status_code == 302
    assert client.post(urls[1], {"name": "Later", "colour": Colour.BLUE}).status_code == 200
    assert client.post(urls[3]).status_code == 302
    assert Label.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_dossiers_is_that_of_those_one_sees(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = table()
    label = Label.objects.create(name="Urgent")
    for index in range(number):
        desk.dossier(Status.READY).labels.add(label)
        Label.objects.create(name=str(index))
    client = log_in(desk.moderator, "en")
    client.get("/admin/")
    with django_assert_num_queries(14):
        page = client.get(reverse("labels:index")).content.decode()
    assert f"{number} application" in page
    assert f"{reverse('applications:index')}?label={label.pk}" in page
    page = log_in(desk.stranger, "en").get(reverse("labels:index")).content.decode()
    assert "0 applications" in page
    assert f">{number} application" not in page
