from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from applications.models import Application, Call, Decision, Label, Message, SavedView, Verdict
from applications.statuses import Status
from tests.applications.queue_tables import KEYS, OPTIONS, table
from tests.builders import Portal, moderators, sent, staff
from tests.signing_in import log_in
from users.models import User
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    call = Call.objects.create(code="pic", moderators=moderators())
    return sent(Portal().forms(call, title={"fr": "Demande", "en": "Request"})["en"])


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
        assert ">pic<" not in response.content.decode()
        assert response.context["all_statuses"]["count"] == 0


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
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The first page, a filtered one, a search, and one call with the answers to its questions as columns."""
    desk = table()
    label = Label.objects.create(name="Urgent")
    for _place in range(number):
        made = desk.dossier(Status.IN_REVIEW, {"what": OPTIONS[0], "days": "3"}, assignee=desk.colleague)
        made.labels.add(label)
    SavedView.objects.create(name="Grants", query="status=ready", owner=desk.moderator)
    client = log_in(desk.moderator)
    client.get("/admin/")
    answers = f"columns=beneficiary&columns=labels&columns=a-{KEYS['what']}&columns=a-{KEYS['days']}"
    pages = {
        "": 14,
        f"status=in_review&label={label.pk}&assignee={desk.colleague.pk}&due=none": 14,
        "q=ada&group=to_handle&columns=call&columns=form_title&columns=number": 13,
        f"call={desk.call.pk}&{answers}&a-{KEYS['days']}-min=2&ordering=-a-{KEYS['days']}": 15,
    }
    for query, queries in pages.items():
        with django_assert_num_queries(queries, info=query):
            page = client.get(f"{reverse('applications:index')}?{query}")
        assert len(page.context["object_list"]) == number


def test_counts_by_status_hold_the_other_filters_and_what_one_may_read() -> None:
    desk = table()
    other = table("other")
    for status, assignee in (
        (Status.RECEIVED, None),
        (Status.RECEIVED, desk.moderator),
        (Status.READY, desk.moderator),
        (Status.CLOSED, desk.colleague),
    ):
        desk.dossier(status, assignee=assignee)
        other.dossier(status)

    def counts(user: User, query: str) -> dict[str, int]:
        context = log_in(user, "en").get(f"{reverse('applications:index')}?{query}").context
        with translation.override("en"):
            found = {str(item["label"]): item["count"] for item in context["statuses"]}
        assert context["all_statuses"]["count"] == sum(found.values())
        assert sum(item["count"] for item in context["groups"]) == sum(found.values())
        return found

    assert counts(desk.moderator, "") == {"Received": 2, "Ready for decision": 1, "Closed": 1}
    assert counts(desk.moderator, "status=ready&assignee=me") == {"Received": 1, "Ready for decision": 1}
    assert counts(desk.moderator, "group=finished&q=zzz") == {}
    assert counts(desk.moderator, f"call={other.call.pk}") == {}
    assert counts(desk.committee, "") == {"Ready for decision": 1}
    assert counts(desk.administrator, "assignee=none") == {"Received": 3, "Ready for decision": 1, "Closed": 1}
    nothing = log_in(desk.moderator, "en").get(f"{reverse('applications:index')}?q=zzz").content.decode()
    assert "No application matches" in nothing
    assert (
        "No application has arrived yet"
        in log_in(desk.stranger, "en").get(reverse("applications:index")).content.decode()
    )


def test_who_only_reads_is_told_what_they_may_know() -> None:
    """No bulk actions, and neither the messages nor a decision that is not told."""
    desk = table()
    ready = desk.dossier(Status.READY, hold="A lawsuit")
    Message.objects.create(application=ready, is_from_applicant=True, text="Hello")
    Decision.objects.create(application=ready, verdict=Verdict.ACCEPTED)
    words = ("Unread message", "Decision to release", "Legal hold")
    found = {
        who: log_in(getattr(desk, who), "en").get(reverse("applications:index")).content.decode()
        for who in ("committee", "moderator")
    }
    for word in words:
        assert f"</svg> {word}</li>" in found["moderator"]
        assert f"</svg> {word}</li>" not in found["committee"]
    assert "data-bulk-action-footer" in found["moderator"]
    assert "data-bulk-action" not in found["committee"]
    for query in ("unread=1", "unreleased=1"):
        page = log_in(desk.committee).get(f"{reverse('applications:index')}?{query}")
        assert page.context["items_count"] == 0


def test_a_dossier_is_left_with_the_way_back() -> None:
    desk = table()
    made = desk.dossier(Status.READY)
    page = log_in(desk.moderator).get(f"{reverse('applications:index')}?status=ready&ordering=number&p=1&x=1")
    address = reverse("applications:dossier", args=(made.pk,))
    assert f'href="{address}?from=status%3Dready%26ordering%3Dnumber%26p%3D1"' in page.content.decode()
