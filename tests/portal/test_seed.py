"""Made-up applications: of every form and status, as applicants would have sent them, the same for the same seed."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from applications.dossiers.beneficiaries import key_of
from applications.dossiers.capacity import capacity_of
from applications.dossiers.four_eyes import reviewers
from applications.dossiers.search_index import index_of
from applications.drafts.filling import Filling
from applications.models import Application, Call, Decision, PromotedAnswer, StatusChange
from applications.references import is_reference
from applications.statuses import ACTIVE, Status, Trigger, may_move
from portal.seed.plan import ways

pytestmark = pytest.mark.django_db
MADE = 40
FIELDS = ("reference", "language", "status", "answers", "posted", "contact_email", "submitted_at", "assignee", "due_on")


def seed(number: int = MADE, seed: int = 7) -> list[Application]:
    before = set(Application.objects.values_list("pk", flat=True))
    call_command("seed_applications", number=number, seed=seed, verbosity=0)
    made = Application.objects.exclude(pk__in=before).order_by("pk")
    return list(made.select_related("call", "version", "beneficiary", "text").prefetch_related("status_changes"))


def facts(applications: list[Application]) -> list[Any]:
    return [
        [
            *(getattr(one, name) for name in FIELDS),
            one.text.words,
            [(c.to_status, c.at) for c in one.status_changes.all()],
        ]
        for one in applications
    ]


@pytest.mark.usefixtures("demo")
def test_the_same_seed_makes_the_same_applications() -> None:
    first: list[Any] = []
    with transaction.atomic():
        first = facts(seed())
        with pytest.raises(CommandError, match="another --seed"):
            seed()
        assert len(seed(seed=8)) == MADE
        transaction.set_rollback(True)
    assert facts(seed()) == first
    assert len(first) == MADE


@pytest.mark.usefixtures("demo")
def test_they_are_what_applicants_would_have_sent() -> None:
    """Each form takes what was typed, which comes to the answers that are stored and found by."""
    made = seed(60)
    for one in made:
        filling = Filling(one.version.form(one.language), one.posted)
        form = filling.checked()
        files = {key for key, spec in filling.specs.items() if spec["kind"] == "files"}
        assert not set(form.errors) - files, (one.call, form.errors)
        given = {key: form.cleaned_data[key] for key in one.answers if key in form.cleaned_data}
        assert set(given) == set(one.answers) - {key for key in files if one.answers.get(key)}
        who = {"language": one.language, "name": one.contact_name, "email": one.contact_email}
        index = index_of(version=one.version, answers=one.answers, **who)
        assert set(one.text.words.split()) >= set(index.words)
        assert one.promoted.count() == len(index.promoted)
        assert one.beneficiary
        key, _name = key_of(version=one.version, answers=one.answers, **who) or ("", "")
        assert one.beneficiary.key == key
        assert one.contact_email.endswith(("@example.org", "@example.net"))
        assert is_reference(one.reference)
    assert PromotedAnswer.objects.filter(application__in=made).exists()
    assert {one.language for one in made} == {"fr", "en"}


@pytest.mark.usefixtures("demo")
def test_they_went_where_dossiers_of_their_kind_go() -> None:
    made = seed(200)
    statuses: dict[str, set[str]] = defaultdict(set)
    for one in made:
        statuses[one.call.kind].add(one.status)
        changes = list(one.status_changes.all())
        assert changes[0].from_status == ""
        for before, change in pairwise(changes):
            assert change.from_status == before.to_status
            assert any(may_move(one.call.kind, change.from_status, change.to_status, trigger) for trigger in Trigger)
        assert (changes[-1].to_status, changes[-1].at) == (one.status, one.status_since)
        assert one.due_on is None or one.status in ACTIVE
        if one.status == Status.WAITING_APPLICANT:
            assert one.corrections.open().count() == 1
    assert StatusChange.objects.filter(application__in=made, to_status=Status.IN_REVIEW, by__isnull=False).exists()
    assert Decision.objects.filter(application__in=made, released_at=None).count() == 0
    assert any(reviewers(one) for one in made)
    for kind, seen in statuses.items():
        assert seen >= set(ways(kind))
    for call in Call.objects.filter(capacity__isnull=False):
        assert capacity_of(call, max(one.submitted_at for one in made)).taken <= (call.capacity or 0)


def test_only_a_demonstration_is_filled(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_applications", verbosity=0)
    with pytest.raises(CommandError, match="No form is published"):
        call_command("seed_applications", force=True, verbosity=0)
