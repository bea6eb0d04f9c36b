"""The history of a dossier: one list, the latest first, and nothing private for who only reads."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from applications.dossiers.timeline import Event, Kind, failed_mail, timeline
from applications.models import Application, CorrectionRequest, Edit
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.histories import fill, mail

pytestmark = pytest.mark.django_db


def events(dossier: Application, *, handles: bool = True, language: str = "en") -> list[Event]:
    with translation.override(language):
        return timeline(Application.objects.get(pk=dossier.pk), language=language, handles=handles)


def test_everything_is_told_in_the_readers_language(office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    fill(office, dossier)
    found = events(dossier)
    assert {event.kind for event in found} == set(Kind)
    assert [event.at for event in found] == sorted((event.at for event in found), reverse=True)
    titles = [event.title for event in found]
    assert "Correction asked for: Why?" in titles
    assert "Corrected: Why?" in titles
    assert "Decision taken back: Declined" in titles
    due = next(event for event in found if event.kind == Kind.EDIT)
    assert due.changes == ("", "1 March 2027")
    assert due.who == str(office.moderator)
    assert next(event for event in found if event.title == "Status: Received").who == "the applicant"
    french = [event.changes for event in events(dossier, language="fr") if event.kind == Kind.EDIT]
    assert french == [("", "1 mars 2027")]


def test_who_only_reads_learns_of_statuses(office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    dossier.status_changes.update(note="between us")
    fill(office, dossier)
    found = events(dossier, handles=False)
    assert {event.kind for event in found} == {Kind.STATUS}
    assert [event.text for event in found] == ["", ""]


def test_notices_to_staff_are_not_in_it_and_junk_is_no_error(office: Desk) -> None:
    dossier = office.dossier()
    mail(dossier, "notice", occasion="staff_notice", status="failed")
    Edit.objects.create(application=dossier, kind="due", before="soon", after="")
    CorrectionRequest.objects.create(application=dossier, question="gone", remark="x", due_on=timezone.localdate())
    found = events(dossier)
    assert Kind.EMAIL not in {event.kind for event in found}
    assert ("soon", "") in [event.changes for event in found]
    assert "Correction asked for: a question that is gone" in [event.title for event in found]


def test_only_the_latest_mail_to_the_present_address_counts_as_failed(office: Desk) -> None:
    dossier = office.dossier()
    now = timezone.now()
    first = mail(dossier, "one", status="failed", created_at=now - dt.timedelta(hours=2))
    assert failed_mail(dossier, events(dossier)) == first
    mail(dossier, "two", status="sent", created_at=now)
    assert failed_mail(dossier, events(dossier)) is None
    mail(dossier, "three", status="failed", to="old@example.org", created_at=now + dt.timedelta(hours=1))
    assert failed_mail(dossier, events(dossier)) is None
