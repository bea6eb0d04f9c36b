"""What is known of a person: shown, given out, erased; by administrators only."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Access, Application, Attachment, Draft, Message, OutgoingEmail, Purge, Scan
from applications.models.attachments import private_storage, random_name
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(office: Desk) -> Client:
    return log_in(office.administrator)


def with_file(application: Application, name: str, scan: str = Scan.NONE) -> None:
    Attachment.objects.create(
        application=application,
        question="x",
        file=private_storage().save(random_name(), ContentFile(b"content of " + name.encode())),
        name=name,
        size=6,
        type="application/pdf",
        sha256="0",
        scan=scan,
    )


def draft_of(office: Desk, email: str) -> Draft:
    version = office.call.versions.latest()
    return Draft.objects.create(
        call=office.call,
        version=version,
        form_key=version.form_key,
        language="fr",
        email=email,
        data={"x": ["half typed"]},
        expires_at=timezone.now() + timedelta(days=9),
    )


ADDRESSES = ("privacy:index", "privacy:purges", "privacy:purges_results", "privacy:export", "privacy:erase")


@pytest.mark.parametrize("who", ["moderator", "committee", "stranger"])
def test_it_is_missing_for_all_but_administrators(office: Desk, who: str) -> None:
    person = log_in(getattr(office, who))
    for name in ADDRESSES:
        assert person.get(reverse(name)).status_code == 404
        assert person.post(reverse(name), {"email": "ada@example.org"}).status_code == 404


def test_everything_of_a_person_is_found_whatever_the_capitals(office: Desk, client: Client) -> None:
    mine, other = office.dossier(), office.dossier(contact_email="other@example.org")
    draft_of(office, "ada@example.org")
    shown = client.post(reverse("privacy:index"), {"email": " ADA@example.org "}, follow=True).content.decode()
    assert mine.reference in shown
    assert other.reference not in shown
    assert "1 brouillon" in shown


@pytest.mark.parametrize("typed", ["", "x", "\0", "a@b.fr\0", "a" * 400 + "@example.org", "' OR 1=1"])
def test_junk_is_answered_in_words(client: Client, typed: str) -> None:
    for name in ("privacy:index", "privacy:export", "privacy:erase"):
        assert client.post(reverse(name), {"email": typed}).status_code in (200, 302, 422)


def test_the_zip_holds_answers_messages_and_safe_files(office: Desk, client: Client) -> None:
    application = office.dossier(Status.DECLINED)
    Message.objects.create(application=application, text="Bonjour", is_from_applicant=True)
    with_file(application, "plan/../evil.pdf")
    with_file(application, "virus.pdf", Scan.INFECTED)
    with_file(application, "é" * 190 + ".pdf")
    draft_of(office, "ada@example.org")
    response: Any = client.post(reverse("privacy:export"), {"email": "ada@example.org"})
    archive = ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    data = json.loads(archive.read("data.json"))
    [one] = data["applications"]
    assert one["reference"] == application.reference
    assert {"question": "Votre nom", "answer": "Ada Martin"} in one["steps"][0]["answers"]
    assert one["messages"][0]["text"] == "Bonjour"
    assert data["drafts"][0]["typed"] == {"x": ["half typed"]}
    files = [name for name in archive.namelist() if name.startswith(application.reference)]
    assert files == [f"{application.reference}/01-plan-..-evil.pdf", f"{application.reference}/03-{'é' * 96}.pdf"]
    assert archive.read(files[0]) == b"content of plan/../evil.pdf"
    assert "Votre nom" in archive.read("index.html").decode()
    assert Access.objects.get(reading="person").by == office.administrator


def test_who_looks_a_person_up_is_written_down_and_the_address_is_in_no_url(office: Desk, client: Client) -> None:
    mine = office.dossier()
    answer = client.post(reverse("privacy:index"), {"email": "ada@example.org"})
    assert answer["Location"] == reverse("privacy:index")
    client.post(reverse("privacy:index"), {"email": "nobody@example.org"})
    assert list(Access.objects.filter(reading="lookup").order_by("pk").values_list("application", flat=True)) == [
        mine.pk,
        None,
    ]
    assert "nobody@example.org" in client.get(reverse("privacy:index")).content.decode()


def test_the_log_knows_who_it_was_after_the_account_is_gone(office: Desk, client: Client) -> None:
    dossier = office.dossier()
    log_in(office.moderator).get(reverse("applications:dossier", args=(dossier.pk,)))
    name = office.moderator.email
    office.moderator.delete()
    assert name in client.get(reverse("access:index")).content.decode()


def test_erasing_wants_the_address_twice(office: Desk, client: Client) -> None:
    application = office.dossier()
    client.post(reverse("privacy:erase"), {"email": "ada@example.org", "confirmation": "ada@example"})
    application.refresh_from_db()
    assert application.contact_email == "ada@example.org"


def test_erasing_goes_across_dossiers_drafts_and_mails_but_not_over_a_hold(office: Desk, client: Client) -> None:
    active, closed = office.dossier(Status.IN_REVIEW), office.dossier(Status.CLOSED)
    held = office.dossier(Status.DECLINED, hold="A court asked")
    draft_of(office, "ada@example.org")
    OutgoingEmail.objects.create(key="links", occasion="follow_links", to="ada@example.org", language="fr")
    form = {"email": "Ada@example.org", "confirmation": "ada@EXAMPLE.org"}
    said = client.post(reverse("privacy:erase"), form, follow=True).content.decode()
    for application in (active, closed, held):
        application.refresh_from_db()
    assert (active.status, active.contact_email) == (Status.WITHDRAWN, "")
    assert (closed.status, closed.contact_email) == (Status.CLOSED, "")
    assert held.contact_email == "ada@example.org"
    assert held.reference in said
    assert not Draft.objects.exists()
    assert not OutgoingEmail.objects.filter(to="ada@example.org").exists()
    purge = Purge.objects.get()
    assert (purge.clock, purge.count, purge.by) == ("erasure", 2, office.administrator)
    assert "desk" in client.get(reverse("privacy:purges")).content.decode()
