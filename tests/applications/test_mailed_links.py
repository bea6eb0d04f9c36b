"""Links that were mailed, and cookies that were set, before a change of the code: they open today.

The texts were written down from the code of the release before the house was cut by capability. Whoever must change
them here has broken every link in every mailbox.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from applications.dossiers import receipt_tokens, tracking_tokens
from applications.drafts import browser_cookie, resume_tokens
from applications.models import Application, Call, Draft, DraftLink
from tests.builders import Portal, sent
from users.models import User

TRACKING = "4711-20270529-fc1ff7e88505d98131adfa5d61f20a63f7b12210"
RESUME = "5fe97ea86532e6700cd6e0e5d243c78e6eb8cd1356950b4673208157ef37d9b4"
RESUME_HASH = "2f37705e1c2c75e2d07a1219b24d2c755db01a912aafac9be91d379c884a786b"
RECEIPT = "4711-a8efc06301c7d86673f97d4104a5d18941203288aa78bb5e33840a1426a3efb4"
DRAFT = uuid.UUID("9b1c0f52-7c1e-4a0f-8f3e-2d5b8f2b6c33")
FORM = uuid.UUID("0f4d6a7e-52f1-4b38-9a0e-6f1f8f0e2a11")
PAGE = "9b1c0f527c1e4a0f8f3e2d5b8f2b6c33:1xXxEu:ohvA6HfX9PHv-gzuQItFwdbDwWzzeivlHJVz_S6YKps"
COOKIE = "9b1c0f527c1e4a0f8f3e2d5b8f2b6c33:1xXxEu:rLk91EwNGV4J_uzJvgjgDcgpUTJaqGvOei2aX12PV4w"
WRITTEN_DOWN = 1796029200.0


def the_application() -> Application:
    return Application(pk=4711, tracking_key=FORM)


def test_a_mailed_tracking_link() -> None:
    sent = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert tracking_tokens.tracking_token(the_application(), sent) == TRACKING


def test_a_mailed_link_to_a_draft() -> None:
    assert resume_tokens.resume_token(DraftLink(id=DRAFT)) == RESUME
    assert resume_tokens._hash(RESUME) == RESUME_HASH


def test_the_address_of_a_confirmation() -> None:
    assert receipt_tokens.receipt_for(the_application()) == RECEIPT


def test_a_page_that_was_open_and_the_cookie_of_its_browser() -> None:
    request = HttpRequest()
    request.COOKIES[browser_cookie.COOKIE] = COOKIE
    with mock.patch("time.time", return_value=WRITTEN_DOWN + 60):
        assert browser_cookie.unsealed(PAGE, FORM) == (DRAFT, 60.0)
        assert browser_cookie.drafts_of(request) == [DRAFT]


@pytest.fixture(params=[0, 1])
def rotated(request: pytest.FixtureRequest, settings: Any) -> None:
    """Another key since, and perhaps one between them."""
    settings.SECRET_KEY_FALLBACKS = [*["one between them"][: request.param], settings.SECRET_KEY]
    settings.SECRET_KEY = "the key of today " * 4


def test_links_of_yesterdays_key_open_today(rotated: None, db: None) -> None:
    page = Portal().forms(Call.objects.create(code="pic"))["fr"]
    application = sent(page, tracking_key=FORM, pk=4711)
    draft = Draft.objects.create(
        call=page.call, version=application.version, form_key=page.translation_key, expires_at=timezone.now()
    )
    link = DraftLink(id=DRAFT, draft=draft, email="ada@example.org", token_hash=RESUME_HASH)
    link.created_at, link.expires_at = timezone.now(), timezone.now() + timedelta(days=1)
    link.save()

    tracked = tracking_tokens.find(TRACKING)
    assert tracked
    assert tracked.application == application
    assert receipt_tokens.application_of(RECEIPT, page.translation_key) == application
    assert resume_tokens.find_link(RESUME) == link
    assert resume_tokens.resume_token(link) == RESUME  # a mail that is tried again leads to the same place
    request = HttpRequest()
    request.COOKIES[browser_cookie.COOKIE] = COOKIE
    with mock.patch("time.time", return_value=WRITTEN_DOWN + 60):
        assert browser_cookie.unsealed(PAGE, FORM) == (DRAFT, 60.0)
        assert browser_cookie.drafts_of(request) == [DRAFT]


def test_a_new_link_is_of_todays_key(rotated: None) -> None:
    today = tracking_tokens.tracking_token(the_application(), datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    assert today != TRACKING
    assert receipt_tokens.receipt_for(the_application()) != RECEIPT
    assert resume_tokens.resume_token(DraftLink(id=DRAFT)) != RESUME


def test_a_key_that_is_forgotten_opens_nothing(settings: Any, db: None) -> None:
    page = Portal().forms(Call.objects.create(code="pic"))["fr"]
    sent(page, tracking_key=FORM, pk=4711)
    settings.SECRET_KEY = "the key of today " * 4
    assert tracking_tokens.find(TRACKING) is None
    assert receipt_tokens.application_of(RECEIPT, page.translation_key) is None
    assert resume_tokens.resume_token(DraftLink(id=DRAFT, token_hash=RESUME_HASH)) == ""


def test_a_session_of_yesterdays_key_goes_on(client: Client, settings: Any, db: None) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "a long and quiet password"))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the key of today " * 4
    assert client.get("/admin/account/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/admin/account/").status_code == 200  # it was given a seal of today's key
    settings.SECRET_KEY = "another one " * 6
    assert client.get("/admin/account/").status_code == 302
