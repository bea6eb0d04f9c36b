"""What somebody who means harm, or is only in a hurry, can try on the staff's side of the queue."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from applications.dossiers.decisions import decide, take_back
from applications.dossiers.handling import change_contact
from applications.dossiers.workflow import move_by_hand
from applications.models import Access, Application, Call, Edit, OutgoingEmail, SavedView
from applications.privacy.retention import due
from applications.questions.base import Spec
from applications.staff.queue.columns import AnswerColumn
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in
from users.models import User

pytestmark = pytest.mark.django_db


def bulk(action: str, *dossiers: Application) -> str:
    keys = "&".join(f"id={each.pk}" for each in dossiers)
    return f"{reverse('wagtail_bulk_action', args=('applications', 'application', action))}?{keys}"


def speak(user: User, language: str) -> Client:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return log_in(user)


def hidden(page: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(chosen|shown)" value="([^"]*)"', page.content.decode())
    return dict(found)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_is_out_of_date_moves_and_releases_nothing(office: Desk, language: str) -> None:
    moderator = speak(office.moderator, language)
    moved, decided = office.dossier(Status.IN_REVIEW), office.dossier(Status.READY)
    decide(application=decided, verdict="accepted", by=office.colleague)
    move_page, release_page = moderator.get(bulk("move", moved)), moderator.get(bulk("release", decided))
    move_by_hand(application=moved, target=Status.READY, by=office.colleague)
    take_back(application=decided, by=office.colleague)
    decide(application=decided, verdict="declined", reason="No.", by=office.colleague)
    typed = {"target": Status.IN_REVIEW.value}
    moderator.post(bulk("move", moved), hidden(move_page) | typed)
    moderator.post(bulk("release", decided), hidden(release_page))
    for dossier in (moved, decided):
        dossier.refresh_from_db()
        assert dossier.status == Status.READY
    assert not OutgoingEmail.objects.filter(occasion="declined").exists()
    assert moderator.post(bulk("move", moved), hidden(move_page) | typed | {"shown": "nan"}).status_code in (200, 302)


@pytest.mark.parametrize(
    "address", ["nan", "a\0b", "wagtailadmin_home", "//evil.example", "https://evil.example/", "javascript:x"]
)
def test_a_bulk_action_leads_back_into_the_portal_whatever_it_is_told(office: Desk, address: str) -> None:
    dossier = office.dossier()
    typed = {"person": str(office.moderator.pk), "next": address}
    response = log_in(office.moderator).post(bulk("assign", dossier), typed)
    assert response.status_code == 302
    assert not re.match(r"//|[a-z]+:", response["Location"])
    dossier.refresh_from_db()
    assert dossier.assignee == office.moderator


def test_months_beyond_the_calendar_stop_neither_the_retention_nor_its_page(office: Desk) -> None:
    long_ago = timezone.now() - timedelta(days=4000)
    office.dossier(Status.DECLINED, status_since=long_ago, private_deleted_at=long_ago)
    office.call.refused_months = office.call.granted_months = 32767
    office.call.save()
    assert due(timezone.now()) == []
    assert log_in(office.administrator).get(reverse("privacy:index")).status_code == 200


def test_the_page_of_personal_data_costs_the_same_for_any_number_of_calls(office: Desk) -> None:
    client, address = log_in(office.administrator), reverse("privacy:index")
    long_ago = timezone.now() - timedelta(days=1500)
    office.dossier(Status.DECLINED, status_since=long_ago)
    office.dossier(Status.IN_REVIEW, status_since=long_ago)
    for many in (1, 30):
        for number in range(many):
            Call.objects.create(code=f"more-{many}-{number}")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        assert len(queries) == 17
        assert [(one.call, one.clock, one.count) for one in page.context["due"]] == [
            (office.call, "refused", 1),
            (office.call, "private", 1),
        ]
        assert page.context["left_open"] == [(office.call, 1)]


def test_erasing_reaches_the_former_contact_of_a_dossier_and_searches_for_the_person(office: Desk) -> None:
    client = log_in(office.administrator)
    gone = office.dossier(Status.CLOSED)
    taken_over, held = office.dossier(beneficiary=None), office.dossier(beneficiary=None)
    for dossier in (taken_over, held):
        OutgoingEmail.objects.create(
            key=f"r{dossier.pk}",
            occasion="receipt",
            to="ada@example.org",
            language="fr",
            application=dossier,
            status="sent",
        )
        change_contact(application=dossier, name="Bo", email="bo@example.org", by=office.moderator)
    Application.objects.filter(pk=held.pk).update(hold="A court asked")
    for name, query in (
        ("a", "q=ADA%40example.org"),
        ("b", f"q={gone.contact_name}"),
        ("c", "q=ada"),
        ("d", "group=to_handle"),
    ):
        SavedView.objects.create(name=name, query=query, owner=office.moderator)
    client.post(reverse("privacy:erase"), {"email": "ada@example.org", "confirmation": "ada@example.org"})
    assert set(OutgoingEmail.objects.filter(to="ada@example.org").values_list("application", flat=True)) == {held.pk}
    assert set(Edit.objects.filter(before__contains="ada@").values_list("application", flat=True)) == {held.pk}
    assert "".join(SavedView.objects.values_list("name", flat=True)) == "cd"
    taken_over.refresh_from_db()
    assert (taken_over.contact_email, taken_over.anonymised_at) == ("bo@example.org", None)


def test_the_log_of_exports_keeps_no_searched_name(office: Desk) -> None:
    office.dossier()
    params = {"format": "csv", "q": "Ada Martin", "status": "received"}
    log_in(office.moderator).get(reverse("applications:export"), params)
    details = Access.objects.get().details
    assert "Ada" not in details
    assert "q=" in details
    assert "status=received" in details


def test_an_answer_given_in_private_is_not_shown_by_a_question_that_is_open_by_now(office: Desk) -> None:
    dossier = office.dossier()
    spec: Spec = next(
        spec
        for step in dossier.version.form("fr").steps
        for spec in step["questions"]
        if spec["key"] in dossier.answers
    )
    assert AnswerColumn(spec).get_value(dossier)
    for language in dossier.version.content.values():
        for step in language["steps"]:
            for each in step["questions"]:
                each["private"] = True
    assert AnswerColumn(spec).get_value(dossier) == ""
