"""A whole story: an application is sent, put right, accepted and told; each side in its own language."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from applications.models import Application, Decision, OutgoingEmail
from applications.statuses import Status
from tests.browser.walking import DESK, PHONE, fill_form, form_path
from users.models import User

pytestmark = pytest.mark.browser

HEART, HOURS = "long_text", "number"


@pytest.fixture
def moderator() -> Iterator[UserProfile]:
    """The demonstration's moderator, whose language is put back afterwards."""
    profile = UserProfile.get_for_user(User.objects.get(email="moderator@example.org"))
    before = profile.preferred_language
    yield profile
    profile.preferred_language = before
    profile.save()


def question(application: Application, kind: str) -> str:
    steps = application.version.form("fr").steps
    return str(
        next(one["key"] for step in steps for one in step["questions"] if one["kind"] == kind and one["required"])
    )


def mailed_link(occasion: str, application: Application) -> str:
    """The way to the tracking page, from the mail that has arrived."""
    email = OutgoingEmail.objects.get(application=application, occasion=occasion)
    [arrived] = [one for one in mail.outbox if one.extra_headers["Message-ID"] == email.message_id_header]
    found = re.search(r"http://testserver(/\S+)", arrived.body)
    assert found, arrived.body
    return found[1]


class Moderator:
    def __init__(self, page: Page, server: str, application: Application) -> None:
        self.page, self.server = page, server
        self.dossier = f"{server}/admin/applications/{application.pk}/"

    def sign_in(self) -> None:
        self.page.goto(f"{self.server}/admin/login/")
        self.page.fill("[name=username]", "moderator@example.org")
        self.page.fill("[name=password]", "la-trame")
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{self.server}/admin/")

    def open(self, reference: str) -> None:
        self.page.goto(f"{self.server}/admin/applications/")
        self.page.get_by_role("link", name=reference).first.click()
        self.page.wait_for_url(f"{self.dossier}**")

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def ask_corrections(self, remarks: dict[str, str]) -> None:
        self.page.goto(f"{self.dossier}corrections/")
        for key, remark in remarks.items():
            field = self.page.locator(f"[name='remark-{key}']")
            field.evaluate("element => element.closest('details')?.setAttribute('open', '')")
            field.fill(remark)
        self.press("form:has([name=seen]) button[type=submit]")

    def accept(self) -> None:
        self.page.goto(f"{self.dossier}decide/")
        self.page.locator("[name=verdict][value=accepted]").check()
        self.press("form:has([name=verdict]) button[type=submit]")

    def release(self, decision: Decision) -> None:
        self.page.goto(f"{self.server}/admin/applications/releases/")
        self.page.locator(f"input[type=checkbox][value='{decision.pk}']").check()
        self.press("form:has([name=decision]) button[type=submit]")


@pytest.mark.parametrize(("language", "other"), [("en", "fr"), ("fr", "en")])
def test_from_sending_to_reading_the_answer(
    demo_server: str, browser_page: Callable[..., Page], moderator: UserProfile, language: str, other: str
) -> None:
    moderator.preferred_language = other
    moderator.save()
    before = set(Application.objects.values_list("pk", flat=True))
    applicant = browser_page(viewport=DESK)
    applicant.goto(demo_server + form_path(language))
    fill_form(applicant)
    applicant.locator("#send button[value=send]").click()
    applicant.wait_for_url("**/received/**")
    application = Application.objects.exclude(pk__in=before).get()

    staff = Moderator(browser_page(viewport=DESK), demo_server, application)
    staff.sign_in()
    staff.open(application.reference)
    assert staff.page.locator("html").get_attribute("lang") == other
    staff.press("form[action$='/assign/me/'] button")
    staff.press("form[action$='/move/'] button[value=in_review]")
    heart, hours = question(application, HEART), question(application, HOURS)
    staff.ask_corrections({heart: "Please say more.", hours: "More hours?"})
    application.refresh_from_db()
    assert application.status == Status.WAITING_APPLICANT
    assert application.assignee == moderator.user

    phone = browser_page(viewport=PHONE)
    phone.goto(demo_server + mailed_link("corrections", application))
    assert phone.locator("html").get_attribute("lang") == language
    expect(phone.locator("#tasks")).to_contain_text("Please say more.")
    phone.locator("#tasks a.button").click()
    phone.locator(f"[name='{heart}']").fill("What do we learn from one another, street by street?")
    phone.locator(f"[name='{hours}']").fill("14")
    phone.locator("#corrections .actions button[value=send]").click()
    phone.wait_for_load_state()
    application.refresh_from_db()
    assert application.status == Status.IN_REVIEW
    assert (application.answers[heart], application.answers[hours]) == (
        "What do we learn from one another, street by street?",
        "14",
    )

    staff.open(application.reference)
    shown = staff.page.locator("main").inner_text()
    assert "How do we learn together?" in shown
    assert "street by street?" in shown
    staff.accept()
    decision = Decision.objects.get(application=application)
    phone.goto(demo_server + mailed_link("receipt", application))
    told = {"en": "Accepted", "fr": "Acceptée"}[language]
    expect(phone.locator(".tracking-status")).not_to_have_text(told)
    staff.release(decision)
    application.refresh_from_db()
    assert application.status == Status.ACCEPTED

    phone.goto(demo_server + mailed_link("accepted", application))
    expect(phone.locator(".tracking-status")).to_have_text(told)
    assert OutgoingEmail.objects.filter(application=application).exclude(status="sent").count() == 0
    application.delete()
