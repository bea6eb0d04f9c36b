"""Tracking what one sent: who is let in, what they see, what they can do, and that looking does nothing."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from applications.dossiers.corrections import ask_corrections
from applications.dossiers.decisions import decide, release
from applications.dossiers.messages import receive_message, send_message
from applications.dossiers.progress import milestones
from applications.dossiers.shown_corrections import today_of
from applications.dossiers.tracking_tokens import GOOD_FOR, tracking_token
from applications.dossiers.transitions import locked, move
from applications.dossiers.workflow import move_by_hand, withdraw
from applications.kinds import CallKind
from applications.models import Application, Attachment, Message, OutgoingEmail, Scan, StatusChange
from applications.public.tracking.access import masked
from applications.statuses import PATHS, PUBLIC_NAMES, REFUSED, Status, Trigger, public_name
from tests.applications.attaching import upload
from tests.applications.dossier_desk import Desk
from tests.applications.tracking_pages import address, posted, rows, text_of
from tests.builders import ANSWERS, KEYS
from users import throttle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def address_of_asking(language: str) -> str:
    with translation.override(language):
        return reverse("tracking")


def corrections(office: Desk, application: Application, *names: str, days: int = 10) -> None:
    remarks = {KEYS[name]: f"Please look at {name} again." for name in names}
    ask_corrections(
        application=application, remarks=remarks, due_on=today_of(application) + timedelta(days), by=office.moderator
    )


def message_to(office: Desk, application: Application, text: str = "Hello", *files: Any) -> Message:
    return send_message(application=application, text=text, author=office.moderator, token=uuid.uuid4(), files=files)


PAGES = ("application", "answers", "json", "withdraw")


def test_looking_changes_nothing_and_is_kept_by_nobody(client: Client, office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    message_to(office, dossier, "Hello", upload())
    corrections(office, dossier, "why")
    file = dossier.attachments.get()
    addresses = [address(dossier, name) for name in (*PAGES, "calendar", "correct")]
    addresses += [f"{address(dossier)}file/{file.pk}/", f"{address(dossier)}?said=message&go=x", "/en/follow/?sent=1"]
    addresses += [address(dossier, since=timezone.now() - GOOD_FOR - timedelta(2)), "/en/follow/1-20260101-x/"]
    before, states = rows(), list(Application.objects.values())
    for where in addresses:
        response = client.get(where)
        assert response["Referrer-Policy"] == "same-origin", where
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        if response["Content-Type"].startswith("text/html"):
            body = response.content.decode()
            assert 'name="robots" content="noindex' in body
            assert "<style" not in body
            assert "style=" not in body
            assert "og:url" not in body
        elif response.streaming:
            assert list(response.streaming_content)
    assert rows() == before
    assert list(Application.objects.values()) == states


def test_a_link_that_was_made_up_leads_nowhere(client: Client, office: Desk) -> None:
    office.dossier()
    tails = ("", "answers/", "answers.json", "due-dates.ics", "withdraw/", f"file/{uuid.uuid4()}/", "corrections/")
    bad = ["x", "1", "1-", "--", "1-20260101-", "1-99999999-x", "1-20260230-" + "0" * 40, "1-20270101-aa", "9" * 400]
    for where in [*(f"/en/follow/{token}/" for token in bad), *(f"/en/follow/1-20270101-aa/{tail}" for tail in tails)]:
        response = client.get(where)
        assert response.status_code == 404
        assert 'href="/en/follow/"' in response.content.decode()
        assert client.post(where, posted()).status_code == 404
    assert client.get("/en/follow/1%00/").status_code == 404
    assert not Message.objects.exists()


def test_a_link_opens_its_own_application_only(client: Client, office: Desk) -> None:
    mine, other = office.dossier(language="en"), office.dossier(language="en", contact_name="Zoé Autre")
    receive_message(application=other, text="Foreign words", token=uuid.uuid4(), files=[upload()])
    theirs = other.attachments.get()
    for name in PAGES:
        body = text_of(client, address(mine, name))
        assert other.reference not in body
        assert "Foreign words" not in body
        assert "Zoé" not in body
    assert client.get(f"{address(mine)}file/{theirs.pk}/").status_code == 404
    response = client.get(f"{address(other)}file/{theirs.pk}/")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    forged = address(mine).replace(f"/{mine.pk}-", f"/{other.pk}-")
    assert client.get(forged).status_code == 404
    foreign = Message.objects.get().token
    response = client.post(address(mine), posted(token=str(foreign)))
    assert response.status_code == 409
    assert "A question" in response.content.decode()
    assert Message.objects.count() == 1
    Application.objects.filter(pk=mine.pk).update(tracking_key=uuid.uuid4())
    assert client.get(address(mine)).status_code == 404, "a new key ends the old links"


def test_where_it_is_and_what_comes_next(client: Client, office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    move_by_hand(application=dossier, target=Status.READY, by=office.moderator)
    decide(application=dossier, verdict="declined", by=office.moderator, reason="Too far away.")
    body = text_of(client, address(dossier))
    assert str(PUBLIC_NAMES[Status.READY]) in body
    assert "Too far away." not in body, "it was not told yet"
    assert "Not accepted" not in body
    release(application=dossier, by=office.moderator)
    body = text_of(client, address(dossier))
    assert "Not accepted" in body
    assert "Too far away." in body
    assert "Under way" not in body, "nothing comes after a refusal"
    french = text_of(client, address(dossier, language="fr"))
    assert "aria-current" not in french.split("<main")[1].split('class="way"')[1].split("</ol>")[0]


@pytest.mark.parametrize("kind", list(CallKind))
def test_the_way_of_every_status(client: Client, office: Desk, kind: str) -> None:
    """Even of those that the kind does not know: the kind of a call can be changed."""
    office.changed(kind=kind)
    for status in Status:
        dossier = office.dossier(status, "en")
        steps = milestones(dossier, dossier.status_changes.all())
        states = [str(step.state) for step in steps]
        assert steps[0].status == Status.RECEIVED
        assert states == sorted(states, key=["done", "here", "end", "ahead"].index)
        if status in REFUSED:
            assert states[-1] == "end"
        elif status == Status.CLOSED:
            assert set(states) == {"done"}
        else:
            assert states.count("here") == 1
            assert steps[-1].status == PATHS[CallKind(kind)][-1]
        assert all(bool(step.at) == (step.state != "ahead") for step in steps), status
        body = text_of(client, address(dossier))
        with translation.override("en"):
            assert f">{public_name(kind, status)}</p>" in body


def test_the_way_through_the_waiting_list(office: Desk) -> None:
    dossier = office.dossier()
    changes = [(Status.RECEIVED, Status.IN_REVIEW, Trigger.HAND), (Status.IN_REVIEW, Status.READY, Trigger.HAND)]
    changes += [
        (Status.READY, Status.WAITING_LIST, Trigger.DECISION),
        (Status.WAITING_LIST, Status.DECLINED, Trigger.DECISION),
    ]
    seen = []
    for source, target, trigger in changes:
        with locked(dossier.pk) as current:
            assert current.status == source
            move(current, target, trigger)
        seen.append([(str(s.status), str(s.state)) for s in milestones(current, current.status_changes.all())])
    done = [("received", "done"), ("in_review", "done"), ("ready", "done")]
    assert seen[2][:4] == [*done, ("waiting_list", "here")]
    assert seen[3] == [*done, ("declined", "end")]


def test_messages_from_the_page(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    form = posted("<b>When?</b>\r\n\r\nSoon\0?")
    for _press in range(2):
        response = client.post(address(dossier), form | {"uploads": [upload("b.pdf")]})
        assert (response.status_code, response["Location"]) == (303, f"{address(dossier)}?said=message#messages")
    message = dossier.messages.get()
    assert (message.is_from_applicant, message.attachments.count()) == (True, 1)
    body = text_of(client, response["Location"])
    assert "&lt;b&gt;When?" in body
    assert "b.pdf" in body
    assert "Your message was sent." in body
    wrong = [
        posted("  "),
        posted("y" * 10_001),
        posted("kept", token="junk"),
        posted("kept", uploads=[upload("a.exe")]),
    ]
    for fields in [*wrong, {}]:
        throttle.reset()
        response = client.post(address(dossier), fields)
        assert response.status_code in (409, 422)
        assert fields.get("text", "").strip() in response.content.decode()
        assert 'id="errors"' in response.content.decode() or 'role="alert"' in response.content.decode()
    assert dossier.messages.count() == 1
    assert client.put(address(dossier)).status_code == 405


def test_a_page_that_was_open_for_too_long_keeps_what_was_typed(office: Desk) -> None:
    dossier, client = office.dossier(language="en"), Client(enforce_csrf_checks=True)
    response = client.post(address(dossier), posted("Not lost either"))
    assert response.status_code == 403
    assert "Not lost either" in response.content.decode()
    old = address(dossier, since=timezone.now() - GOOD_FOR - timedelta(2))
    assert client.post(old).status_code == 410, "nobody has a link sent by a page of their own"
    assert not Message.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_too_many_messages(client: Client, office: Desk, settings: Any) -> None:
    settings.RATE_LIMITS = {"message": "1/hour", "link by recipient": "1/hour"}
    dossier = office.dossier(language="en")
    assert client.post(address(dossier), posted()).status_code == 303
    response = client.post(address(dossier), posted("Not lost"))
    assert (response.status_code, int(response["Retry-After"]) > 3000) == (429, True)
    assert "Not lost" in response.content.decode()


def test_files_that_are_not_known_to_be_safe_are_not_given(client: Client, office: Desk, settings: Any) -> None:
    dossier = office.dossier(language="en")
    message_to(office, dossier, "Hello", upload())
    file = Attachment.objects.get()
    where = f"{address(dossier)}file/{file.pk}/"
    response = client.get(where)
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert list(response.streaming_content)
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    for scan in (Scan.PENDING, Scan.NONE, Scan.INFECTED):
        Attachment.objects.update(scan=scan)
        assert client.get(where).status_code == 404
        body = text_of(client, address(dossier))
        assert "plan.pdf" in body
        assert where not in body


def test_my_answers(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="fr")
    body = text_of(client, address(dossier, "answers"))
    assert "Your request" in body, "the questions in the language of the reader"
    assert "Parce que « cela compte »" in body
    assert "&lt;b&gt;ours" in body
    response = client.get(address(dossier, "json"))
    assert response["Content-Disposition"] == f'attachment; filename="{dossier.reference}.json"'
    data = json.loads(response.content)
    assert (data["reference"], data["steps"][0]["title"]) == (dossier.reference, "Your request")
    assert "« cela compte »" in response.content.decode(), "written as it is, not escaped"
    named = {one["question"]: one for one in data["steps"][0]["answers"]}
    assert named["What you look for"]["answer"] == "Training"
    assert set(named["Your name"]) == {"key", "question", "answer", "value", "private"}


def test_withdrawing(client: Client, office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    page = text_of(client, address(dossier, "withdraw"))
    assert 'value="in_review"' in page
    move_by_hand(application=dossier, target=Status.READY, by=office.moderator)
    answer = client.post(address(dossier, "withdraw"), {"seen": "in_review", "reason": "We moved"})
    assert answer.status_code == 409
    assert "We moved" in answer.content.decode()
    assert client.post(address(dossier, "withdraw"), {"reason": "x" * 2001}).status_code == 422
    for _press in range(2):
        answer = client.post(address(dossier, "withdraw"), {"seen": "ready", "reason": "We moved\0"})
        assert answer.status_code == 303
    change = StatusChange.objects.get(to_status=Status.WITHDRAWN)
    assert change.note == "We moved"
    assert OutgoingEmail.objects.filter(occasion="withdrawn").count() == 1
    assert str(PUBLIC_NAMES[Status.WITHDRAWN]) in text_of(client, address(dossier))
    assert client.get(address(dossier, "withdraw")).status_code == 303


def test_what_is_asked_and_its_calendar(client: Client, office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    assert client.get(address(dossier, "calendar")).status_code == 404
    corrections(office, dossier, "why", "name")
    body = text_of(client, address(dossier))
    assert "Please look at why again." in body
    assert reverse("tracking_correct", args=["x"]).rsplit("/", 2)[1] in body
    response = client.get(address(dossier, "calendar"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    day = today_of(dossier) + timedelta(10)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + timedelta(1))
    assert dossier.reference in event["SUMMARY"]
    assert tracking_token(dossier) not in response.content.decode().replace("\r\n ", "")
    assert event["UID"] == Calendar.from_ical(client.get(address(dossier, "calendar")).content).walk("VEVENT")[0]["UID"]
    withdraw(application=dossier)
    assert client.get(address(dossier, "calendar")).status_code == 404


def test_a_link_that_is_too_old_is_renewed_by_mail(client: Client, office: Desk, settings: Any) -> None:
    settings.RATE_LIMITS = {"link by address": "2/hour"}
    dossier = office.dossier(language="en")
    old = address(dossier, since=timezone.now() - GOOD_FOR - timedelta(2))
    body = text_of(client, old, 410)
    assert masked("ada@example.org") in body
    assert "ada@example.org" not in body
    assert "Ada" not in body
    assert client.get(f"{old}answers/").status_code == 410
    assert client.get(f"{old}answers.json").status_code == 410
    assert not OutgoingEmail.objects.exists()
    assert client.post(old).headers["Location"] == f"{old}?sent=1"
    assert not Message.objects.exists()
    mail = OutgoingEmail.objects.get()
    assert (mail.occasion, mail.to) == ("follow_links", "ada@example.org")
    text_of(client, f"{old}?sent=1", 410)
    assert client.post(old).status_code == 303
    assert OutgoingEmail.objects.count() <= 2
    assert client.post(old).status_code == 429
    assert masked("ada@example.org").replace("\u2060", "") == "a…@example.org"
    assert masked("") == masked("nothing") == ""


def test_what_was_anonymised_is_gone(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en", anonymised_at=timezone.now())
    for name in PAGES:
        body = text_of(client, address(dossier, name), 410)
        assert "deleted" in body
        assert dossier.reference not in body
    assert client.post(address(dossier), posted()).status_code == 410


def test_asking_for_links_tells_nobody_who_is_known(
    client: Client, office: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    office.dossier(language="fr")
    office.dossier(language="en", contact_email="gone@example.org", anonymised_at=timezone.now())
    answers = []
    for email in (" Ada@Example.org ", "nobody@example.org", "gone@example.org"):
        with django_capture_on_commit_callbacks() as callbacks:
            response = client.post("/en/follow/", {"email": email})
        answers.append((response.status_code, response["Location"], len(callbacks), sorted(response.headers)))
    assert answers[0] == answers[1] == answers[2]
    assert "nobody" not in text_of(client, answers[0][1])
    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.language, mail.application) == ("ada@example.org", "en", None)
    client.post("/en/follow/", {"email": "ada@example.org"})
    assert OutgoingEmail.objects.count() <= 2, "two presses within a minute make one mail"
    for wrong in ("", "x", "a@b", "x" * 300 + "@example.org", "a\0@example.org"):
        response = client.post("/en/follow/", {"email": wrong})
        assert response.status_code == 422
        assert 'id="errors"' in response.content.decode()
    assert client.put("/en/follow/").status_code == 405


def test_asking_for_links_too_often(client: Client, office: Desk, settings: Any) -> None:
    settings.RATE_LIMITS = {"link by address": "3/hour"}
    office.dossier()
    for email in ("ada@example.org", "nobody@example.org", "third@example.org"):
        assert client.post("/en/follow/", {"email": email}).status_code == 303
    response = client.post("/en/follow/", {"email": "fourth@example.org"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "fourth@example.org" in response.content.decode()


def test_nobody_is_locked_out_by_others_who_type_their_address(office: Desk, settings: Any) -> None:
    settings.RATE_LIMITS = {"link by recipient": "2/hour"}
    office.dossier()
    for minute in range(12):
        assert Client().post("/en/follow/", {"email": "ada@example.org"})["Location"].endswith("?sent=1")
        OutgoingEmail.objects.filter(key__startswith="follow_links").update(key=f"in minute {minute}")
    states = list(OutgoingEmail.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["queued"] * 2 + ["withheld"] * 10


def test_the_language_switch_keeps_the_page(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    for name in ("application", "answers", "withdraw"):
        there, here = address(dossier, name, "fr"), address(dossier, name, "en")
        assert f'href="{there}"' in text_of(client, here)
        assert f'href="{here}"' in text_of(client, there)
    assert f'href="{address_of_asking("fr")}?sent=1"' in text_of(client, "/en/follow/?sent=1")


def test_mails_that_do_not_arrive(client: Client, office: Desk) -> None:
    dossier = office.dossier(language="en")
    message_to(office, dossier)
    notice = "Our e-mails do not reach you"
    assert notice not in text_of(client, address(dossier))
    OutgoingEmail.objects.update(status="failed")
    assert notice in text_of(client, address(dossier))


def test_the_way_from_the_confirmation(client: Client, office: Desk) -> None:
    form = office.pages["en"]
    client.post(form.get_url(), ANSWERS)
    sent = client.post(f"{form.get_url()}check/", {"submit_token": str(uuid.uuid4())})
    there = address(Application.objects.get())
    assert f'href="{there}"' in text_of(client, sent["Location"])
    assert there not in text_of(Client(), sent["Location"])
    assert f'href="{address_of_asking("fr")}"' in text_of(client, "/fr/")


def test_queries_of_the_tracking_page(client: Client, office: Desk, django_assert_num_queries: Any) -> None:
    dossier = office.dossier(Status.IN_REVIEW, "en")
    for number, names in ((1, ["why"]), (3, ["name", "what"])):
        corrections(office, dossier, *names)
        while dossier.messages.count() < 2 * number:
            message_to(office, dossier, "Hello", upload())
            receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload()])
        text_of(client, address(dossier))
        with django_assert_num_queries(9):
            text_of(client, address(dossier))
    with django_assert_num_queries(3):
        text_of(client, address(dossier, "answers"))
