"""A capability adds a kind of letter: one row, and staff can write it, and applicants get it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from applications.kinds import CallKind
from applications.letters.wording import letters_about
from applications.mail import kinds
from applications.mail.composing import NotNeededError
from applications.mail.kinds import Case, LetterKind, StandardText, Variable, register_kinds
from applications.mail.outbox import write_to_applicant
from applications.mail.sending import send_due
from applications.models import EmailStatus, Letter, OutgoingEmail
from applications.statuses import LED, Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class HandedOver:
    thing: str


def _thing(case: Case) -> str:
    found = case.get(HandedOver)
    return found.thing if found else ""


def _about(email: OutgoingEmail, case: Case) -> Case:
    if case.application.status != Status.UNDER_WAY:
        raise NotNeededError("It is not under way any more.")
    return case.knowing(HandedOver(email.context["thing"]))


THING = Variable("thing", "What is handed over", _thing, example="(the thing)", is_long=True)
HANDED_OVER = LetterKind(
    code="handed_over",
    label="something handed over",
    when="Leaves when something is handed over.",
    standard=StandardText("Handed over: {title} ({reference})", "Hello {name},\n\nHere it is: {thing}"),
    variants=(
        StandardText("Given: {title} ({reference})", "Hello {name},\n\nYours: {thing}", call_kind=CallKind.COACHING),
    ),
    variables=(THING,),
    needed=THING,
    call_kinds=LED,
    status=Status.UNDER_WAY,
    about=_about,
)


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(kinds, "_variables", dict(kinds._variables))
    register_kinds(HANDED_OVER)


def test_staff_write_it_with_its_variables_and_see_it_before(office: Desk) -> None:
    client = log_in(office.moderator, "en")
    listing = client.get(reverse("letters:call", args=(office.call.pk,))).content.decode()
    assert "Something handed over" in listing
    assert "Leaves when something is handed over." in listing
    address = reverse("letters:letter", args=(office.call.pk, "handed_over", "en"))
    assert address in listing
    page = client.get(address).content.decode()
    for words in ("{thing}", "What is handed over", "must be in the text", "Here it is: (the thing)", "{reference}"):
        assert words in page
    assert "{amount}" not in page
    wrong = client.post(address, {"subject": "{thing}", "body": "Hello {amount}"})
    assert wrong.status_code == 422
    for words in (
        "“{thing}” does not fit into a subject",
        "“{amount}” does not exist in this letter",
        "“{thing}” is missing",
    ):
        assert words in wrong.content.decode()
    typed = {"subject": "Ours: {title}", "body": "Take {thing}."}
    assert "Take (the thing)." in client.post(address, typed | {"preview": "1"}).content.decode()
    assert not Letter.objects.exists()
    assert client.post(address, typed).status_code == 302
    assert Letter.objects.get().get_occasion_display() == "something handed over"
    standard = client.get(reverse("letters:standard", args=(office.call.pk, "handed_over", "en"))).content.decode()
    assert "Here it is: (the thing)" in standard


def test_no_other_letter_takes_its_variable_and_no_other_call_comes_to_it(office: Desk) -> None:
    client = log_in(office.moderator, "en")
    receipt = reverse("letters:letter", args=(office.call.pk, "receipt", "en"))
    assert "{thing}" not in client.get(receipt).content.decode()
    wrong = client.post(receipt, {"subject": "Received", "body": "{thing}"}).content.decode()
    assert "“{thing}” does not exist in this letter" in wrong
    assert HANDED_OVER in letters_about(office.call)
    office.call.kind = CallKind.ENQUIRY
    office.call.save()
    assert HANDED_OVER not in letters_about(office.call)
    assert client.get(reverse("letters:letter", args=(office.call.pk, "handed_over", "en"))).status_code == 404


def test_it_is_sent_in_the_standard_words_and_in_those_of_the_call(office: Desk, mailoutbox: list[Any]) -> None:
    dossier = office.dossier(Status.UNDER_WAY, "en")
    write_to_applicant(dossier, HANDED_OVER, "handed:1", thing="a {name} of keys")
    assert send_due() == 1
    assert mailoutbox[0].subject.startswith("Handed over: ")
    assert "Here it is: a {name} of keys" in mailoutbox[0].body
    assert dossier.reference in mailoutbox[0].body
    words = {"subject": "Ours", "body": "Take {thing}."}
    Letter.objects.create(call=office.call, occasion=HANDED_OVER.code, language="en", **words)
    write_to_applicant(dossier, HANDED_OVER, "handed:2", thing="the keys")
    dossier.call.kind = CallKind.COACHING
    dossier.call.save()
    assert send_due() == 1
    assert mailoutbox[1].subject == "Ours"
    assert mailoutbox[1].body.startswith("Take the keys.")
    Letter.objects.all().delete()
    write_to_applicant(dossier, HANDED_OVER, "handed:3", thing="the keys")
    send_due()
    assert mailoutbox[2].subject.startswith("Given: ")
    dossier.status = Status.CLOSED
    dossier.save()
    write_to_applicant(dossier, HANDED_OVER, "handed:4", thing="the keys")
    send_due()
    assert len(mailoutbox) == 3
    assert OutgoingEmail.objects.get(key="handed:4").status == EmailStatus.DROPPED


def test_the_outbox_names_it_and_no_migration_is_needed(office: Desk) -> None:
    write_to_applicant(office.dossier(), HANDED_OVER, "handed:1", thing="the keys")
    page = log_in(office.administrator, "en").get(reverse("emails:index"), {"occasion": "handed_over"})
    assert 'value="handed_over"' in page.content.decode()
    assert "Something handed over" in page.content.decode()
    call_command("makemigrations", "applications", check=True, dry_run=True, verbosity=0)
