"""What an applicant, or somebody with a link, may try: nothing typed is lost, nothing opens that should not."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applications.dossiers.decisions import decide
from applications.dossiers.handling import change_contact
from applications.dossiers.tracking_tokens import GOOD_FOR, tracking_token
from applications.dossiers.workflow import move_by_hand
from applications.models import Application, Message, OutgoingEmail
from applications.statuses import Status
from tests.applications import sample_files as samples
from tests.applications.correction_forms import PLAN, ask, dossier_with_more
from tests.applications.dossier_desk import Desk
from tests.applications.tracking_pages import address, posted, rows, text_of
from tests.builders import ANSWERS, KEYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def token_on(page: bytes) -> str:
    return page.decode().split('name="token" value="')[1].split('"')[0]


def test_a_link_is_written_in_one_way_only(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    number, day, seal = tracking_token(dossier).split("-")
    short = f"{day[:4]}{int(day[4:6])}{day[6:]}"
    days = (short, "00010101", "99991231", "0" * 8, "9" * 30)
    forged = [f"0{number}-{day}-{seal}", *(f"{number}-{each}-{seal}" for each in days), f"{number}-{day}-{seal}-"]
    for token in [*forged, f"{number}-{day}-{seal.upper()}x", f"{'9' * 18}-{day}-{seal}", f"{'9' * 99}-{day}-{seal}"]:
        assert client.get(f"/en/follow/{token}/").status_code == 404, token
    assert client.get(f"/en/follow/{number}-{day}-{seal}/").status_code == 200


def test_what_is_missing_behind_a_link_is_kept_private_too(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    for where in (f"{address(dossier)}file/{uuid.uuid4()}/", address(dossier, "calendar")):
        response = client.get(where)
        assert response.status_code == 404
        assert "This thread leads nowhere" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]


def test_other_words_under_a_used_token_are_not_taken_for_sent(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    form = posted("First")
    assert client.post(address(dossier), form).status_code == 303
    for token in (form["token"], "junk"):
        response = client.post(address(dossier), form | {"text": f"Second {token}", "token": token})
        assert response.status_code in (409, 422)
        assert f"Second {token}" in response.content.decode()
        again = posted(f"Second {token}", token=token_on(response.content))
        assert client.post(address(dossier), again).status_code == 303, "the page that came back can be sent"
    assert dossier.messages.count() == 3


def test_a_lost_security_token_loses_no_words(office: Desk) -> None:
    dossier, client = office.dossier(language="en"), Client(enforce_csrf_checks=True)
    before = rows()
    typed = {"reason": "We <moved>", "email": "me@example.org", "seen": "received"}
    for where, word in ((address(dossier, "withdraw"), "We &lt;moved&gt;"), ("/en/follow/", "me@example.org")):
        response = client.post(where, typed)
        assert response.status_code == 403
        assert word in response.content.decode()
        assert "open for too long" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
    assert rows() == before
    Application.objects.update(status=Status.DECLINED)
    assert client.post(address(dossier, "withdraw"), typed).status_code == 303


def test_a_link_that_ended_while_somebody_wrote(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    since = timezone.now() - GOOD_FOR - timedelta(2)
    correction = {"asked": KEYS["why"], KEYS["why"]: "My <answer>", KEYS["what"]: str(uuid.uuid4()), "go": "send"}
    for name, fields in (("application", posted("My <answer>")), ("correct", correction)):
        response = client.post(address(dossier, name, since=since), fields)
        body = response.content.decode()
        assert response.status_code == 410
        assert body.count("My &lt;answer&gt;") == 1
        assert fields.get("token", fields.get(KEYS["what"])) not in body
    assert client.post(address(dossier, "correct", since=since), {"go": "save"}).status_code == 410
    assert not OutgoingEmail.objects.exists(), "a page that saves by itself has no links mailed"
    assert not Message.objects.exists()


def test_answers_name_the_files_that_stand(client: Client, kept_desk_with_more: Desk) -> None:
    office = kept_desk_with_more
    dossier = dossier_with_more(office)
    ask(office, dossier, PLAN)
    picture = SimpleUploadedFile("new.jpg", samples.picture(), "image/jpeg")
    sent = client.post(address(dossier, "correct"), {"asked": [PLAN], PLAN: picture, "go": "send"})
    assert sent.status_code == 303
    body = text_of(client, address(dossier, "answers"))
    assert ("new.jpg" in body, "old.jpg" in body) == (True, False)


def test_the_browser_that_sent_does_not_follow_to_another_contact(client: Client, office: Desk) -> None:
    form = office.pages["en"]
    client.post(form.get_url(), ANSWERS)
    there = client.post(f"{form.get_url()}check/", {"submit_token": str(uuid.uuid4())})["Location"]
    dossier = Application.objects.get()
    assert address(dossier) in text_of(client, there)
    change_contact(application=dossier, name="Zoé Autre", email="zoe@example.org", by=office.moderator)
    dossier.refresh_from_db()
    body = text_of(client, there)
    assert dossier.reference in body
    assert tracking_token(dossier) not in body
    assert "zoe@example.org" not in body
    assert "ours" not in body


@pytest.mark.parametrize("verdict", ["accepted", "declined"])
def test_a_decision_that_was_not_told_shows_nowhere(client: Client, office: Desk, verdict: str) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    move_by_hand(application=dossier, target=Status.READY, by=office.moderator)

    def shown() -> list[list[str]]:
        pages = [client.get(address(dossier, name)) for name in ("application", "answers", "json", "withdraw")]
        return [[line for line in page.content.decode().splitlines() if 'name="token"' not in line] for page in pages]

    client.get(address(dossier))
    before = shown()
    decide(application=dossier, verdict=verdict, by=office.moderator, reason="Not yet told.")
    after = shown()
    assert [[line for line in page if "csrf" not in line] for page in before] == [
        [line for line in page if "csrf" not in line] for page in after
    ]
    assert not OutgoingEmail.objects.filter(to=dossier.contact_email).exists()
