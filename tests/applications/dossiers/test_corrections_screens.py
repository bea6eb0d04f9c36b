"""Corrections as people make them: staff ask in the admin, applicants answer on one page."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.corrections import cancel_correction
from applications.dossiers.shown_corrections import today_of
from applications.dossiers.tracking_tokens import tracking_token
from applications.dossiers.workflow import withdraw
from applications.models import Application, Attachment, CorrectionRequest, Draft
from applications.staff.corrections import corrections_part
from applications.statuses import Status
from tests.applications import sample_files as samples
from tests.applications.correction_forms import (
    BUDGET,
    PLAN,
    ask,
    budget_posted,
    dossier_with_more,
)
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS, OPTION_KEYS

pytestmark = pytest.mark.django_db
WHY, WHAT = KEYS["why"], KEYS["what"]
AJAX: dict[str, Any] = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
"""Wagtail tells others by sending them to its first page."""


@pytest.fixture
def at_work(kept_desk_with_more: Desk, own_storage: Path) -> Desk:
    return kept_desk_with_more


@pytest.fixture
def application(at_work: Desk) -> Application:
    return dossier_with_more(at_work)


def address(token: str, name: str = "tracking_correct", *args: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=[token, *args])


def post(client: Client, token: str, keys: list[str], go: str = "send", **data: Any) -> Any:
    return client.post(address(token), {"asked": keys, "go": go, **data})


def picture(name: str = "new.jpg", width: int = 30) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.picture(size=(width, 30)), "image/jpeg")


def test_two_corrections_wrong_then_right(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, WHY, WHAT)
    at_work.call.closes_at = timezone.now()
    at_work.call.save()
    page = client.get(address(token))
    html = page.content.decode()
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert "no-store" in page["Cache-Control"]
    assert "Please look again &lt;0&gt;" in html
    assert application.answers[WHY].replace("<b>", "&lt;b&gt;").split("&lt;")[0][:10] in html
    assert KEYS["name"] not in html, "only what is open is asked"
    saved = post(client, token, [WHY], "save", **{WHY: "Half a wo"})
    assert "Saved at" in saved.json()["saved"]
    assert "Half a wo" in client.get(address(token)).content.decode()
    later = post(client, token, [WHY, WHAT], "later", **{WHY: "x" * 300, KEYS["name"]: "Mallory"})
    assert later.url == address(token, "tracking_application")
    wrong = post(client, token, [WHY, WHAT], **{WHY: "x" * 300, WHAT: OPTION_KEYS[0]})
    assert wrong.status_code == 422
    assert "error-summary" in wrong.content.decode()
    assert "x" * 300 in wrong.content.decode()
    application.refresh_from_db()
    assert application.status == Status.WAITING_APPLICANT
    right = {WHY: "Because", WHAT: OPTION_KEYS[0]}
    for _post in range(2):
        sent = post(client, token, [WHY, WHAT], **right)
        assert (sent.status_code, sent.url) == (303, f"{address(token, 'tracking_application')}?said=corrections")
    application.refresh_from_db()
    assert application.status == Status.IN_REVIEW
    assert application.answers | right == application.answers
    assert (application.contact_name, application.answers[KEYS["name"]]) == ("Ada Martin", "Ada Martin")
    assert application.status_changes.filter(to_status=Status.IN_REVIEW, by=None).count() == 2
    assert "Nothing is asked of you" in client.get(address(token)).content.decode()
    assert post(client, token, [WHY], "save", **{WHY: "More"}).status_code == 409
    late = post(client, token, [WHY], **{WHY: "Other words"})
    assert late.status_code == 409
    assert "Other words" in late.content.decode()


def test_a_budget_gets_a_row_without_a_script(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, BUDGET)
    more = post(client, token, [BUDGET], f"row:{BUDGET}:add-expenses", **budget_posted("200"))
    assert (more.status_code, more.url) == (303, f"{address(token)}#question-{BUDGET}")
    assert client.get(address(token)).content.decode().count('-label" value="') == 2 + 1, "and that of the template"
    unbalanced = post(client, token, [BUDGET], **(budget_posted("200", 2) | {f"{BUDGET}-request": "100"}))
    assert unbalanced.status_code == 422
    assert post(client, token, [BUDGET], **budget_posted("200", 2)).status_code == 303
    application.refresh_from_db()
    assert len(application.answers[BUDGET]["expenses"]) == 2
    part = corrections_part(at_work.moderator, application)
    (correction,) = part["correction_by_question"][BUDGET]
    assert (correction.before.count("Planches"), correction.after.count("Planches")) == (1, 2)


def test_files_are_replaced_dropped_and_read(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, PLAN)
    old = application.attachments.get()
    html = client.get(address(token)).content.decode()
    assert "takes the place of this one" in html
    assert address(token, "tracking_correct_file", old.pk) in html
    assert client.get(address(token, "tracking_correct_file", old.pk)).getvalue() == samples.picture()
    assert client.get(address(token, "tracking_correct_file", uuid.uuid4())).status_code == 404
    wrong = post(client, token, [PLAN], **{PLAN: SimpleUploadedFile("bad.jpg", b"", "image/jpeg")})
    assert wrong.status_code == 422
    assert "old.jpg" in wrong.content.decode(), "a file that is refused takes nobody’s place"
    kept = post(client, token, [PLAN], "later", **{PLAN: picture("first.jpg")})
    assert kept.status_code == 303
    html = client.get(address(token)).content.decode()
    assert "first.jpg" in html
    assert 'type="file"' not in html
    first = Attachment.objects.get(name="first.jpg")
    dropped = post(client, token, [PLAN], f"drop:{first.pk}")
    assert dropped.url == f"{address(token)}#question-{PLAN}"
    assert post(client, token, [PLAN], "drop:junk").status_code == 303
    assert post(client, token, [PLAN], **{PLAN: picture("second.jpg", 40)}).status_code == 303
    application.refresh_from_db()
    assert [facts["name"] for facts in application.answers[PLAN]] == ["second.jpg"]
    assert sorted(application.attachments.values_list("name", flat=True)) == ["old.jpg", "second.jpg"]
    assert client.get(address(token, "tracking_correct_file", old.pk)).status_code == 404, "it is not open any more"


def test_what_changes_while_the_page_is_open(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, WHY)
    ask(at_work, application, WHAT)
    page = post(client, token, [WHY], **{WHY: "Because"})
    assert page.status_code == 409
    html = page.content.decode()
    assert "Something changed meanwhile" in html
    assert "Because" in html
    cancel_correction(correction=CorrectionRequest.objects.get(question=WHAT), by=at_work.moderator)
    withdraw(application=application)
    gone = post(client, token, [WHY], **{WHY: "Unheard"})
    assert gone.status_code == 409
    assert "Unheard" in gone.content.decode()
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN


def test_a_page_that_was_open_too_long_comes_back_as_it_was_posted(at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, WHY)
    page = post(Client(enforce_csrf_checks=True), token, [WHY], **{WHY: "Every word"})
    assert page.status_code == 403
    assert "Send this page once more" in page.content.decode()
    assert "Every word" in page.content.decode()
    assert "Every word" not in json.dumps(Draft.objects.get().data)


def test_who_saves_too_often_waits(client: Client, at_work: Desk, application: Application, settings: Any) -> None:
    settings.RATE_LIMITS = {"save": "1/minute"}
    token = ask(at_work, application, WHY)
    assert post(client, token, [WHY], "save", **{WHY: "One"}).status_code == 200
    assert post(client, token, [WHY], "save", **{WHY: "Two"}).json()["error"]
    page = post(client, token, [WHY], **{WHY: "Three"})
    assert (page.status_code, "Retry-After" in page) == (429, True)
    assert "Three" in page.content.decode()


def test_links_that_lead_nowhere_and_posts_of_nonsense(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, WHY)
    other = dossier_with_more(at_work)
    assert client.get(address(token[:-1] + "x")).status_code == 404
    assert client.get(address(tracking_token(other))).status_code == 200
    theirs = other.attachments.get()
    assert client.get(address(token, "tracking_correct_file", theirs.pk)).status_code == 404
    assert client.put(address(token)).status_code == 405
    for go in ("row::", f"row:{WHY}:add", "drop:\0", f"drop:{theirs.pk}", "x" * 500):
        assert post(client, token, ["\0", WHY, "nothing"], go, **{WHY: "a\0b"}).status_code in (303, 422)
    application.refresh_from_db()
    assert "\0" not in json.dumps(application.answers)


def test_the_pages_cost_the_same_whatever_is_asked(
    client: Client,
    at_work: Desk,
    application: Application,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    token = ask(at_work, application, WHY)
    client.get(address(token))
    with django_assert_num_queries(4):
        client.get(address(token))
    ask(at_work, application, WHAT, KEYS["name"])
    with django_assert_num_queries(4):
        client.get(address(token))
    corrections_part(at_work.moderator, application)
    with django_assert_max_num_queries(2):
        corrections_part(at_work.moderator, application)


def test_staff_ask_and_take_back(client: Client, at_work: Desk, application: Application) -> None:
    client.force_login(at_work.moderator)
    page = reverse("applications:ask_corrections", args=[application.pk])
    shown = client.get(f"{page}?question={WHY}").content.decode()
    assert shown.count("<details open>") == 1
    due_on = today_of(application).isoformat()
    typed = {"seen": application.status, "due_on": due_on, f"remark-{WHY}": "Say more", "remark-nothing": "x"}
    for wrong in ({f"remark-{WHY}": "  "}, {"due_on": "2001-01-01"}, {"due_on": "junk"}, {"due_on": "9999-12-31"}):
        refused = client.post(page, typed | wrong)
        assert refused.status_code == 422
        assert (typed | wrong)[f"remark-{WHY}"].strip() in refused.content.decode()
    assert client.post(page, typed | {f"remark-{WHY}": "a\0b"}).status_code == 422
    overtaken = client.post(page, typed | {"seen": Status.RECEIVED})
    assert overtaken.status_code == 422
    assert "Say more" in overtaken.content.decode()
    done = client.post(page, typed | {"from": "status=in_review"})
    assert done.status_code == 302
    assert done.url.endswith("?from=status%3Din_review#corrections-section")
    correction = CorrectionRequest.objects.get()
    assert (correction.remark, correction.asked_by) == ("Say more", at_work.moderator)
    assert f"remark-{WHY}" not in client.get(page).content.decode(), "it is open already"
    cancel = reverse("applications:cancel_correction", args=[application.pk, correction.pk])
    assert client.get(cancel).status_code == 405
    assert client.post(cancel).status_code == 302
    application.refresh_from_db()
    assert application.status == Status.IN_REVIEW


def test_the_wrong_people(client: Client, at_work: Desk, application: Application) -> None:
    token = ask(at_work, application, WHY)
    correction = CorrectionRequest.objects.get()
    ready = dossier_with_more(at_work)
    Application.objects.filter(pk=ready.pk).update(status=Status.READY)
    addresses = {
        reverse("applications:ask_corrections", args=[ready.pk]): 403,
        reverse("applications:cancel_correction", args=[ready.pk, correction.pk]): 403,
        reverse("applications:ask_corrections", args=[application.pk]): 404,
        reverse("applications:cancel_correction", args=[application.pk, correction.pk]): 404,
    }
    for person, expected in ((at_work.committee, addresses), (at_work.stranger, dict.fromkeys(addresses, 404))):
        client.force_login(person)
        for path, status in expected.items():
            assert client.post(path, {f"remark-{WHY}": "x"}, **AJAX).status_code == status
    client.force_login(at_work.moderator)
    for pk in (ready.pk, 10**30):
        other = reverse("applications:cancel_correction", args=[pk, correction.pk])
        assert client.post(other).status_code in (302, 404)
    assert CorrectionRequest.objects.open().get() == correction
    assert token


@pytest.mark.parametrize("go", ["send", "later", f"row:{BUDGET}:add-expenses", "drop:x", "save"])
def test_a_refused_file_is_said_whatever_the_button_and_the_rest_is_kept(
    client: Client, at_work: Desk, application: Application, go: str
) -> None:
    token = ask(at_work, application, PLAN, WHY, BUDGET)
    damaged = SimpleUploadedFile("bad.jpg", samples.picture()[:60])
    response = post(client, token, [PLAN, WHY, BUDGET], go, **{PLAN: damaged, WHY: "My words"}, **budget_posted("200"))
    assert response.status_code == 422
    said = response.json()["error"] if go == "save" else response.content.decode()
    assert "“bad.jpg” is damaged" in said
    if go != "save":
        assert "My words" in said
        assert "old.jpg" in said
    assert Draft.objects.get(corrects=application).data[WHY] == ["My words"]
    application.refresh_from_db()
    assert application.status == Status.WAITING_APPLICANT


def test_a_file_travels_when_it_is_chosen_and_takes_the_place_of_the_old_one(
    client: Client, at_work: Desk, application: Application
) -> None:
    token = ask(at_work, application, PLAN)
    send = address(token, "tracking_correct_upload")
    refused = client.post(send, {"question": PLAN, PLAN: SimpleUploadedFile("bad.jpg", b"GIF89a")})
    assert (refused.status_code, "is not what its name says" in refused.json()["html"]) == (422, True)
    kept = client.post(send, {"question": PLAN, PLAN: picture()})
    assert kept.status_code == 200
    new = Attachment.objects.get(draft__corrects=application)
    assert address(token, "tracking_correct_file", new.pk) in kept.json()["html"]
    assert "old.jpg" not in kept.json()["html"]
    html = client.get(address(token)).content.decode()
    assert "new.jpg" in html
    assert "old.jpg" not in html.partition("The answer that you sent")[0]
    for question in (WHY, "", str(uuid.uuid4())):
        assert client.post(send, {"question": question, question or "x": picture()}).status_code == 404
    wrong = address(f"{token[:-2]}xx", "tracking_correct_upload")
    assert client.post(wrong, {"question": PLAN, PLAN: picture()}).status_code == 404
    assert client.get(send).status_code == 405
    assert Client(enforce_csrf_checks=True).post(send, {"question": PLAN, PLAN: picture()}).status_code == 403
    assert post(client, token, [PLAN]).status_code == 303
    application.refresh_from_db()
    assert [facts["name"] for facts in application.answers[PLAN]] == ["new.jpg"]
    assert client.post(send, {"question": PLAN, PLAN: picture()}).status_code == 409
