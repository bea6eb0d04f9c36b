"""The screens on which moderators write the letters of their calls."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.letters import DECLINED
from applications.kinds import CallKind
from applications.letters.wording import default_texts
from applications.models import Call, Letter
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db

INDEX = "/admin/letters/"


def address(office: Desk, occasion: str = "declined", language: str = "en", name: str = "letter") -> str:
    return reverse(f"letters:{name}", args=(office.call.pk, occasion, language))


def own_letter(office: Desk, occasion: str = "declined", language: str = "en") -> Letter:
    words = {"subject": "Our own words", "body": "Dear {name},\n\n{reason}"}
    return Letter.objects.create(call=office.call, occasion=occasion, language=language, **words)


def test_a_moderator_finds_their_calls_and_what_each_letter_says(office: Desk) -> None:
    own_letter(office)
    client = log_in(office.moderator, "en")
    listing = client.get(INDEX).content.decode()
    call = reverse("letters:call", args=(office.call.pk,))
    assert call in listing
    assert "beside-desk" not in listing
    letters = client.get(call).content.decode()
    assert letters.count("Own text") == 1
    assert letters.count("Standard text") == 19
    for occasion in ("receipt", "withdrawn"):
        for language in ("fr", "en"):
            assert address(office, occasion, language) in letters
    assert "beside-desk" in log_in(office.administrator, "en").get(INDEX).content.decode()


def test_a_letter_is_written_looked_at_and_given_up(office: Desk) -> None:
    dossier = office.dossier(contact_name="Zoé")
    client = log_in(office.moderator, "en")
    page = client.get(address(office)).content.decode()
    assert "The standard text is in use" in page
    assert "Hello Zoé," in page
    for name in ("{reason}", "{link}", "{reference}", "must be in the text"):
        assert name in page
    assert "{amount}" not in page
    typed = {"subject": "No, {name}", "body": "Sorry.\r\n\r\n{reason}", "application": str(dossier.pk)}
    seen = client.post(address(office), typed | {"preview": "1"}).content.decode()
    assert "No, Zoé" in seen
    assert ">No, {name}<" not in seen
    assert 'value="No, {name}"' in seen
    assert "/en/follow/…/" in seen
    assert not Letter.objects.exists()
    assert client.post(address(office), typed)["Location"] == reverse("letters:call", args=(office.call.pk,))
    letter = Letter.objects.get()
    assert (letter.subject, letter.body, letter.language) == ("No, {name}", "Sorry.\n\n{reason}", "en")
    page = client.get(address(office)).content.decode()
    assert "Written in this language only" in page
    standard = client.get(address(office, name="standard")).content.decode()
    assert "sorry to tell you" in standard
    assert Letter.objects.count() == 1
    assert client.post(address(office, name="standard")).status_code == 302
    assert not Letter.objects.exists()
    assert client.get(address(office, name="standard")).status_code == 302


def test_what_is_wrong_is_named_and_what_was_typed_stays(office: Desk) -> None:
    client = log_in(office.moderator, "en")
    typed = {"subject": "Hi {amount}", "body": "Hello {nope} { there\x00", "application": "' OR 1"}
    for button in ({}, {"preview": "1"}):
        response = client.post(address(office), typed | button)
        assert response.status_code == (200 if button else 422)
        page = response.content.decode()
        assert 'value="Hi {amount}"' in page
        assert "Hello {nope} { there" in page
        assert "“{amount}” does not exist in this letter" in page
    page = client.post(address(office), typed | {"body": "Hello {nope} { there"}).content.decode()
    for words in ("“{nope}” is no variable", "“{” stands alone", "“{reason}” is missing"):
        assert words in page
    assert client.post(address(office), {}).status_code == 422
    assert client.post(address(office), {"subject": "x" * 300, "body": "{reason}" * 5000}).status_code == 422
    assert not Letter.objects.exists()


def test_the_script_gets_the_preview_alone(office: Desk) -> None:
    client = log_in(office.moderator, "en")
    typed = {"subject": "<b>{nope}</b>", "body": "<script>{reason}</script>", "preview": "1"}
    headers = {"X-Requested-With": "XMLHttpRequest"}
    part = client.post(address(office), typed, headers=headers).content.decode()
    assert "<html" not in part
    assert "&lt;b&gt;{nope}&lt;/b&gt;" in part
    assert "<script>" not in part
    assert "“{nope}” is no variable" in part
    assert "applications/letters.js" in client.get(address(office)).content.decode()


def test_a_preview_shows_dossiers_of_the_call_only(office: Desk) -> None:
    beside = Call.objects.get(code="beside-desk")
    foreign = office.dossier(contact_name="Nobody’s business")
    foreign.call = beside
    foreign.save()
    page = log_in(office.moderator, "en").post(
        address(office), {"subject": "S", "body": "{name} {reason}", "preview": "1", "application": str(foreign.pk)}
    )
    assert page.status_code == 200
    assert foreign.reference not in page.content.decode()
    assert "Nobody’s business" not in page.content.decode()
    assert "(name of the contact)" in page.content.decode()


def test_saving_the_standard_text_keeps_it_standard(office: Desk) -> None:
    own_letter(office)
    subject, body = default_texts(DECLINED, "en")
    client = log_in(office.moderator, "en")
    assert client.post(address(office), {"subject": subject, "body": body}).status_code == 302
    assert not Letter.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "committee", "anonymous"])
def test_the_wrong_person_finds_nothing(office: Desk, who: str) -> None:
    own_letter(office)
    office.dossier(Status.READY)
    client = Client() if who == "anonymous" else log_in(getattr(office, who))
    typed = {"subject": "Mine", "body": "{reason}", "preview": "1"}
    call = reverse("letters:call", args=(office.call.pk,))
    standard = address(office, name="standard")
    for response in (
        client.get(call),
        client.get(address(office)),
        client.get(standard),
        client.post(address(office), typed),
        client.post(address(office), {"subject": "Mine", "body": "{reason}"}),
        client.post(standard),
    ):
        assert response.status_code == 404 or response["Location"].startswith("/admin/login/")
    for url in (INDEX, INDEX + "results/"):
        listing = client.get(url)
        assert call not in listing.content.decode()
        assert (listing.status_code == 404) == (who == "committee")
    assert Letter.objects.get().subject == "Our own words"


def test_what_does_not_exist_is_missing(office: Desk) -> None:
    client = log_in(office.moderator)
    for junk in (
        f"{INDEX}{10**30}/",
        address(office, "nope"),
        address(office, "receipt", "de"),
        address(office, "draft_link"),
        f"{INDEX}{office.call.pk}/receipt/en/x/",
    ):
        assert client.get(junk).status_code == 404
    Call.objects.update(kind=CallKind.ENQUIRY)
    assert client.get(address(office, "accepted")).status_code == 404
    assert client.get(f"{INDEX}?ordering=password&p=abc").status_code in (200, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_the_screens_ask_the_same_number_of_queries(
    office: Desk, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        office.dossier()
        Call.objects.create(code=f"more-{n}", moderators=office.call.moderators)
        own_letter(office, "receipt", ["fr", "en", "de"][n])
    client = log_in(office.moderator)
    client.get("/admin/")
    with django_assert_num_queries(13):
        client.get(INDEX)
    with django_assert_num_queries(13):
        client.get(reverse("letters:call", args=(office.call.pk,)))
    client.get(address(office))
    with django_assert_num_queries(19):
        client.get(address(office))
