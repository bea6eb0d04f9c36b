"""A key that was replaced: what it sealed yesterday opens today, each kind of it, and nothing once it is forgotten."""

import ast
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from applications.dossiers.confirming import mailed_address
from applications.dossiers.receipt_codes import checked_receipt, receipt_code
from applications.dossiers.receipt_tokens import receipt_for
from applications.dossiers.tracking_tokens import tracking_url
from applications.drafts.browser_cookie import drafts_of, remember, sealed, unsealed
from applications.drafts.proven_addresses import has_proven, prove
from applications.drafts.resume_tokens import new_link, resume_token
from applications.forms.page import FormPage
from applications.models import Application, Call, Draft
from tests.builders import Portal, sent, staff
from users.models import User

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
TODAY = "the key of today " * 4
COUNTED = {"applications.throttle", "users.sign_in"}
"""Salts of what is counted: with another key it is counted anew, and opens nothing."""


@dataclass
class Desk:
    page: FormPage
    application: Application
    draft: Draft
    user: User


@pytest.fixture
def desk() -> Desk:
    page = Portal().forms(Call.objects.create(code="pic"))["fr"]
    application = sent(page, reference="PIC-K7M4-Q2RT", address_confirmed_at=None)
    fields = {"call": page.call, "version": application.version, "form_key": page.translation_key, "language": "fr"}
    draft = Draft.objects.create(**fields, email="ada@example.org", expires_at=timezone.now() + timedelta(days=1))
    return Desk(page, application, draft, staff("mod@example.org"))


Opens = Callable[[], bool]


def leads(address: str) -> Opens:
    path = address.removeprefix(project.WAGTAILADMIN_BASE_URL)
    return lambda: Client().get(path).status_code == 200


def cookies_of(response: HttpResponse) -> HttpRequest:
    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    return request


def tracking(desk: Desk) -> Opens:
    return leads(tracking_url(desk.application, "fr"))


def confirming(desk: Desk) -> Opens:
    address = mailed_address(desk.application, "fr").removeprefix(project.WAGTAILADMIN_BASE_URL)

    def opens() -> bool:
        Application.objects.update(address_confirmed_at=None)
        Client().post(address)
        return Application.objects.exclude(address_confirmed_at=None).exists()

    return opens


def confirmation(desk: Desk) -> Opens:
    return leads(desk.page.get_url() + desk.page.reverse_subpage("received", args=[receipt_for(desk.application)]))


def coming_back(desk: Desk) -> Opens:
    link = new_link(desk.draft, "ada@example.org", timezone.now())
    link.save(force_insert=True)
    token = resume_token(link)
    there = leads(desk.page.get_url() + desk.page.reverse_subpage("resume", args=[token]))
    return lambda: there() and resume_token(link) == token  # a mail that is tried again leads to the same place


def code(desk: Desk) -> Opens:
    typed = receipt_code(desk.application)
    return lambda: checked_receipt(desk.application.reference, typed) == desk.application


def browser(desk: Desk) -> Opens:
    response = HttpResponse()
    remember(HttpRequest(), response, desk.draft.pk)
    return lambda: drafts_of(cookies_of(response)) == [desk.draft.pk]


def open_page(desk: Desk) -> Opens:
    text = sealed(desk.draft.pk, desk.draft.form_key)
    return lambda: (unsealed(text, desk.draft.form_key) or (uuid.uuid4(), 0))[0] == desk.draft.pk


def proven(desk: Desk) -> Opens:
    response = HttpResponse()
    prove(HttpRequest(), response, "ada@example.org")
    return lambda: has_proven(cookies_of(response), "ada@example.org")


def new_password(desk: Desk) -> Opens:
    number = urlsafe_base64_encode(force_bytes(desk.user.pk))
    token = default_token_generator.make_token(desk.user)
    path = reverse("wagtailadmin_password_reset_confirm", args=(number, token))
    return lambda: "new_password1" in Client().get(path, follow=True).content.decode()


SEALED: dict[str, Callable[[Desk], Opens]] = {
    "applications.follow_links": tracking,
    "applications.addresses": confirming,
    "applications.receipts": confirmation,
    "applications.links": coming_back,
    "applications.receipt_codes": code,
    "applications.browsers": browser,
    "applications.pages": open_page,
    "applications.proven_addresses": proven,
    "Django's own": new_password,
}


@pytest.mark.parametrize("salt", SEALED)
def test_what_yesterdays_key_sealed_opens_today(salt: str, desk: Desk, settings: Any) -> None:
    opens = SEALED[salt](desk)
    yesterday = settings.SECRET_KEY
    settings.SECRET_KEY = TODAY
    assert not opens(), "a key that is forgotten opens nothing"
    settings.SECRET_KEY_FALLBACKS = ["one between them", yesterday]
    assert opens()


def salts() -> Iterator[str]:
    """Each text that the code seals or hashes with: a constant named so, or the first argument of what takes a salt."""
    for folder in ("applications", "events", "home", "offers", "site"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").endswith("SALT"):
                    yield ast.literal_eval(node.value)
                if isinstance(node, ast.Call) and name_of(node.func) in ("SealedLink", "salted_hmac"):
                    yield from [str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)]


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_no_kind_of_seal_is_missing_here() -> None:
    assert set(salts()) == (set(SEALED) - {"Django's own"}) | COUNTED
