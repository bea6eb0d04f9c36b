"""Dossiers are kept for less time: only administrators decide it, all of them hear of it, and nothing goes at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.mail.sending import send_due
from applications.models import Application, OutgoingEmail
from applications.privacy.retention import due, run
from applications.privacy.retention_rules import LEAST_MONTHS, REST
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.applications.staff.call_forms import FIELDS
from tests.builders import staff
from tests.signing_in import log_in
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=300)


@pytest.fixture
def office(kept_desk: Desk) -> Desk:
    setup_roles()
    return kept_desk.changed(refused_months=24, granted_months=24)


def change(client: Client, office: Desk, **fields: str) -> int:
    given = FIELDS | {"code": office.call.code, "kind": office.call.kind} | fields
    status: int = client.post(reverse("calls:edit", args=(office.call.pk,)), given).status_code
    office.call.refresh_from_db()
    return status


def test_dossiers_stay_for_a_week_and_administrators_are_told(office: Desk) -> None:
    old = office.dossier(Status.DECLINED, status_since=LONG_AGO, private_deleted_at=LONG_AGO)
    assert change(log_in(office.administrator), office, refused_months="3") == 302
    assert run(timezone.now() + REST - timedelta(hours=1)) == [] == due(timezone.now())
    send_due()
    told = [one for one in mail.outbox if office.administrator.email in one.to]
    assert len(told) == 1
    text = told[0].body
    for fact in ("3 mois", "24", str(office.administrator), reverse("calls:edit", args=(office.call.pk,))):
        assert fact in text, text
    assert "un dossier perd" in text
    run(timezone.now() + REST + timedelta(hours=1))
    old.refresh_from_db()
    assert old.anonymised_at


def test_a_slip_that_was_put_right_is_no_news(office: Desk) -> None:
    admin = log_in(office.administrator)
    change(admin, office, granted_months="6")
    assert OutgoingEmail.objects.filter(occasion="keeping_shortened").count() >= 1
    OutgoingEmail.objects.all().delete()
    change(admin, office, granted_months="36")
    assert not OutgoingEmail.objects.exists()


@pytest.mark.parametrize(
    ("field", "least"), [("refused_months", LEAST_MONTHS), ("granted_months", LEAST_MONTHS), ("draft_days", 7)]
)
def test_no_rule_keeps_for_less_than_what_one_needs(office: Desk, field: str, least: int) -> None:
    admin = log_in(office.administrator)
    assert change(admin, office, **{field: str(least - 1)}) == 200
    assert change(admin, office, **{field: str(least)}) == 302
    assert getattr(office.call, field) == least


@pytest.fixture
def editors(office: Desk) -> Group:
    return Group.objects.get(name=Role.EDITORS)


def test_editors_decide_neither_how_long_nor_who_decides(office: Desk, editors: Group) -> None:
    office.changed(four_eyes=True)
    editor = log_in(staff("editor@example.org", editors))
    assert change(editor, office, refused_months="2", granted_months="2", title_fr="Autre") == 302
    assert office.call.title_fr == "Autre"
    assert (office.call.refused_months, office.call.granted_months, office.call.four_eyes) == (24, 24, True)
    assert not Application.objects.exclude(anonymised_at=None).exists()
