"""To an address that nobody has confirmed goes nothing that the sender wrote; and no name that is an address."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.dossiers.confirming import confirm_address, proof_of
from applications.dossiers.handling import change_contact
from applications.dossiers.letters import RECEIPT
from applications.dossiers.messages import send_message
from applications.dossiers.tracking_links import send_tracking_links
from applications.dossiers.tracking_tokens import tracking_token
from applications.drafts import resume_tokens
from applications.drafts.resume_links import send_link
from applications.mail.composing import compose
from applications.mail.outbox import write_to_applicant
from applications.mail.texts import has_address
from applications.models import Application, Draft, DraftLink, OutgoingEmail
from tests.applications.dossier_desk import Desk
from tests.applications.tracking_pages import address
from tests.builders import ANSWERS, KEYS

pytestmark = pytest.mark.django_db

LURE = "Win at evil.example"


def stranger(desk: Desk, language: str = "en", **fields: Any) -> Application:
    """Somebody has typed this address, and words to be mailed there."""
    answers = {KEYS["name"]: LURE, KEYS["mail"]: "ada@example.org", KEYS["why"]: LURE}
    given = {"answers": answers, "contact_name": "Eve Adams", "address_confirmed_at": None}
    return desk.dossier(language=language, **given | fields)


def confirming(dossier: Application, of: Application | None = None) -> str:
    """The mailed link, with the proof of its own dossier or that of another one."""
    with translation.override("en"):
        return reverse("tracking_confirm", args=[tracking_token(dossier), proof_of(of or dossier)])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_receipt_carries_reference_title_and_one_link(office: Desk, language: str) -> None:
    dossier = stranger(office, language)
    email = write_to_applicant(dossier, RECEIPT, "receipt:1")
    assert email
    message = compose(email)
    body = str(message.body)
    for words in (LURE, "Eve", "ada@example.org", "evil"):
        assert words not in body + str(message.subject)
    assert dossier.reference in body
    assert dossier.reference in message.subject
    [link] = [line for line in body.splitlines() if proof_of(dossier) in line]
    assert link.startswith("http")
    assert body.count("http") == 2, "the link, and the address of the site at the end"
    confirm_address(application=dossier)
    again = compose(OutgoingEmail.objects.get(key=f"confirmed:{dossier.pk}"))
    assert LURE in str(again.body)
    assert proof_of(dossier) not in str(again.body)


def test_what_staff_write_goes_without_the_name(office: Desk) -> None:
    dossier = stranger(office)
    send_message(
        application=dossier, text="Dear you, see https://ours.example", author=office.moderator, token=uuid.uuid4()
    )
    email = dossier.emails.get(occasion="message")
    body = str(compose(email).body)
    assert body.startswith("Hello,\n")
    assert "https://ours.example" in body
    assert proof_of(dossier) in body
    confirm_address(application=dossier)
    email.refresh_from_db()
    assert str(compose(email).body).startswith("Hello Eve Adams,\n")


def test_links_to_all_that_was_sent_confirm_too(office: Desk) -> None:
    dossier, known = stranger(office), office.dossier(language="en")
    send_tracking_links(email="ada@example.org", language="en")
    body = str(compose(OutgoingEmail.objects.get()).body)
    assert proof_of(dossier) in body
    assert proof_of(known) not in body


def test_opening_the_link_changes_nothing_and_the_button_confirms(client: Client, office: Desk) -> None:
    dossier = stranger(office)
    for _ in range(2):
        assert "Confirm my address" in client.get(confirming(dossier)).content.decode()
    assert client.head(confirming(dossier)).status_code == 200
    dossier.refresh_from_db()
    assert dossier.address_confirmed_at is None
    answer = client.post(confirming(dossier), follow=True)
    assert "is confirmed" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.address_confirmed_at
    assert client.get(confirming(dossier)).status_code == 303


def test_only_the_mailed_link_confirms(client: Client, office: Desk) -> None:
    """The browser that sent it has the tracking page, which is no proof of who reads the mailbox."""
    dossier, other = stranger(office), stranger(office)
    page = client.get(address(dossier)).content.decode()
    assert proof_of(dossier) not in page
    assert "Confirm my address" not in page
    assert client.post(confirming(dossier, of=other)).status_code == 303
    before = proof_of(dossier)
    change_contact(application=dossier, name="Grace", email="grace@example.org", by=office.moderator)
    dossier.refresh_from_db()
    assert proof_of(dossier) != before
    other.refresh_from_db()
    assert other.address_confirmed_at is None


def test_a_post_without_its_token_is_asked_again(office: Desk) -> None:
    dossier = stranger(office)
    answer = Client(enforce_csrf_checks=True).post(confirming(dossier))
    assert answer.status_code == 403
    assert "Press the button again" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.address_confirmed_at is None


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        "See https://evil",
        "www evil",
        "ada@example.org",
        "//evil",
        "Gagnez sur evil．fr",
        "evil。fr",
        "e-v.il",
        "evil.\u200bfr",
        "http:evil",
        "1.2.3.4",
    ],
)
def test_names_that_look_like_addresses_are_left_out(office: Desk, name: str) -> None:
    dossier = office.dossier(language="en", contact_name=name)
    email = write_to_applicant(dossier, RECEIPT, "receipt:1")
    assert email
    assert str(compose(email).body).startswith("Hello,\n")


@pytest.mark.parametrize(
    "name", ["Ada Martin", "J.-P. Martin", "Mme O’Neil", "M. A. Dupont, maire", "Dr. Ada", "A. B."]
)
def test_names_of_people_stay(name: str) -> None:
    assert not has_address(name)


def test_a_link_to_a_draft_that_was_used_proves_the_address(office: Desk) -> None:
    """Whoever came back by a mailed link, and pressed the button, gets the whole receipt; others do not."""
    page = office.pages["en"]
    mine, theirs = Client(), Client()
    for client in (mine, theirs):
        client.post(page.get_url(), ANSWERS)
    draft = Draft.objects.order_by("started_at").first()
    assert draft
    send_link(draft=draft, email=ANSWERS[KEYS["mail"]], language="en")
    link = page.get_url() + page.reverse_subpage("resume", args=[resume_tokens.resume_token(DraftLink.objects.get())])
    assert mine.get(link).status_code == 200
    assert mine.post(link).status_code == 303
    for client in (mine, theirs):
        assert client.post(f"{page.get_url()}check/", {"submit_token": str(uuid.uuid4())}).status_code == 303
    confirmed = [bool(dossier.address_confirmed_at) for dossier in Application.objects.order_by("pk")]
    assert confirmed == [True, False]
    mine.post(f"{page.get_url()}again/", {"go": "leave"})
    assert not mine.cookies["addresses"].value
