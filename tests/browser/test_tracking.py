"""The applicant’s side after sending: every state, in both languages, narrow and wide, light and dark."""

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from applications.dossiers.corrections import ask_corrections
from applications.dossiers.messages import receive_message, send_message
from applications.dossiers.receipt_codes import receipt_code
from applications.dossiers.shown_corrections import today_of
from applications.dossiers.tracking_tokens import GOOD_FOR, tracking_token
from applications.models import Application, OutgoingEmail, StatusChange
from applications.statuses import Status
from tests.browser.axe import findings_in_both_themes
from tests.browser.forms import Forms
from tests.browser.visitor import NARROW, WIDTHS, overflow
from tests.builders import KEYS, sent
from users.models import User

pytestmark = pytest.mark.browser
STATES = (Status.RECEIVED, Status.IN_REVIEW, Status.DECLINED, Status.WITHDRAWN)


@pytest.fixture(scope="module")
def dossiers(forms: Forms) -> Iterator[dict[str, Application]]:
    """One in each state; the one in review has messages, mails that failed, and corrections to make."""
    made = {}
    moderator = User.objects.get(email="admin@example.org")
    for status in STATES:
        dossier = made[status] = sent(forms.pages["changing"]["fr"], status=status)
        StatusChange.objects.create(application=dossier, to_status=Status.RECEIVED)
        if status != Status.RECEIVED:
            StatusChange.objects.create(application=dossier, from_status=Status.RECEIVED, to_status=status)
    talked = made[Status.IN_REVIEW]
    send_message(application=talked, text="Un devis ?\n\nMerci.", author=moderator, token=uuid.uuid4())
    receive_message(application=talked, text="Il passe jeudi. " * 20, token=uuid.uuid4())
    OutgoingEmail.objects.filter(application=talked).update(status="failed")
    remarks = {KEYS["why"]: "Une phrase de plus ?", KEYS["name"]: "Le nom entier"}
    ask_corrections(application=talked, remarks=remarks, due_on=today_of(talked) + timedelta(9), by=moderator)
    yield made
    Application.objects.filter(pk__in=[dossier.pk for dossier in made.values()]).delete()


def address(dossier: Application, language: str, name: str = "application", **since: Any) -> str:
    with translation.override(language):
        return reverse(f"tracking_{name}", args=[tracking_token(dossier, **since)])


def paths(dossiers: dict[str, Application], language: str) -> list[str]:
    first, old = dossiers[Status.RECEIVED], {"since": timezone.now() - GOOD_FOR - timedelta(2)}
    with translation.override(language):
        asking, check = reverse("tracking"), reverse("receipts")
    others = [
        address(first, language, "answers"),
        address(first, language, "withdraw"),
        address(first, language, **old),
    ]
    receipts = [check, *(f"{check}?{urlencode(query)}" for query in receipt_queries(first))]
    return [address(dossier, language) for dossier in dossiers.values()] + [*others, asking, *receipts]


def receipt_queries(dossier: Application) -> list[dict[str, str]]:
    """What one may type to check a receipt: a genuine one, a forged one, nothing."""
    genuine = {"reference": dossier.reference, "code": receipt_code(dossier)}
    return [genuine, genuine | {"code": "2222-2222-2222-2222"}, {"reference": "", "code": ""}]


@pytest.mark.axe
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state(
    demo_server: str, browser_page: Callable[..., Page], dossiers: dict[str, Application], language: str
) -> None:
    page, wrong = browser_page(color_scheme="light"), {}
    for path in paths(dossiers, language):
        page.goto(demo_server + path)
        for width in (*WIDTHS, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            if width != NARROW and (found := findings_in_both_themes(page)):
                wrong[f"{path} {width}"] = found
            if overflow(page) > 0:
                wrong[f"{path} {width} is too wide"] = [str(overflow(page))]
    assert wrong == {}


def test_writing_on_a_phone(
    demo_server: str, browser_page: Callable[..., Page], dossiers: dict[str, Application]
) -> None:
    """The policy of referrers lets our own forms through."""
    page = browser_page(viewport={"width": 390, "height": 800}, locale="en")
    page.goto(demo_server + address(dossiers[Status.RECEIVED], "en"))
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_label("Your message").fill("When do you meet?")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("status")).to_have_text("Your message was sent.")
    expect(page.locator(".messages")).to_contain_text("When do you meet?")
    page.get_by_role("link", name="Withdraw my application").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator(".tracking-status")).to_have_text("You withdrew it")
