"""Many people, or one impatient one, at the same moment: threads with connections of their own.

They run on whichever database the tests run on. What is written is deleted again, for the demo is shared.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from applications.drafts.browser_cookie import sealed
from applications.forms.page import FormPage
from applications.models import Application, Call, Draft, FormVersion, OutgoingEmail
from applications.questions import question_for
from applications.statuses import Status
from tests.answering import whole_answers

CLICKS = 50
APPLICANTS = 200
PLACES = 9
AT_ONCE = 25


@pytest.fixture
def page(committed_demo: None) -> Iterator[FormPage]:
    """A form of the demo that takes no files, with all that these tests write taken away afterwards."""
    page = next(
        page for page in FormPage.objects.live().select_related("call").order_by("path") if not takes_files(page)
    )
    call, before = page.call, set(Application.objects.values_list("pk", flat=True))
    capacity = (call.capacity, call.capacity_period, call.has_waiting_list)
    yield page
    connections.close_all()
    Draft.objects.filter(call=call).delete()
    Application.objects.filter(call=call).exclude(pk__in=before).delete()
    call.capacity, call.capacity_period, call.has_waiting_list = capacity
    call.save()


def content_of(page: FormPage) -> dict[str, Any]:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return version.in_language("fr")


def takes_files(page: FormPage) -> bool:
    specs = [spec for step in content_of(page)["steps"] for spec in step["questions"]]
    return any(question_for(spec).takes_files and spec["required"] for spec in specs)


def draft_of(page: FormPage, number: int = 0) -> Draft:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return Draft.objects.create(
        call=page.call,
        version=version,
        form_key=page.translation_key,
        language="fr",
        data=whole_answers(version.in_language("fr"), number),
        expires_at=timezone.now() + timedelta(days=1),
    )


def sender(page: FormPage) -> Callable[[tuple[Draft, uuid.UUID]], tuple[int, str]]:
    url = f"{page.get_url()}check/"

    def send(what: tuple[Draft, uuid.UUID]) -> tuple[int, str]:
        draft, token = what
        try:
            posted = {"draft": sealed(draft.pk, draft.form_key), "submit_token": str(token)}
            response = Client().post(url, posted)
            return response.status_code, urlsplit(response.get("Location", "")).path
        finally:
            connections.close_all()

    return send


@pytest.mark.parametrize("tokens", ["one page", "many windows"])
def test_fifty_posts_of_one_draft_make_one_application(page: FormPage, tokens: str) -> None:
    draft, token = draft_of(page), uuid.uuid4()
    posts = [(draft, token if tokens == "one page" else uuid.uuid4()) for _ in range(CLICKS)]
    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(sender(page), posts))
    application = Application.objects.get(draft=draft)
    assert {status for status, _place in answers} == {303}
    assert len({place for _status, place in answers}) == 1
    assert OutgoingEmail.objects.filter(application=application).count() == 1
    assert application.status_changes.count() == 1


def test_two_hundred_applicants_for_nine_places(page: FormPage) -> None:
    """All from one address, as in a town hall: nine in, the others on the waiting list in order, nobody refused."""
    before = Application.objects.filter(call=page.call).count()
    Call.objects.filter(pk=page.call_id).update(capacity=before + PLACES, capacity_period="call", has_waiting_list=True)
    posts = [(draft_of(page), uuid.uuid4()) for _ in range(APPLICANTS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(sender(page), posts))
    assert {status for status, _place in answers} == {303}
    assert len({place for _status, place in answers}) == APPLICANTS
    sent = list(Application.objects.filter(draft__in=[draft for draft, _token in posts]).order_by("number"))
    assert [one.status for one in sent] == [
        *[Status.RECEIVED] * PLACES,
        *[Status.WAITING_LIST] * (APPLICANTS - PLACES),
    ]
    assert [one.number for one in sent] == sorted({one.number for one in sent})
    assert len({one.reference for one in sent}) == APPLICANTS
