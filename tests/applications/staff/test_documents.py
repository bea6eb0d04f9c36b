"""The copy of an application that staff take: who gets it, with what in it, and that it is written down."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Access, Application, FormVersion, Reading
from applications.staff import documents
from applications.statuses import Status
from home.documents import BusyError, TooLargeError
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS
from tests.reading_pdf import ReadPdf
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(office: Desk) -> Application:
    """One with a private answer, which the committee reads too."""
    for version in FormVersion.objects.all():
        for form in version.content.values():
            next(spec for spec in form["steps"][0]["questions"] if spec["key"] == KEYS["why"])["private"] = True
        version.save()
    return office.dossier(Status.READY)


def copy(client: Client, dossier: Application, query: str = "") -> Any:
    return client.get(reverse("applications:copy", args=(dossier.pk,)) + query)


@pytest.mark.parametrize("who", ["moderator", "committee", "administrator"])
@pytest.mark.parametrize(
    ("language", "word", "left_out"), [("fr", "demande", "ne figurent pas"), ("en", "application", "left out")]
)
def test_who_reads_a_dossier_gets_a_copy_without_private_answers(
    office: Desk, dossier: Application, who: str, language: str, word: str, left_out: str
) -> None:
    response = copy(log_in(getattr(office, who), language), dossier)

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{word}-{dossier.reference}.pdf"'
    assert "no-store" in response["Cache-Control"]
    read = ReadPdf(response.content)
    assert read.language == language
    assert "Ada Martin" in read.text
    assert "cela compte" not in read.text
    assert left_out in read.text
    [access] = Access.objects.filter(reading=Reading.FILE)
    assert (access.application, access.details) == (dossier, f"{word}-{dossier.reference}.pdf")


@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_private_answers_are_for_those_who_handle_the_call(office: Desk, dossier: Application, who: str) -> None:
    response = copy(log_in(getattr(office, who), "en"), dossier, "?private=1")

    assert "cela compte" in ReadPdf(response.content).text
    assert Access.objects.get().details == f"application-{dossier.reference}.pdf, with private answers"


def test_a_committee_takes_no_private_answers_away(office: Desk, dossier: Application) -> None:
    response = copy(log_in(office.committee, "en"), dossier, "?private=1")
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home")), "as Wagtail says 403"
    assert not Access.objects.exists()


def test_it_is_missing_for_everybody_else(office: Desk, dossier: Application) -> None:
    for query in ("", "?private=1"):
        assert copy(log_in(office.stranger), dossier, query).status_code == 404
        assert "login" in copy(Client(), dossier, query)["Location"]
    assert copy(log_in(office.committee), office.dossier(Status.RECEIVED)).status_code == 404
    assert log_in(office.moderator).post(reverse("applications:copy", args=(dossier.pk,))).status_code == 405
    assert not Access.objects.exists()


@pytest.mark.parametrize(("error", "words"), [(BusyError("busy"), "Try again"), (TooLargeError("large"), "more text")])
def test_what_cannot_be_made_is_said_on_the_dossier(
    office: Desk, dossier: Application, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(_document: Any) -> bytes:
        raise error

    monkeypatch.setattr(documents, "make_pdf", fail)
    response = log_in(office.moderator, "en").get(reverse("applications:copy", args=(dossier.pk,)), follow=True)
    assert response.redirect_chain == [(reverse("applications:dossier", args=(dossier.pk,)), 302)]
    assert words in response.content.decode()
    assert not Access.objects.filter(reading=Reading.FILE).exists()


def test_an_anonymised_dossier_still_makes_one(office: Desk, dossier: Application) -> None:
    Application.objects.update(anonymised_at=timezone.now(), answers={}, contact_name="", contact_email="")
    read = ReadPdf(copy(log_in(office.moderator, "en"), dossier).content)
    assert "was anonymised" in read.text
    assert "Ada" not in read.text


@pytest.mark.parametrize(("who", "offered"), [("moderator", True), ("committee", False)])
def test_the_page_of_the_dossier_leads_to_it(office: Desk, dossier: Application, who: str, offered: bool) -> None:
    page = log_in(getattr(office, who)).get(reverse("applications:dossier", args=(dossier.pk,))).content.decode()
    where = reverse("applications:copy", args=(dossier.pk,))
    assert f'href="{where}"' in page
    assert (f'href="{where}?private=1"' in page) is offered
