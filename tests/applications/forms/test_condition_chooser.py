"""What the page editor chooses conditions from."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.forms.condition_chooser import chooser_settings
from applications.models import Call, TerritoryList
from applications.questions import KINDS
from offers.models import FundPage
from tests.builders import Portal, moderators, staff, stream

pytestmark = pytest.mark.django_db


def options(client: Client, **query: Any) -> list[list[str]]:
    answer = client.get(reverse("form_options"), query)
    assert answer.status_code == 200
    found: list[list[str]] = answer.json()["options"]
    return found


def test_every_kind_that_can_be_asked_has_a_way_to_give_the_value() -> None:
    kinds = chooser_settings()["kinds"]
    assert set(kinds) == {kind for kind, question in KINDS.items() if question.operators}
    assert {kind: kinds[kind]["value"] for kind in ("choice", "choices", "yes_no", "number", "date", "theme")} == {
        "choice": "options",
        "choices": "options",
        "yes_no": "yes_no",
        "number": "number",
        "date": "date",
        "theme": "remote",
    }
    assert kinds["choice"]["operators"] == ["is", "is_not"]
    assert kinds["theme"]["source"] == "fund"
    assert [[value for value, _label in kinds[kind]["values"]] for kind in ("yes_no", "consent")] == [
        ["yes", "no"],
        ["yes"],
    ]


def test_territories_and_themes_come_from_the_server(admin: Client) -> None:
    places = TerritoryList.objects.create(name="Villes", lines="38185; Grenoble\nLyon")
    assert options(admin, kind="territory", chosen=places.pk) == [["38185", "Grenoble"], ["lyon", "Lyon"]]
    portal = Portal()
    theme = stream("theme", {"name": "Art"})
    fund = portal.add("fr", FundPage, "fund", portal.offers["fr"], themes=[theme])
    form = portal.form("fr", Call.objects.create(code="pic"), fund)
    expected = [[theme["id"], "Art"]]
    assert options(admin, kind="theme", chosen=fund.pk) == expected
    assert options(admin, kind="theme", chosen="", page=form.pk) == expected
    assert options(admin, kind="theme", chosen="", page="", parent=fund.pk) == expected
    assert options(admin, kind="theme", chosen="", parent=portal.offers["fr"].pk) == []


@pytest.mark.parametrize("junk", ["", "x", "-1", "9" * 40, "\0", "٣"])
def test_junk_has_no_options(admin: Client, junk: str) -> None:
    for kind in ("theme", "territory", junk):
        assert options(admin, kind=kind, chosen=junk, page=junk, parent=junk) == []


def test_who_edits_no_page_has_no_options(client: Client) -> None:
    client.force_login(staff("moderator@example.org", moderators()))
    assert client.get(reverse("form_options"), {"kind": "theme"}).status_code == 404


def test_visitors_are_asked_who_they_are(client: Client) -> None:
    assert client.get(reverse("form_options"), {"kind": "theme"}).status_code == 302
