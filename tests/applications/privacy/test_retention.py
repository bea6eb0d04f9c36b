from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from applications.dossiers.handling import hold
from applications.dossiers.refusals import RefusedError
from applications.models import (
    Application,
    Attachment,
    Beneficiary,
    Decision,
    Draft,
    Edit,
    Message,
    Note,
    OutgoingEmail,
    Purge,
)
from applications.models.attachments import private_storage, random_name
from applications.models.purges import Clock
from applications.privacy.anonymising import anonymise, delete_private
from applications.privacy.retention import due, run
from applications.privacy.retention_rules import left_open, months_before
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.builders import ANSWERS, FORM_STEPS, KEYS, OPTION_KEYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(kept_desk: Desk) -> Desk:
    return kept_desk.changed(refused_months=6, granted_months=24)


def full(office: Desk, status: str = Status.DECLINED, **fields: Any) -> Application:
    """A dossier with something in every drawer."""
    beneficiary = Beneficiary.objects.get_or_create(key="email:ada@example.org", name="Ada Martin")[0]
    application = office.dossier(status, beneficiary=beneficiary, posted={KEYS["name"]: ["Ada Martin"]}, **fields)
    Attachment.objects.create(
        application=application,
        question=KEYS["why"],
        file=private_storage().save(random_name(), ContentFile(b"a plan")),
        name="plan of Ada.pdf",
        size=6,
        type="application/pdf",
        sha256="0",
    )
    Note.objects.create(application=application, text="Ada called")
    Message.objects.create(application=application, text="I am Ada")
    Decision.objects.create(
        application=application, verdict="declined", reason="Ada is late", released_at=timezone.now()
    )
    application.status_changes.update(note="Ada again")
    OutgoingEmail.objects.create(
        key=f"x{application.pk}", occasion="receipt", to="ada@example.org", language="fr", application=application
    )
    return application


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        ("2026-11-21", 24, "2024-11-21"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-30", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-01-31", 0, "2026-01-31"),
    ],
)
def test_months_are_those_of_the_calendar(now: str, months: int, then: str) -> None:
    assert f"{months_before(datetime.fromisoformat(now).replace(tzinfo=UTC), months):%Y-%m-%d}" == then


def test_nothing_of_the_person_is_left_but_the_numbers_are(
    office: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    application = full(office)
    stored = application.attachments.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert anonymise(application=application, by=office.administrator)
    assert not private_storage().exists(stored)
    application.refresh_from_db()
    assert application.answers == {KEYS["what"]: OPTION_KEYS[1]}
    assert (application.contact_name, application.contact_email, application.posted) == ("", "", {})
    assert (application.status, application.call) == (Status.DECLINED, office.call)
    assert application.anonymised_at
    assert list(application.promoted.values_list("question", "text")) == [(KEYS["what"], OPTION_KEYS[1])]
    assert not hasattr(application, "text")
    assert not Beneficiary.objects.exists()
    assert application.decisions.get().reason == "—"
    assert set(application.status_changes.values_list("note", flat=True)) == {""}
    for rows in (application.notes, application.messages, application.emails, application.attachments):
        assert not rows.exists()
    assert not anonymise(application=application)
    assert Edit.objects.get(kind="anonymised").by == office.administrator


def test_who_applied_elsewhere_too_stays_known_there(office: Desk) -> None:
    first, second = full(office), full(office, Status.IN_REVIEW)
    anonymise(application=first)
    second.refresh_from_db()
    assert second.beneficiary
    assert second.beneficiary.name == "Ada Martin"


def test_a_legal_hold_keeps_everything(office: Desk) -> None:
    application = full(office, status_since=timezone.now() - timedelta(days=4000))
    hold(application=application, reason="A court asked", by=office.moderator)
    with pytest.raises(RefusedError):
        anonymise(application=application)
    assert due(timezone.now()) == []
    assert run(timezone.now()) == []
    application.refresh_from_db()
    assert application.contact_name == "Ada Martin"


def test_the_clocks(office: Desk) -> None:
    """Six months for what was declined or withdrawn, two years for what was closed; others have no clock."""
    now = timezone.now()
    ages = {
        (Status.DECLINED, 5): False,
        (Status.DECLINED, 7): True,
        (Status.WITHDRAWN, 7): True,
        (Status.CLOSED, 23): False,
        (Status.CLOSED, 25): True,
        (Status.IN_REVIEW, 60): False,
        (Status.UNDER_WAY, 60): False,
    }
    dossiers = {
        office.dossier(status, status_since=months_before(now, months)).pk: gone
        for (status, months), gone in ages.items()
    }
    counts = {(one.clock, one.count) for one in due(now)}
    assert counts == {("refused", 2), ("granted", 1), ("private", 6)}
    assert not Application.objects.exclude(anonymised_at=None).exists()
    done = {(one.clock, one.count) for one in run(now)}
    assert done == {("refused", 2), ("granted", 1), ("private", 3)}
    for pk, gone in dossiers.items():
        assert bool(Application.objects.get(pk=pk).anonymised_at) == gone
    assert set(Purge.objects.values_list("call_code", "clock", "count")) == {
        ("desk", "refused", 2),
        ("desk", "granted", 1),
        ("desk", "private", 3),
    }
    assert run(now) == []
    assert left_open(office.call, now).count() == 2


def test_drafts_are_in_the_register_too(office: Desk) -> None:
    now = timezone.now()
    version = office.pages["fr"].call.versions.latest()
    for days in (-1, 1):
        Draft.objects.create(
            call=office.call,
            version=version,
            form_key=version.form_key,
            language="fr",
            expires_at=now + timedelta(days=days),
        )
    assert [(one.clock, one.count) for one in run(now)] == [(Clock.DRAFT, 1)]
    assert Draft.objects.count() == 1


def test_private_answers_go_after_the_decision(office: Desk, django_capture_on_commit_callbacks: Any) -> None:
    steps = {
        code: [{**step, "value": _with_private(step["value"])} for step in FORM_STEPS[code]] for code in FORM_STEPS
    }
    office.changed(refused_months=24, granted_months=24)
    for page in office.pages.values():
        page.steps = steps[page.locale.language_code]
        page.save()
    office.pages["fr"].save_revision().publish()
    now = timezone.now()
    early = office.dossier(Status.DECLINED, status_since=now - timedelta(days=29))
    late = office.dossier(
        Status.DECLINED,
        status_since=now - timedelta(days=31),
        posted={KEYS["why"]: ["x"], KEYS["name"]: ["Ada"], f"{KEYS['why']}-0": ["y"]},
    )
    assert late.version.form("fr").steps[0]["questions"][3]["private"]
    run(now)
    for application in (early, late):
        application.refresh_from_db()
    assert early.answers[KEYS["why"]] == ANSWERS[KEYS["why"]]
    assert KEYS["why"] not in late.answers
    assert late.answers[KEYS["name"]] == "Ada Martin"
    assert late.posted == {KEYS["name"]: ["Ada"]}
    assert not delete_private(application=late)


def _with_private(value: dict[str, Any]) -> dict[str, Any]:
    questions = [{**one, "value": {**one["value"], "private": one["id"] == KEYS["why"]}} for one in value["questions"]]
    return {**value, "questions": questions}


def test_a_dry_run_says_what_is_due_and_changes_nothing(office: Desk) -> None:
    application = full(office, status_since=timezone.now() - timedelta(days=400))
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    assert "desk\trefused\t1" in said.getvalue()
    application.refresh_from_db()
    assert application.contact_name == "Ada Martin"
    call_command("retention", stdout=said)
    application.refresh_from_db()
    assert application.contact_name == ""
