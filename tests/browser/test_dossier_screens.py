"""The dossier's page in a browser: nothing for axe to find, narrow and wide, light and dark; a PDF is read on it."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from applications.dossiers.shown_corrections import specs_of
from applications.drafts.attachments import delete_attachments
from applications.drafts.filling import Filling
from applications.models import Application, Attachment, FormVersion, OutgoingEmail
from applications.references import new_reference
from applications.statuses import Status
from tests.answering import kinds_in, whole_answers
from tests.applications import sample_files as samples
from tests.applications.histories import fill
from tests.browser.axe import findings_in_both_themes
from tests.browser.visitor import WIDTHS, overflow
from users.models import User

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def dossier(demo_server: str) -> Iterator[Application]:
    """One of the demonstration’s longest form, with files and something of everything that happens."""
    version = max(
        FormVersion.objects.select_related("call"),
        key=lambda one: len(kinds_in(one.form("fr")) & {"budget", "group"}),
    )
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
        contact_email="ada@example.org",
        suspicions=["quick"],
        hold="An audit",
    )
    people = {name: User.objects.get(email=f"{name}@example.org") for name in ("moderator", "admin")}
    fill(SimpleNamespace(moderator=people["moderator"], colleague=people["admin"]), made)  # type: ignore[arg-type]
    files = (("plan.pdf", samples.pdf(), "application/pdf"), ("photo.jpg", samples.picture(), "image/jpeg"))
    kinds = {spec["kind"]: key for key, spec in specs_of(made, "fr").items() if key in made.answers}
    made.corrections.update(question=kinds["long_text"])
    made.answers[kinds["files"]] = [attached(made, kinds["files"], *file) for file in files]
    made.save(update_fields=["answers"])
    yield made
    OutgoingEmail.objects.filter(application=made).delete()
    delete_attachments(Attachment.objects.filter(application=made))
    made.delete()


def attached(application: Application, question: str, name: str, data: bytes, kind: str) -> dict[str, Any]:
    file = Attachment(application=application, question=question, name=name, size=len(data), type=kind, sha256="0" * 64)
    file.file.save("x", ContentFile(data))
    return {"id": str(file.pk), "name": name, "size": len(data), "type": kind}


def sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/admin/login/")
    page.locator("[name=username]").fill("moderator@example.org")
    page.locator("[name=password]").fill("la-trame")
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")


def test_the_page_of_a_dossier(demo_server: str, browser_page: Callable[..., Page], dossier: Application) -> None:
    page = browser_page(color_scheme="light")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    sign_in(page, demo_server)
    page.goto(demo_server + reverse("applications:dossier", args=(dossier.pk,)) + "?both=1")
    page.evaluate("document.querySelectorAll('details:not(.dossier__pdf)').forEach(one => one.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert findings_in_both_themes(page) == []
        assert overflow(page) <= 0
    reading = page.locator("details.dossier__pdf").first
    with page.expect_response(lambda response: "read=1" in response.url) as given:
        reading.locator("summary").click()
        reading.scroll_into_view_if_needed()
    assert given.value.status == 200
    page.locator("#note-text").fill("Seen on this screen")
    page.locator("#notes-section form button[type=submit]").click()
    expect(page.locator("#notes-section .dossier__note").first).to_contain_text("Seen on this screen")
    assert problems == []
