"""Registering for a session: the last seat, the waiting list, a seat that is freed and taken, in both languages."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from applications.models import Application, Call, OutgoingEmail
from applications.statuses import Status
from tests.browser.axe import findings
from tests.browser.visitor import NARROW, overflow
from tests.browser.walking import DESK, PHONE

pytestmark = pytest.mark.browser

EVENT = "agenda/echanges-de-pratiques/"
REGISTERED = ("Votre inscription est enregistrée", "You are registered")
SESSION_NUMBER = 2
"""Of the demonstration's three sessions: the last one, for which nobody has registered."""


@pytest.fixture
def call(demo_server: str) -> Iterator[Call]:
    """The seats of a session, of which one only is left. What the test writes goes again."""
    call = list(Call.objects.filter(session_key__isnull=False).order_by("session_starts_at"))[SESSION_NUMBER]
    capacity = call.capacity
    Call.objects.filter(pk=call.pk).update(capacity=1)
    yield call
    Application.objects.filter(call=call).delete()
    Call.objects.filter(pk=call.pk).update(capacity=capacity)


class Person:
    """Somebody who registers, with an address of their own."""

    def __init__(self, page: Page, server: str, language: str, name: str) -> None:
        self.page, self.server, self.language, self.name = page, server, language, name
        self.email = f"{name.lower()}-{language}@example.org"

    def t(self, french: str, english: str) -> str:
        return french if self.language == "fr" else english

    def looks_right(self) -> None:
        assert findings(self.page) == []
        size = self.page.viewport_size
        assert size
        self.page.set_viewport_size({"width": NARROW, "height": 900})
        assert overflow(self.page) <= 0
        self.page.set_viewport_size(size)

    def go_to_event(self) -> None:
        self.page.goto(f"{self.server}/{self.language}/{EVENT}")

    def press(self, act: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(f"button[name=go][value='{act}']").last.click()

    def register(self, call: Call) -> Application:
        """From the event's page to the confirmation, by the link of the session."""
        before = set(Application.objects.values_list("pk", flat=True))
        self.go_to_event()
        self.looks_right()
        self.page.locator(f"a[href*='session={call.session_key}']").first.click()
        expect(self.page.locator(f"input[type=radio][value='{call.session_key}']")).to_be_checked()
        self.looks_right()
        self.press("next")
        self.page.locator("input[autocomplete=name]").fill(self.name)
        self.page.locator("input[type=email]").fill(self.email)
        self.page.locator("select").first.select_option(index=1)
        self.page.locator("input[type=radio]").first.check()
        self.page.locator("input[type=checkbox]").last.check()
        self.press("next")
        self.looks_right()
        self.page.locator("#send button[value=send]").click()
        self.page.wait_for_url("**/received/**")
        self.looks_right()
        return Application.objects.exclude(pk__in=before).get()

    def open_link(self, occasion: str, application: Application) -> None:
        """Open the link of a mail that has arrived."""
        email = OutgoingEmail.objects.filter(application=application, occasion=occasion).latest("pk")
        [arrived] = [one for one in mail.outbox if one.extra_headers["Message-ID"] == email.message_id_header]
        found = re.search(r"http://testserver(/\S+)", arrived.body)
        assert found, arrived.body
        self.page.goto(self.server + found[1])
        self.looks_right()
        assert self.page.locator("html").get_attribute("lang") == self.language

    def confirm(self, occasion: str, application: Application) -> None:
        """Press the button behind the first link: only now it is known that the person reads the address."""
        expect(self.page.locator("main")).to_contain_text(self.email)
        self.open_link(occasion, application)
        with self.page.expect_navigation():
            self.page.locator("form[action*='/confirm'] button[type=submit]").click()
        expect(self.page.locator(".tracking-said")).to_be_visible()
        self.looks_right()
        application.refresh_from_db()
        assert not application.is_provisional


def status_of(application: Application) -> str:
    application.refresh_from_db()
    return application.status


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_from_the_last_seat_to_the_seat_that_was_freed(
    demo_server: str, browser_page: Callable[..., Page], call: Call, language: str, other: str
) -> None:
    first = Person(browser_page(viewport=DESK), demo_server, language, "Ada")
    second = Person(browser_page(viewport=PHONE), demo_server, other, "Grace")
    registered = first.register(call)
    assert status_of(registered) == Status.ACCEPTED
    expect(first.page.locator("h1")).to_contain_text(first.t("confirmez votre place", "confirm your seat"))
    first.confirm("registered", registered)
    expect(first.page.locator(".tracking-status")).to_have_text(first.t(*REGISTERED))

    waits = second.register(call)
    assert status_of(waits) == Status.WAITING_LIST
    expect(second.page.locator("main")).to_contain_text(second.t("liste d’attente", "waiting list"))

    second.confirm("receipt", waits)
    first.open_link("registered", registered)
    first.page.locator("a[href$='/annuler/'], a[href$='/withdraw/'], a[href$='/retirer/']").first.click()
    first.looks_right()
    with first.page.expect_navigation():
        first.page.locator("main form button[type=submit]").last.click()
    assert status_of(registered) == Status.WITHDRAWN
    assert status_of(waits) == Status.SEAT_HELD

    second.open_link("place_offered", waits)
    with second.page.expect_navigation():
        second.page.locator("main form button[type=submit]").last.click()
    assert status_of(waits) == Status.ACCEPTED
    second.looks_right()
    second.open_link("registered", waits)
    expect(second.page.locator(".tracking-status")).to_have_text(second.t(*REGISTERED))
    with second.page.expect_download() as download:
        second.page.locator("a[href$='.ics']").first.click()
    assert download.value.suggested_filename.endswith(".ics")
    first.go_to_event()
    expect(first.page.locator("main")).to_contain_text(first.t("liste d’attente", "waiting list"))
