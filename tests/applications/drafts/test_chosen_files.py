"""Files that travel when they are chosen: to the draft of the page that they come from, and to no other."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.forms.page import FormPage
from applications.models import Attachment, Call, Draft
from tests.applications import sample_files as samples
from tests.applications.drafts.asking_files import PLAN
from tests.builders import KEYS

pytestmark = pytest.mark.django_db


def seal(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return html.partition('name="draft" value="')[2].partition('"')[0]


def send(
    client: Client, address: str, draft: str, name: str = "plan.pdf", data: bytes | None = None, **more: Any
) -> Any:
    file = SimpleUploadedFile(name, samples.pdf() if data is None else data)
    return client.post(f"{address}upload/", {"draft": draft, "question": PLAN, PLAN: file, **more})


def test_a_file_is_kept_when_it_is_chosen_and_there_in_both_languages(client: Client, page: FormPage) -> None:
    """Before anything else was typed, and though the words that stand beside it are not saved by it."""
    draft = seal(client, page.url)
    answer = send(client, page.url, draft)
    kept = Attachment.objects.get()
    assert answer.status_code == 200
    assert f'value="drop:{kept.pk}"' in answer.json()["html"]
    assert "error" not in answer.json()
    french = page.get_translations().get(locale__language_code="fr")
    for address in (page.url, french.url):
        assert f"drop:{kept.pk}" in client.get(f"{address}step/1/").content.decode()
    again = send(client, page.url, draft)
    assert (again.status_code, Attachment.objects.count()) == (200, 1)
    posted = client.post(f"{page.url}step/1/", {"go": "later", "draft": draft, KEYS["why"]: "Words"})
    assert posted.status_code == 303
    assert Draft.objects.get().data[KEYS["why"]] == ["Words"]
    assert Attachment.objects.get().draft == Draft.objects.get()


def test_a_refusal_stands_beside_the_question(client: Client, page: FormPage) -> None:
    draft = seal(client, page.url)
    for name, data, reason in (
        ("page.pdf", b"<html>", "is not what its name says"),
        ("empty.pdf", b"", "is empty"),
        ("large.pdf", bytes(1024 * 1024 + 1), "is larger than 1"),
    ):
        answer = send(client, page.url, draft, name, data)
        assert answer.status_code == 422
        assert reason in answer.json()["error"]
        assert reason in answer.json()["html"]
    assert not Attachment.objects.exists()


def test_nobody_sends_files_to_the_draft_of_another(client: Client, page: FormPage) -> None:
    draft = seal(client, page.url)
    send(client, page.url, draft)
    other = Client()
    for forged in ("", "x", draft[:-2] + "xx", draft.replace(":", "-", 1), f"{uuid.uuid4().hex}{draft[32:]}"):
        for someone in (client, other):
            assert send(someone, page.url, forged, "other.pdf", samples.pdf("")).status_code == 404
    own = seal(other, page.url)
    assert send(other, page.url, own, "other.pdf").status_code == 200
    assert sorted(one.name for one in Draft.objects.earliest("started_at").attachments.all()) == ["plan.pdf"]
    for question in ("", str(uuid.uuid4()), KEYS["why"]):
        assert send(client, page.url, draft, question=question).status_code == 404
    assert client.get(f"{page.url}upload/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, page.url, draft, "forged.pdf").status_code == 403
    assert Attachment.objects.count() == 2


def test_limits_hold_for_each_draft_and_each_network(client: Client, page: FormPage, settings: Any) -> None:
    draft = seal(client, page.url)
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"upload": "2/hour", "megabytes by address": "4/hour"}
    codes = [send(client, page.url, draft, data=samples.pdf(str(number))).status_code for number in range(3)]
    assert codes == [422, 422, 429], "two that ask for a password, then too many"
    other = Client()
    own = seal(other, page.url)
    answers = [send(other, page.url, own, data=samples.pdf()) for _time in range(2)]
    assert answers[0].status_code == 200
    third = Client()
    over = [send(third, page.url, seal(third, page.url)) for _time in range(2)]
    assert "too many files have come from your network" in over[-1].json()["error"]


def test_a_form_that_is_closed_or_sent_takes_no_file(client: Client, page: FormPage) -> None:
    draft = seal(client, page.url)
    send(client, page.url, draft)
    Call.objects.update(closes_at="2020-01-01T00:00Z")
    answer = send(client, page.url, draft, "late.pdf")
    assert answer.status_code == 403
    assert "closed" in answer.json()["error"]
    assert Attachment.objects.count() == 1
