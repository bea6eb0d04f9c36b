"""Every address that is registered, asked by every role with what exists and with junk: nothing fails, and what people
who edit no page may open is written down here."""

import logging
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from home.locales import forget_locales
from tests.site_wide.addresses import Address, addresses
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]

ROLES = ("", "committee", "moderator", "editor", "admin")
JUNK_QUERY = (
    "?q=%00&p=zz&page=-1&ordering=zz&order=zz&id=zz&ids=x&type=zz&child_of=zz&fields=zz&limit=zz&offset=-1&locale=zz"
    "&month=0000-99&next=//elsewhere.example"
)
JUNK_FORM = {
    "value": "[", "go": "\0", "file": "no file", "next": "//elsewhere.example", "title": "\0", "locales": "x",
    "q": "\0", "id": "zz", "kind": "zz",
}  # fmt: skip
SAMPLE = 250
# Not ready without a worker: that it says so is tested where it is made.
NOT_READY = "readyz"
# What those who edit no page get with 200, by the beginning of the name.
FOR_STAFF = ("applications:", "emails:", "wagtailadmin_account", "wagtailadmin_dismissibles", "wagtailadmin_home")
FOR_MODERATORS = (*FOR_STAFF, "labels:", "letters:", "sessions:")
FOR_ALL_OF_THE_STAFF = ("wagtail_localize:javascript_catalog",)

Question = tuple[str, Address, str, str]


def questions() -> Iterator[Question]:
    """Who asks, what, by which path, and how."""
    for role in ROLES:
        for address in addresses():
            for number, path in enumerate(address.paths()):
                for way in ("get", "post", "junk post", *(("junk query",) if number == 0 else ())):
                    yield role, address, path, way


class Asker:
    """Somebody who asks; what they change is put back after each question."""

    def __init__(self) -> None:
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        self.people = {role: User.objects.get(email=f"{role}@example.org") for role in ROLES if role}

    def ask(self, role: str, path: str, way: str) -> Any:
        client = self.clients[role]
        if role and "sessionid" not in client.cookies:
            client.force_login(self.people[role])
        before = transaction.savepoint()
        try:
            if way.endswith("post"):
                response = client.post(path, JUNK_FORM if way == "junk post" else {})
            else:
                response = client.get(path + (JUNK_QUERY if way == "junk query" else ""))
            if response.streaming:
                b"".join(response)
        finally:
            transaction.savepoint_rollback(before)
            forget_locales()
        if role and way.endswith("post"):
            client.cookies.pop("sessionid", None)
        return response


def wrong(asked: list[Question]) -> dict[str, Any]:
    asker, found = Asker(), {}
    for role, address, path, way in asked:
        response = asker.ask(role, path, way)
        where = f"{role or 'nobody'}: {way} {path} ({address.name})"
        if response.status_code >= 500 and address.name != NOT_READY:
            error = getattr(response, "exc_info", None)
            found[where] = repr(error[1])[:300] if error else response.status_code
        elif response.status_code == 200 and not may_open(role, address):
            found[where] = "is open"
    return found


def may_open(role: str, address: Address) -> bool:
    """Of the admin's addresses; those of the public are everybody's."""
    if not address.route.startswith("admin/") or role in ("editor", "admin"):
        return True
    if not role:
        return address.name in OPEN_TO_ALL
    return address.name in OPEN_TO_ALL or address.name.startswith(
        (*FOR_ALL_OF_THE_STAFF, *(FOR_MODERATORS if role == "moderator" else FOR_STAFF))
    )


OPEN_TO_ALL = {
    "wagtailadmin_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


def test_the_addresses_of_the_project_and_its_packages_are_found(demo: None) -> None:
    names = {address.name for address in addresses()}
    assert len(names) > 300
    assert {"applications:dossier", "wagtailadmin_pages:edit", "wagtail_localize:update_translations"} <= names


def test_a_sample(demo_queue: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    asked = list(questions())
    assert wrong(random.Random(20261130).sample(asked, SAMPLE)) == {}


@pytest.mark.soak
def test_all(demo_queue: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    assert wrong(list(questions())) == {}
