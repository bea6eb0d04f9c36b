"""Corrections on a phone: the page as it opens, as it says what is wrong, and the way back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from applications.dossiers.corrections import ask_corrections
from applications.dossiers.shown_corrections import specs_of, today_of
from applications.dossiers.tracking_tokens import tracking_token
from applications.drafts.filling import Filling
from applications.models import Application, Draft, FormVersion, OutgoingEmail
from applications.references import new_reference
from applications.statuses import Status
from tests.answering import kinds_in, whole_answers
from tests.browser.axe import findings
from tests.browser.visitor import overflow
from users.models import User

pytestmark = pytest.mark.browser

LOOKS = [("fr", "light"), ("en", "dark")]
REMARK = "Il manque un devis lisible. / A readable quote is missing."


@pytest.fixture
def dossier(demo_server: str) -> Iterator[Application]:
    """One of the demonstration’s longest form, of which a text, the files and the budget are open again."""
    versions = FormVersion.objects.select_related("call").order_by("pk")
    version = max(versions, key=lambda one: len(kinds_in(one.form("fr")) & {"budget", "files", "long_text"}))
    posted = whole_answers(version.form("fr"))
    filled = Filling(version.form("fr"), posted).checked()
    assert filled.is_valid(), filled.errors
    made = Application.objects.create(
        call=version.call,
        version=version,
        reference=new_reference(version.call.code),
        language="fr",
        status=Status.IN_REVIEW,
        answers=filled.answers(),
        posted=posted,
        contact_email="ada@example.org",
    )
    kinds = {spec["kind"]: key for key, spec in specs_of(made, "fr").items()}
    ask_corrections(
        application=made,
        remarks={kinds[kind]: REMARK for kind in ("long_text", "files", "budget") if kind in kinds},
        due_on=today_of(made) + timedelta(days=10),
        by=User.objects.filter(is_superuser=True).first() or administrator(),
    )
    yield made
    OutgoingEmail.objects.filter(application=made).delete()
    Draft.objects.filter(corrects=made).delete()
    made.delete()


def administrator() -> User:
    return next(user for user in User.objects.order_by("pk") if user.is_administrator)


@pytest.mark.parametrize(("language", "scheme"), LOOKS, ids=["fr", "en"])
def test_corrections(
    demo_server: str, browser_page: Callable[..., Page], dossier: Application, language: str, scheme: Any
) -> None:
    page = browser_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    with translation.override(language):
        page.goto(demo_server + reverse("tracking_correct", args=[tracking_token(dossier)]))
    assert findings(page) == []
    assert overflow(page) <= 0
    text = page.locator("[data-kind=long_text] textarea")
    text.fill("x" * 9000)
    expect(page.locator("[data-saved]")).not_to_be_empty()
    page.locator("form#corrections .actions button[value=send]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert findings(page) == []
    text.fill("Un devis, enfin.")
    page.locator("form#corrections .actions button[value=later]").click()
    page.locator("#tasks a.button").click()
    expect(text).to_have_value("Un devis, enfin.")
    assert problems == []
