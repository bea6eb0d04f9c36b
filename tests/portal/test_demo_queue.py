"""The dossiers of the demonstration: believable, in every status, and made once."""

import itertools
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.dossiers.answers import dossier_steps
from applications.dossiers.capacity import capacity_of
from applications.kinds import CallKind
from applications.models import Application, CorrectionRequest, Decision, Message, Note, OutgoingEmail
from applications.statuses import Status, Trigger, may_move
from portal.demo.queue.load import STORIES
from portal.demo.queue.registrations import PEOPLE

pytestmark = pytest.mark.django_db


def test_there_is_something_on_every_screen(demo_queue: None) -> None:
    dossiers = Application.objects.select_related("call", "version")
    statuses = Counter(dossiers.values_list("status", flat=True))
    assert set(statuses) == set(Status.values)
    assert 76 <= sum(statuses.values()) <= 91
    assert {one.call.series.code if one.call.series else one.call.code for one in dossiers} == {
        "contact", "topic", "pivo", "pic-coaching", "pic-more-coaching", "engineering", "micro-project", "echanges",
    }  # fmt: skip
    assert min(Counter(dossiers.values_list("language", flat=True)).values()) >= 15
    assert CorrectionRequest.objects.open().count() == statuses[Status.WAITING_APPLICANT]
    assert Decision.objects.unreleased().count() >= 3
    assert Message.objects.unread_by_staff().count() >= 3
    assert Note.objects.count() >= 4
    assert OutgoingEmail.objects.filter(status="failed").count() == 1
    assert not OutgoingEmail.objects.due(timezone.now()).exists()
    assert dossiers.filter(due_on__lt=timezone.localdate()).count() >= 3
    for application in dossiers:
        assert all(
            answer.answer for step in dossier_steps(application, "fr") for answer in step.answers if answer.value
        )


def test_every_history_went_along_the_table(demo_queue: None) -> None:
    for application in Application.objects.select_related("call").prefetch_related("status_changes"):
        changes = list(application.status_changes.all())
        assert changes[0].from_status == ""
        assert changes[-1].to_status == application.status
        for before, change in itertools.pairwise(changes):
            assert change.from_status == before.to_status
            assert before.at < change.at < timezone.now()
            ways = (
                may_move(application.call.kind, change.from_status, change.to_status, trigger) for trigger in Trigger
            )
            assert any(ways), f"{application.call.kind}: {change}"


def test_a_seat_has_become_free_for_who_waits(demo_queue: None) -> None:
    waiting = Application.objects.get(status=Status.WAITING_LIST, call__kind=CallKind.COACHING)
    assert waiting.call.capacity
    assert waiting.call.capacity - capacity_of(waiting.call, timezone.now()).taken >= 1


def test_a_second_load_adds_nothing_and_brings_back_what_is_gone(demo_queue: None) -> None:
    number = sum(len(stories) for stories in STORIES.values()) + len(PEOPLE)
    assert Application.objects.count() == number
    Application.objects.order_by("pk")[0].delete()
    kept = Application.objects.filter(status=Status.READY).first()
    assert kept
    Application.objects.filter(pk=kept.pk).update(contact_name="Somebody else")
    call_command("load_demo", verbosity=0)
    assert Application.objects.count() == number
    kept.refresh_from_db()
    assert kept.contact_name == "Somebody else"
