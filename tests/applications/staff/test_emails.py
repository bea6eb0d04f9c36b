"""The staff's list of mails."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.drafts.resume_links import DRAFT_LINK
from applications.mail.outbox import enqueue
from applications.models import Access, Application, Call, Draft, OutgoingEmail
from tests.applications.mail.outboxes import application, queue
from tests.builders import moderators, staff
from tests.signing_in import log_in
from users.models import User
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db

INDEX = "/admin/emails/"


@pytest.fixture
def email() -> OutgoingEmail:
    """One of a dossier; beside it there is one of a draft."""
    dossier = application()
    Call.objects.update(moderators=moderators())
    draft = Draft.objects.create(
        call=dossier.call, version=dossier.version, form_key=dossier.version.form_key, expires_at=timezone.now()
    )
    enqueue(key="draft", kind=DRAFT_LINK, to="draft@example.org", language="fr", draft=draft)
    return queue(dossier)[0]


def moderator() -> Client:
    return log_in(staff("mod@example.org", moderators()), "en")


def administrator() -> Client:
    setup_roles()
    return log_in(staff("admin@example.org", Group.objects.get(name=Role.ADMINISTRATORS)), "en")


def again(email: OutgoingEmail) -> str:
    return reverse("emails:send_again", args=(email.pk,))


def test_a_moderator_sees_the_mails_of_their_dossiers_only(email: OutgoingEmail) -> None:
    for url in (INDEX, INDEX + "results/"):
        listing = moderator_page(url)
        assert email.to in listing
        assert "outbox-1" in listing
        assert "draft@example.org" not in listing


def moderator_page(url: str) -> str:
    user = User.objects.filter(email="mod@example.org").first()
    client = log_in(user, "en") if user else moderator()
    return client.get(url).content.decode()


def test_an_administrator_sees_those_of_drafts_too(email: OutgoingEmail) -> None:
    listing = administrator().get(INDEX).content.decode()
    assert email.to in listing
    assert "draft@example.org" in listing


@pytest.mark.parametrize(
    ("status", "is_uncertain", "words"),
    [
        ("sent", True, "sent, perhaps twice"),
        ("sent", False, ">sent<"),
        ("uncertain", True, "perhaps sent"),
        ("failed", False, "not sent"),
        ("failed", True, "perhaps sent, not tried again"),
    ],
)
def test_what_is_uncertain_says_so(email: OutgoingEmail, status: str, is_uncertain: bool, words: str) -> None:
    OutgoingEmail.objects.update(status=status, is_uncertain=is_uncertain, attempts=1)
    assert words in "".join(moderator_page(INDEX + "results/").split("\n")).replace("  ", "")


def test_the_list_can_be_narrowed_to_a_state(email: OutgoingEmail) -> None:
    OutgoingEmail.objects.filter(pk=email.pk).update(status="failed", is_uncertain=True, error="550 <no> such box")
    client = administrator()
    failed = client.get(INDEX + "results/?status=failed").content.decode()
    assert email.to in failed
    assert "550 &lt;no&gt; such box" in failed
    assert "draft@example.org" not in failed
    assert email.to not in client.get(INDEX + "results/?status=sent").content.decode()
    assert email.to in client.get(INDEX + "results/?is_uncertain=true").content.decode()
    assert "draft@example.org" not in client.get(INDEX + "results/?is_uncertain=true").content.decode()


def test_a_button_sends_again_under_the_same_id(email: OutgoingEmail) -> None:
    OutgoingEmail.objects.update(status="failed", attempts=9)
    client = moderator()
    assert again(email) in client.get(INDEX).content.decode()
    assert client.post(again(email)).status_code == 302
    now = OutgoingEmail.objects.get(pk=email.pk)
    assert (now.status, now.attempts, now.message_id) == ("queued", 0, email.message_id)
    assert again(email) not in client.get(INDEX).content.decode()


def test_the_button_needs_its_token_and_a_post(email: OutgoingEmail) -> None:
    OutgoingEmail.objects.update(status="sent", attempts=1)
    user = staff("mod@example.org", moderators())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(again(email)).status_code == 403
    assert strict.get(again(email)).status_code == 405
    assert OutgoingEmail.objects.get(pk=email.pk).status == "sent"


@pytest.mark.parametrize("who", ["editor", "outsider", "anonymous"])
def test_the_wrong_person_sees_and_sends_nothing(email: OutgoingEmail, who: str) -> None:
    OutgoingEmail.objects.update(status="sent", attempts=1)
    if who == "anonymous":
        client = Client()
    else:
        group = Group.objects.get_or_create(name="Editors" if who == "editor" else "other moderators")[0]
        if who == "outsider":
            Call.objects.create(code="other", moderators=group)
        client = log_in(staff("wrong@example.org", group))
    assert email.to not in client.get(INDEX).content.decode()
    for answer in (client.post(again(email)), client.get(mail(email))):
        assert answer.status_code == 404 or answer["Location"].startswith("/admin/login/")
    assert OutgoingEmail.objects.get(pk=email.pk).status == "sent"


def test_a_moderator_cannot_send_the_mail_of_a_draft(email: OutgoingEmail) -> None:
    OutgoingEmail.objects.update(status="sent", attempts=1)
    client, draft = moderator(), OutgoingEmail.objects.get(key="draft")
    assert client.post(again(draft)).status_code == 404
    assert client.get(mail(draft)).status_code == 404


def mail(email: OutgoingEmail) -> str:
    return reverse("emails:mail", args=(email.pk,))


def test_a_mail_that_left_can_be_read_and_reading_it_is_written_down(email: OutgoingEmail) -> None:
    client = moderator()
    page = client.get(mail(email)).content.decode()
    assert "Nothing of it is kept" in page
    assert not Access.objects.exists()
    OutgoingEmail.objects.update(
        status="failed",
        attempts=3,
        error="550 <no> such box",
        sent_subject="<i>Subject</i>",
        sent_text="Hi\n<b>you</b>",
    )
    assert mail(email) in client.get(INDEX).content.decode()
    page = client.get(mail(email)).content.decode()
    for words in ("550 &lt;no&gt; such box", "&lt;i&gt;Subject&lt;/i&gt;", "Hi\n&lt;b&gt;you&lt;/b&gt;", again(email)):
        assert words in page
    access = Access.objects.get()
    assert (access.application, access.reading) == (email.application, "dossier")
    assert administrator().get(mail(OutgoingEmail.objects.get(key="draft"))).status_code == 200


def test_the_committee_reads_no_mails(email: OutgoingEmail) -> None:
    committee = Group.objects.create(name="committee")
    Call.objects.update(committee=committee)
    Application.objects.update(status="ready")
    OutgoingEmail.objects.update(status="sent", attempts=1, sent_text="Yours")
    client = log_in(staff("committee@example.org", committee))
    assert client.get(mail(email)).status_code == 404
    assert client.post(again(email)).status_code == 404
    assert email.to not in client.get(INDEX).content.decode()
    assert OutgoingEmail.objects.get(pk=email.pk).status == "sent"


@pytest.mark.parametrize("junk", ["?p=abc", "?status=%00", "?is_uncertain=x", "?ordering=password", "?export=csv"])
def test_junk_is_no_error(email: OutgoingEmail, junk: str) -> None:
    assert moderator().get(INDEX + junk).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    email: OutgoingEmail, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert email.application
    queue(email.application, number)
    OutgoingEmail.objects.update(status="sent", attempts=1)
    client = moderator()
    client.get("/admin/")
    with django_assert_num_queries(13):
        assert client.get(INDEX).status_code == 200


def test_a_dossier_says_what_became_of_its_mails_in_the_language_of_the_reader(email: OutgoingEmail) -> None:
    OutgoingEmail.objects.filter(pk=email.pk).update(
        status="failed", is_uncertain=True, error="The sending was interrupted."
    )
    client = log_in(staff("mod@example.org", moderators()))
    dossier = client.get(reverse("applications:dossier", args=(email.application_id,))).content.decode()
    assert "L’envoi a été interrompu." in dossier
    assert "peut-être envoyé, sans nouvelle tentative" in dossier
