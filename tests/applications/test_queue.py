import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from applications.models import Application, Call
from tests.builders import Portal, moderators, sent, staff
from users.models import User
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    call = Call.objects.create(code="pic", moderators=moderators())
    return sent(Portal().forms(call, title={"fr": "Demande", "en": "Request"})["en"])


def log_in(user: User, language: str = "fr") -> Client:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client = Client()
    client.force_login(user)
    return client


def urls(application: Application) -> list[str]:
    return [
        reverse("applications:index"),
        reverse("applications:index_results"),
        reverse("applications:dossier", args=(application.pk,)),
    ]


def test_a_moderator_reads_the_answers_in_their_own_language(application: Application) -> None:
    client = log_in(staff("mod@example.org", moderators()))
    queue, results, dossier = (client.get(url).content.decode() for url in urls(application))
    for listing in (queue, results):
        assert application.reference in listing
        assert "Demande" in listing
        assert "Anglais" in listing
    assert "Ce que vous cherchez" in dossier
    assert "Une formation" in dossier
    assert "Ada Martin" in dossier
    assert "Anglais" in dossier
    assert "mailto:" in dossier


def test_the_same_dossier_for_an_english_moderator(application: Application) -> None:
    client = log_in(staff("mod@example.org", moderators()), "en")
    dossier = client.get(urls(application)[2]).content.decode()
    assert "What you look for" in dossier
    assert "Training" in dossier


def test_the_administrators_group_sees_every_call(application: Application) -> None:
    setup_roles()
    client = log_in(staff("admin@example.org", Group.objects.get(name=Role.ADMINISTRATORS)))
    for url in urls(application):
        assert application.reference in client.get(url).content.decode()


@pytest.mark.parametrize("who", ["editor", "outsider", "nobody", "anonymous"])
def test_the_wrong_person_sees_nothing(application: Application, who: str) -> None:
    others = Group.objects.create(name="moderators of another call")
    people: dict[str, Callable[[], Client]] = {
        "editor": lambda: log_in(staff("editor@example.org", Group.objects.get(name="Editors"))),
        "outsider": lambda: log_in(staff("other@example.org", others)),
        "nobody": lambda: log_in(User.objects.create_user("nobody@example.org", "a long enough password")),
        "anonymous": Client,
    }
    client = people[who]()
    for url in urls(application):
        response = client.get(url)
        assert response.status_code in (302, 403, 404)
        assert application.reference not in response.content.decode()


def test_a_moderator_of_another_call_gets_404_for_this_dossier(application: Application) -> None:
    others = Group.objects.create(name="moderators of another call")
    Call.objects.create(code="other", moderators=others)
    client = log_in(staff("other@example.org", others))
    index, results, dossier = urls(application)
    assert client.get(dossier).status_code == 404
    for url in (index, results):
        response = client.get(url)
        assert response.status_code == 200
        assert application.reference not in response.content.decode()
        assert "pic" not in str(response.context["filters"].form["call"])


@pytest.mark.parametrize(
    "junk", ["?p=abc", "?call=abc", "?status=%00", "?ordering=password", "?q=%00", "?export=csv", "?p=9999"]
)
def test_junk_in_the_queue_is_no_error(application: Application, junk: str) -> None:
    client = log_in(staff("mod@example.org", moderators()))
    assert client.get(urls(application)[0] + junk).status_code in (200, 302, 404)


def test_no_other_view_of_a_dossier_exists(application: Application) -> None:
    client = log_in(staff("admin@example.org", is_superuser=True, is_staff=True))
    for name in ("edit", "delete", "history", "usage", "copy", "inspect"):
        assert client.get(f"/admin/applications/{name}/{application.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_number_of_queries(
    application: Application, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for copy in range(1, number):
        application.pk, application.reference, application.submit_token = None, f"PIC-{copy}", uuid.uuid4()
        application.save()
    client = log_in(staff("mod@example.org", moderators()))
    client.get("/admin/")
    with django_assert_num_queries(13):
        assert client.get(reverse("applications:index")).status_code == 200
