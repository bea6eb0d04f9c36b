"""What applicants are mailed about their dossiers, occasion by occasion."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.tracking_tokens import tracking_url
from applications.letters.wording import letters_about
from applications.mail.composing import NotNeededError, UnsendableError, compose
from applications.models import (
    Application,
    Attachment,
    CorrectionRequest,
    Letter,
    Message,
    OutgoingEmail,
)
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.letters.written import DUE, mail_of, written
from tests.builders import KEYS

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "receipt": ("Bien reçu", "Received"),
    "corrections": ("Votre demande est à compléter", "We need something from you"),
    "correction_reminder": ("Rappel, à compléter d’ici le 1 mars 2035", "Reminder, still to do by 1 March 2035"),
    "message": ("Un message pour vous", "A message for you"),
    "accepted": ("Bonne nouvelle", "Good news"),
    "declined": ("Notre réponse", "Our answer"),
    "waiting_list": ("En liste d’attente", "On the waiting list"),
    "place_free": ("Une place s’est libérée", "A seat is free"),
    "reopened": ("Demande rouverte", "Open again"),
    "withdrawn": ("Demande retirée", "Withdrawn"),
}
WORDS = {
    "corrections": ("Ask {name} again", "Which one?", "2035"),
    "correction_reminder": ("Ask {name} again", "Which one?", "2035"),
    "message": ("A word from us {title}",),
    "accepted": ("It is good {link}", "2"),
    "declined": ("It is good {link}",),
    "waiting_list": ("It is good {link}",),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_occasion_says_what_it_is_about_and_leads_to_the_page(office: Desk, language: str) -> None:
    for kind in letters_about(office.call):
        check_letter(office, kind.code, language)


def check_letter(office: Desk, occasion: str, language: str) -> None:
    email = written(office, occasion, language)
    dossier = email.application
    assert dossier
    message = compose(email)
    assert str(message.subject).startswith(SUBJECTS[occasion][language == "en"])
    assert dossier.reference in message.subject
    assert len(str(message.subject)) <= 120
    body = str(message.body)
    assert body.startswith(("Bonjour Ada Martin,\n", "Hello Ada Martin,\n")[language == "en"])
    assert body.split().count(tracking_url(dossier, language, since=email.created_at)) == 1
    assert dossier.reference in body
    for words in WORDS.get(occasion, ()):
        assert words in body
    assert ("it’s <b>ours</b>" in body) == (occasion == "receipt")
    assert str(compose(OutgoingEmail.objects.get(pk=email.pk)).body) == body


def test_a_receipt_tried_later_is_the_same(office: Desk) -> None:
    dossier = office.dossier(Status.WAITING_LIST)
    dossier.status_changes.exclude(to_status=Status.WAITING_LIST).delete()
    email = mail_of(dossier, "receipt")
    first = compose(email)
    assert str(first.subject).startswith("En liste d’attente")
    assert "liste d’attente" in str(first.body)
    dossier.status_changes.create(to_status=Status.DECLINED)
    Application.objects.update(status=Status.DECLINED)
    again = compose(OutgoingEmail.objects.get())
    assert (again.subject, again.body) == (first.subject, first.body)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_applicants_wrote_and_what_is_private_does_not_leave(office: Desk, language: str) -> None:
    version = office.dossier().version
    for form in version.content.values():
        for question in form["steps"][0]["questions"]:
            question["private"] = question["key"] == KEYS["what"]
    version.save()
    body = str(compose(written(office, "corrections", language)).body)
    assert "Which one?" not in body
    assert "Ask {name} again" in body
    receipt = str(compose(written(office, "receipt", language)).body)
    assert "Training" not in receipt
    assert "Une formation" not in receipt
    dossier = office.dossier(Status.WITHDRAWN, language)
    dossier.status_changes.update(note="My own reasons")
    assert "My own reasons" not in str(compose(mail_of(dossier, "withdrawn")).body)
    theirs = Message.objects.create(application=dossier, text="Their words", is_from_applicant=True)
    with pytest.raises(UnsendableError):
        compose(mail_of(dossier, "message", message=theirs.pk))


@pytest.mark.parametrize("name", ["Ada\r\nBcc: all@example.org", "{link}{reason}{0.__class__}", "x" * 250, "\u2028{{"])
def test_a_name_does_no_harm(office: Desk, name: str) -> None:
    key = {"call": office.call, "occasion": "accepted", "language": "en"}
    Letter.objects.create(**key, subject="{name} {title}", body="{name}: {status}")
    email = written(office, "accepted", contact_name=name)
    message = compose(email)
    headers = {field.lower(): str(value) for field, value in message.message().items()}
    assert "bcc" not in headers
    assert "\n" not in str(message.subject)
    assert message.recipients() == ["ada@example.org"]
    first = str(message.body).split("\n", 1)[0]
    assert len(first) < 140
    if "{link}" in name:
        assert first.startswith("{link}{reason}{0.__class__}: ")


def test_the_words_of_the_call_are_used_and_the_link_is_added(office: Desk) -> None:
    key = {"call": office.call, "language": "en"}
    Letter.objects.create(**key, occasion="receipt", subject="We have it, {name}", body="Thanks {{ok}}.\n\n{date}")
    Letter.objects.create(**key, occasion="accepted", subject="Yes", body="Look: {link} {call}\n\nSum: {amount}")
    email = written(office, "receipt")
    assert email.application
    message = compose(email)
    assert message.subject == "We have it, Ada Martin"
    body = str(message.body)
    assert body.startswith("Thanks {ok}.")
    for words in (
        tracking_url(email.application, "en", since=email.created_at),
        email.application.reference,
        "Training",
    ):
        assert body.count(words) == 1
    accepted = str(compose(written(office, "accepted")).body)
    assert accepted.count("/en/follow/") - accepted.count("/letters/") == 1
    assert "Sum: €2,000" in accepted
    assert str(compose(written(office, "receipt", "fr")).subject).startswith("Bien reçu")


def test_a_long_title_gives_way_and_the_reference_stays(office: Desk) -> None:
    version = office.dossier().version
    version.content["en"]["title"] = "Title " * 40
    version.save()
    for kind in letters_about(office.call):
        email = written(office, kind.code)
        assert email.application
        assert len(str(compose(email).subject)) <= 120
        assert email.application.reference in compose(email).subject


def forget(dossier: Application, **fields: Any) -> None:
    Application.objects.filter(pk=dossier.pk).update(**fields)


GONE: list[tuple[str, Callable[[Application], Any]]] = [
    ("corrections", lambda dossier: dossier.corrections.update(answered_at=timezone.now())),
    ("corrections", lambda dossier: forget(dossier, status=Status.WITHDRAWN)),
    ("correction_reminder", lambda dossier: dossier.corrections.update(cancelled_at=timezone.now())),
    ("accepted", lambda dossier: dossier.decisions.update(revoked_at=timezone.now())),
    ("declined", lambda dossier: dossier.decisions.update(released_at=None)),
    ("waiting_list", lambda dossier: dossier.decisions.update(verdict="accepted")),
    ("place_free", lambda dossier: forget(dossier, status=Status.WAITING_LIST)),
    ("reopened", lambda dossier: forget(dossier, status=Status.DECLINED)),
    ("withdrawn", lambda dossier: forget(dossier, status=Status.IN_REVIEW)),
    ("receipt", lambda dossier: forget(dossier, contact_email="new@example.org")),
    ("receipt", lambda dossier: forget(dossier, anonymised_at=timezone.now())),
]


def test_what_has_passed_is_not_mailed(office: Desk) -> None:
    for occasion, passes in GONE:
        email = written(office, occasion)
        assert email.application
        passes(email.application)
        with pytest.raises(NotNeededError):
            compose(OutgoingEmail.objects.get(pk=email.pk))


def test_only_what_is_still_open_of_one_asking_is_told(office: Desk) -> None:
    email = written(office, "corrections")
    assert email.application
    email.application.corrections.filter(question=KEYS["name"]).update(answered_at=timezone.now())
    later = {"question": KEYS["why"], "remark": "Asked another day", "due_on": DUE}
    CorrectionRequest.objects.create(application=email.application, **later)
    body = str(compose(OutgoingEmail.objects.get()).body)
    assert "Which one?\nSay more." in body
    assert "Ask {name} again" not in body
    assert "Asked another day" not in body


def test_a_message_tells_of_its_files(office: Desk) -> None:
    email = written(office, "message")
    assert "file" not in str(compose(email).body)
    message = Message.objects.get()
    facts = {"application": email.application, "message": message, "size": 1, "type": "text/plain", "sha256": "0"}
    for name in ("a.txt", "b.txt"):
        Attachment.objects.create(name=name, file=name, **facts)
    assert "2 files come with this message" in str(compose(email).body)


def test_a_letter_takes_few_queries(office: Desk, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for occasion in ("receipt", "corrections", "accepted"):
        key = written(office, occasion).pk
        email = OutgoingEmail.objects.select_related("application__call", "application__version").get(pk=key)
        with django_assert_max_num_queries(8):
            compose(email)
