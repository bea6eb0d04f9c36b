"""Letters as PDF: that they say what was sent, under the letterhead of then, and who gets them."""

from importlib import import_module
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.tracking_tokens import tracking_token
from applications.letters.paper import letter_on_paper, name_of_letter
from applications.mail.kinds import letter_kinds
from applications.mail.outbox import send_again
from applications.mail.sending import send_due
from applications.models import Access, Application, Beneficiary, Decision, Letter, OutgoingEmail, Reading
from applications.statuses import Status
from home.documents import make_pdf
from tests.applications.dossier_desk import Desk
from tests.applications.letters.written import written
from tests.applications.tracking_pages import address, text_of
from tests.reading_pdf import ReadPdf
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db

ON_LETTERS = {
    "letterhead_fr": "Le Fonds des habitants\n1 rue du Métier\n38000 Grenoble",
    "letterhead_en": "The Residents’ Fund\n1 rue du Métier\n38000 Grenoble, France",
    "letter_place": "Grenoble",
    "signatory_name": "Zoé <b>Lenoir</b>",
    "signatory_role_fr": "Présidente du fonds",
    "signatory_role_en": "President of the fund",
}


def sent(office: Desk, occasion: str = "accepted", language: str = "en", **fields: Any) -> OutgoingEmail:
    """A letter that has left."""
    office.changed(**ON_LETTERS)
    email = written(office, occasion, language, **fields)
    assert send_due() == 1
    return reloaded(email)


def reloaded(email: OutgoingEmail) -> OutgoingEmail:
    return OutgoingEmail.objects.select_related("application__call", "application__version").get(pk=email.pk)


def read(email: OutgoingEmail) -> ReadPdf:
    assert email.application
    return ReadPdf(make_pdf(letter_on_paper(email.application, email)))


def where(email: OutgoingEmail, language: str = "en") -> str:
    with translation.override(language):
        return reverse("tracking_letter", args=[tracking_token(email.application), email.pk])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Le Fonds des habitants", "Grenoble, le ", "Référence", "Bonjour Ada Martin", "Présidente du fonds")),
        ("en", ("The Residents’ Fund", "Grenoble, ", "Reference", "Hello Ada Martin", "President of the fund")),
    ],
)
def test_a_screen_reader_goes_through_it_from_the_letterhead_to_the_signature(
    office: Desk, language: str, words: tuple[str, ...]
) -> None:
    email = sent(office, "declined", language)
    letter = read(email)

    assert email.application
    assert (letter.title, letter.language, letter.part_of_ua) == (email.sent_subject, language, "1")
    assert letter.is_tagged
    assert letter.shows_title
    assert letter.unmarked == ""
    assert letter.is_drawn()
    assert letter.texts("H1") == [email.sent_subject]
    assert all(tag.alternative for tag in letter.tags if tag.kind == "Figure")
    place = 0
    head, dated, reference, hello, role = words
    for each in (head, reference, email.application.reference, "Ada Martin", dated, hello, "It is good {link}", role):
        place = letter.text.find(each, place)
        assert place >= 0, f"{each} is missing, or comes too early"
    assert "Zoé <b>Lenoir</b>" in letter.text


def test_it_says_what_was_sent_and_not_what_would_be_sent_now(office: Desk) -> None:
    email = sent(office)
    first = make_pdf(letter_on_paper(email.application, email))  # type: ignore[arg-type]

    office.changed(letterhead_en="Another one", signatory_name="Somebody else", letter_place="")
    Letter.objects.create(call=office.call, occasion="accepted", language="en", subject="Other", body="Words")
    Decision.objects.update(reason="Another reason", amount=1)
    Application.objects.update(contact_name="Another name")

    email = reloaded(email)
    assert make_pdf(letter_on_paper(email.application, email)) == first  # type: ignore[arg-type]


def test_whoever_is_shown_it_is_not_let_in(office: Desk) -> None:
    email = sent(office)
    text = read(email).text

    assert tracking_token(email.application, email.created_at) not in text  # type: ignore[arg-type]
    assert "/en/follow/" in text, "it leads to where one asks for a link"
    assert "…" not in email.paper["text"]
    link = read(email).texts("Link")
    assert [each.replace("\u200b", "").endswith("/en/follow/") for each in link] == [True]


def test_without_a_letterhead_the_portal_writes_and_nobody_signs(office: Desk) -> None:
    email = written(office, "accepted")
    send_due()
    letter = read(reloaded(email))
    assert letter.is_drawn()
    assert letter.texts("P")[0] == "La Trame"


def test_one_language_stands_in_for_the_other(office: Desk) -> None:
    office.changed(letterhead_fr="Seulement en français", signatory_role_en="English only")
    email = written(office, "accepted", "en")
    send_due()
    assert reloaded(email).paper["letterhead"] == "Seulement en français"
    assert office.call.signatory_role_in("fr") == "English only"


def test_an_organisation_is_named_and_strange_names_do_no_harm(office: Desk) -> None:
    weavers = Beneficiary.objects.create(key="siret:1", name="#Les *Tisserands*")
    letter = read(sent(office, contact_name="مرحبا 😀 漢", beneficiary=weavers))
    text = letter.text
    assert "#Les *Tisserands*" in text
    assert "U+6F22 CJK UNIFIED IDEOGRAPH-6F22" in text, "what no typeface draws is named"
    assert "ar" in {tag.language for tag in letter.tags}
    assert "مرحبا" in text or "ﻣﺮﺣﺒﺎ" in text


def test_a_long_letter_goes_on_over_pages(office: Desk) -> None:
    email = written(office, "message")
    email.application.messages.update(text="\n\n".join(f"Paragraph {number}. " + "word " * 90 for number in range(40)))  # type: ignore[union-attr]
    send_due()
    letter = read(reloaded(email))
    assert letter.pages > 3
    assert letter.text.index("Paragraph 0.") < letter.text.index("Paragraph 39.")
    assert letter.unmarked == ""


def test_which_letters_are_kept(office: Desk) -> None:
    kept = {kind.code for kind in letter_kinds() if kind.is_kept}
    decisions = {"accepted", "declined", "waiting_list"}
    assert kept == decisions | {"message", "reopened", "withdrawn", "place_free", "registered"}
    assert sent(office, "corrections").paper == {}


def test_what_could_not_be_delivered_can_be_had_all_the_same(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Any, _messages: Any) -> int:
        raise SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    email = sent(office)
    assert (email.status, email.sent_text) == ("failed", "")
    assert email.is_on_paper
    assert "Sent by e-mail" not in read(email).text


def test_what_has_not_left_yet_is_missing_and_what_is_sent_again_stays(client: Client, office: Desk) -> None:
    email = written(office, "accepted")
    assert client.get(where(email)).status_code == 404
    send_due()
    email = reloaded(email)
    assert send_again(email)
    assert reloaded(email).status == "queued"
    assert client.head(where(email)).status_code == 200
    assert where(email) in text_of(client, address(email.application))  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "word", "path"), [("fr", "lettre", "lettres"), ("en", "letter", "letters")])
def test_the_applicant_downloads_it_in_its_own_language_under_a_name_in_theirs(
    client: Client, office: Desk, language: str, word: str, path: str
) -> None:
    email = sent(office, "accepted", "fr")
    assert email.application
    assert f"/{path}/{email.pk}.pdf" in where(email, language)

    response = client.get(where(email, language))

    assert response.status_code == 200
    name = f"{word}-{email.application.reference}-{timezone.localdate(email.created_at):%Y-%m-%d}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert ReadPdf(response.content).language == "fr"


def test_the_mail_and_the_tracking_page_lead_to_it(client: Client, office: Desk) -> None:
    email = sent(office)
    application = email.application
    assert application
    with translation.override("en"):
        path = reverse("tracking_letter", args=[tracking_token(application, email.created_at), email.pk])
    assert f"http://testserver{path}\n" in str(mail.outbox[0].body)
    assert path not in email.sent_text
    page = text_of(client, address(application))
    assert f'href="{where(email)}" download' in page
    assert email.sent_subject in page


def test_a_message_has_its_letter_in_the_conversation(client: Client, office: Desk) -> None:
    email = sent(office, "message")
    page = text_of(client, address(email.application))  # type: ignore[arg-type]
    assert page.count(where(email)) == 1
    assert 'id="letters"' not in page
    assert page.index(where(email)) > page.index('id="messages"')


def test_it_is_missing_for_everybody_else(client: Client, office: Desk) -> None:
    email, other = sent(office), sent(office, "declined")
    corrections = sent(office, "corrections")
    genuine = where(email)

    assert client.get(genuine.replace(f"/{email.pk}.pdf", f"/{other.pk}.pdf")).status_code == 404
    assert client.get(genuine.replace(f"/{email.pk}.pdf", f"/{'9' * 30}.pdf")).status_code == 404
    assert client.get(where(corrections)).status_code == 404, "no letter that one keeps"
    assert client.get(genuine.replace(f"/{email.pk}.pdf", f"x/{email.pk}.pdf")).status_code == 404
    assert client.post(genuine).status_code == 405
    Application.objects.filter(pk=email.application_id).update(anonymised_at=timezone.now())
    assert client.get(genuine).status_code == 410


def for_staff(email: OutgoingEmail, dossier: int | None = None) -> str:
    return reverse("applications:letter", args=(dossier or email.application_id, email.pk))


@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_staff_download_it_from_the_dossier_and_that_is_written_down(office: Desk, who: str) -> None:
    email = sent(office, "accepted", "fr")
    client = log_in(getattr(office, who), "en")
    dossier = client.get(reverse("applications:dossier", args=(email.application_id,))).content.decode()
    assert f'href="{for_staff(email)}"' in dossier
    assert f'href="{for_staff(email)}"' in client.get(reverse("emails:mail", args=(email.pk,))).content.decode()
    assert not Access.objects.filter(reading=Reading.FILE).exists()

    response = client.get(for_staff(email))

    assert response["Content-Disposition"].startswith('attachment; filename="letter-')
    assert "no-store" in response["Cache-Control"]
    assert ReadPdf(response.content).title == email.sent_subject
    [access] = Access.objects.filter(reading=Reading.FILE)
    name = name_of_letter(email.application, email).replace("lettre", "letter")  # type: ignore[arg-type]
    assert (access.application, access.by, access.details) == (email.application, getattr(office, who), name)


def test_it_is_missing_for_staff_who_may_not_see_the_mails(office: Desk) -> None:
    email, other = sent(office), sent(office, "declined")
    for who in (office.stranger, office.committee):
        assert log_in(who).get(for_staff(email)).status_code == 404
    Application.objects.filter(pk=email.application_id).update(status=Status.READY)
    committee = log_in(office.committee)
    assert committee.get(for_staff(email)).status_code == 404, "they read the dossier, and none of its mails"
    page = committee.get(reverse("applications:dossier", args=(email.application_id,))).content.decode()
    assert "letters-section" not in page
    moderator = log_in(office.moderator)
    assert moderator.get(for_staff(email, other.application_id)).status_code == 404
    assert moderator.get(for_staff(sent(office, "corrections"))).status_code == 404
    assert moderator.post(for_staff(email)).status_code == 405
    assert "login" in Client().get(for_staff(email))["Location"]
    assert not Access.objects.filter(reading=Reading.FILE).exists()


def test_decisions_that_were_told_before_letters_were_kept(office: Desk) -> None:
    email, other = sent(office), sent(office, "receipt")
    OutgoingEmail.objects.update(paper={})
    migration = import_module("applications.migrations.0007_documents")
    migration.keep_letters(apps, connection.schema_editor())
    email = reloaded(email)
    assert email.is_on_paper
    letter = read(email)
    assert letter.title == email.sent_subject
    assert "It is good {link}" in letter.text
    assert not reloaded(other).is_on_paper
