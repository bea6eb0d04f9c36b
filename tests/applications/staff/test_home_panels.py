"""The first screen: each number is that of the queue which its link opens, and nobody counts what is not theirs."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from applications.models import Decision, Draft, EmailStatus, Message, OutgoingEmail, Verdict
from applications.statuses import Status
from tests.applications.queue_tables import Table, table
from tests.builders import Portal, staff
from tests.signing_in import log_in
from users.models import User
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db


def fill(desk: Table, times: int = 1) -> None:
    today = timezone.localdate()
    for _time in range(times):
        desk.dossier()
        mine = desk.dossier(Status.IN_REVIEW, assignee=desk.moderator, due_on=today - timedelta(days=2))
        Message.objects.create(application=mine, is_from_applicant=True, text="Hello")
        ready = desk.dossier(Status.READY, assignee=desk.colleague)
        Decision.objects.create(application=ready, verdict=Verdict.ACCEPTED)


def rows(user: User) -> dict[str, tuple[int, str]]:
    """What the list of what waits says: a number and an address by its words."""
    page = log_in(user, "en").get("/admin/").content.decode()
    found = re.findall(r'<a href="([^"]*)"><b>([0-9]+)</b> ([^<]*)</a>', page)
    return {label: (int(number), url.replace("&amp;", "&")) for url, number, label in found}


def test_what_waits_for_whom() -> None:
    desk, beside = table(capacity=4), table("other")
    fill(desk)
    fill(beside, 2)
    OutgoingEmail.objects.create(
        key="1", occasion="receipt", to="a@example.org", language="fr", status=EmailStatus.FAILED
    )
    OutgoingEmail.objects.create(key="2", occasion="receipt", to="a@example.org", language="fr")
    mine = {
        "Assigned to me": 1,
        "Unread messages": 1,
        "Back from the applicant": 0,
        "New, assigned to nobody": 1,
        "Overdue": 1,
        "Decisions to release": 1,
        "table": 1,
    }
    found = rows(desk.moderator)
    assert {label: number for label, (number, _url) in found.items()} == mine
    assert found.pop("table") == (1, f"{reverse('applications:index')}?call={desk.call.pk}")
    client = log_in(desk.moderator)
    for label, (number, url) in found.items():
        assert client.get(url).context["items_count"] == number, label
    assert {label: n for label, (n, _url) in rows(desk.committee).items()} == {"Ready for decision": 1}
    everything = {label: n for label, (n, _url) in rows(desk.administrator).items()}
    assert everything == {label: n * 3 for label, n in mine.items()} | {
        "Assigned to me": 0,
        "table": 1,
        "E-mails that did not leave": 1,
        "E-mails waiting to leave": 1,
    }
    nothing = rows(desk.stranger)
    assert {n for n, _url in nothing.values()} == {0}
    assert set(nothing) == set(mine) - {"table"}
    assert rows(staff("nobody@example.org")) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_the_first_screen_takes_few_queries(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    desk = table(capacity=20)
    fill(desk, number)
    client = log_in(desk.moderator)
    client.get("/admin/")
    with django_assert_num_queries(18):
        page = client.get("/admin/").content.decode()
    assert page.count("<b>") == 7


def test_what_editors_find() -> None:
    """Their own unpublished pages, translations that are behind, and how many fill in a form: no word of whom."""
    portal = Portal()
    desk = table()
    pages = portal.forms(desk.call, title="A form")
    version = pages["fr"].call.versions.latest()
    for index in range(2):
        Draft.objects.create(
            call=desk.call,
            version=version,
            form_key=pages["fr"].translation_key,
            language="fr",
            email=f"secret{index}@example.org",
            expires_at=timezone.now() + timedelta(days=1 - index * 2),
        )
    setup_roles()
    editor = staff("editor@example.org", Group.objects.get(name=Role.EDITORS))
    colleague = staff("other-editor@example.org", Group.objects.get(name=Role.EDITORS))
    for person, title in ((editor, "My draft"), (colleague, "Their draft")):
        page = portal.content("fr", title.lower().replace(" ", "-"), title=title)
        page.intro = "changed"
        page.save_revision(user=person, changed=True)
    assert Page.objects.filter(has_unpublished_changes=True).count() == 2
    shown = log_in(editor, "en").get("/admin/").content.decode()
    panel = shown[shown.index('id="home-drafts"') :]
    assert "My draft" in panel
    assert "Their draft" not in panel
    assert "1 draft" in panel
    assert "secret0" not in shown
    assert "home-translations" not in shown
    for who in (desk.moderator, desk.committee):
        assert "home-drafts" not in log_in(who, "en").get("/admin/").content.decode()
        assert "1 draft" not in log_in(who, "en").get("/admin/").content.decode()
