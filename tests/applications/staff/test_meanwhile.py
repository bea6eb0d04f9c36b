"""Two colleagues with one form open: a post writes what its page changed; a field that both changed is asked about."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application, Letter
from tests.applications.dossier_desk import Desk
from tests.pages import Inputs, inputs_of
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


def opened(client: Client, address: str, field: str) -> Inputs:
    """What the form with a field holds."""
    html = client.get(address).content.decode()
    found = re.search(rf'<form(?:(?!</form>).)*?name="{field}".*?</form>', html, re.DOTALL)
    assert found
    return inputs_of(f'<div id="form">{found[0]}</div>', "form")


def changed(inputs: Inputs, **values: str) -> Inputs:
    return inputs | {name: [value] for name, value in values.items()}


def choice(html: str, field: str, whose: str) -> dict[str, str]:
    found = re.search(rf'name="(keep-{field})" value="({whose}:[^"]+)"', html)
    assert found, html
    return {found[1]: found[2]}


@pytest.mark.parametrize(("name", "field", "column"), [("hold", "reason", "hold"), ("contact", "name", "contact_name")])
def test_what_two_colleagues_write_on_a_dossier(office: Desk, name: str, field: str, column: str) -> None:
    dossier = office.dossier(contact_email="ada@example.org")
    client, address = log_in(office.moderator, "fr"), reverse(f"applications:{name}", args=(dossier.pk,))
    mine, theirs, untouched = (opened(client, address, field) for _ in range(3))

    def stored() -> Any:
        return getattr(Application.objects.get(pk=dossier.pk), column)

    client.post(address, changed(theirs, **{field: "Leur texte"}))
    client.post(address, untouched)
    assert stored() == "Leur texte"
    asked = client.post(address, changed(mine, **{field: "Mon texte"}))
    assert asked.status_code == 422
    assert stored() == "Leur texte"
    client.post(address, changed(mine, **{field: "Mon texte"}) | choice(asked.content.decode(), field, "mine"))
    assert stored() == "Mon texte"


@pytest.mark.parametrize(("name", "field"), [("due", "day"), ("assign", "person")])
def test_the_forms_beside_a_dossier(office: Desk, name: str, field: str) -> None:
    """They stand on the dossier's own page; a stale one that is posted as it came changes nothing."""
    dossier = office.dossier()
    client, page = log_in(office.moderator, "en"), reverse("applications:dossier", args=(dossier.pk,))
    address = reverse(f"applications:{name}", args=(dossier.pk,))
    stale, fresh = (opened(client, page, field) for _ in range(2))
    value = "2030-05-01" if field == "day" else str(office.moderator.pk)
    client.post(address, changed(fresh, **{field: value}))
    client.post(address, stale)
    after = Application.objects.get(pk=dossier.pk)
    assert (str(after.due_on) if field == "day" else str(after.assignee_id)) == value


def test_a_letter_that_two_colleagues_write(office: Desk) -> None:
    client = log_in(office.moderator, "en")
    address = reverse("letters:letter", args=(office.call.pk, "declined", "en"))
    mine, theirs = (opened(client, address, "subject") for _ in range(2))
    client.post(address, changed(theirs, subject="Their subject"))
    asked = client.post(address, changed(mine, subject="My subject"))
    assert asked.status_code == 422
    assert Letter.objects.get().subject == "Their subject"
    body = changed(mine, subject="My subject") | choice(asked.content.decode(), "subject", "theirs")
    assert client.post(address, body).status_code == 302
    assert Letter.objects.get().subject == "Their subject"
