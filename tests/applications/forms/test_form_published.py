"""Who hears that a form was published, when, and of what."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from applications.forms import form_published
from applications.forms.page import FormPage
from applications.forms.publishing import PublicationRefusedError
from applications.models import Call, FormVersion

pytestmark = pytest.mark.django_db

Heard = list[tuple[int, set[int], bool]]
"""By which page, with which calls live and in force by then, and whether within a transaction of the publication."""


@pytest.fixture
def other() -> Call:
    return Call.objects.create(code="other")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    found: Heard = []

    def listener(page: FormPage) -> None:
        set_ = FormPage.objects.live().filter(translation_key=page.translation_key)
        version = FormVersion.objects.in_force(page.translation_key)
        assert version
        calls = {*set_.values_list("call_id", flat=True), version.call_id}
        found.append((page.pk, calls, bool(connection.savepoint_ids)))

    monkeypatch.setattr(form_published, "_listeners", [])
    form_published.register(listener)
    form_published.register(listener)
    return found


def draft(page: FormPage, **fields: Any) -> Revision:
    newest = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(newest, name, value)
    revision: Revision = newest.save_revision()
    return revision


def test_listeners_are_called_once_all_is_live_and_the_transaction_over(
    pages: dict[str, FormPage], other: Call, heard: Heard
) -> None:
    draft(pages["en"], call=other)
    draft(pages["fr"], call=other).publish()
    assert heard == [(pages["fr"].pk, {other.pk}, False)]


def test_nobody_hears_of_a_form_that_is_refused(pages: dict[str, FormPage], other: Call, heard: Heard) -> None:
    with pytest.raises(PublicationRefusedError):
        draft(pages["fr"], call=other).publish()
    assert heard == []


def test_nobody_hears_of_a_form_that_is_for_later(pages: dict[str, FormPage], heard: Heard) -> None:
    draft(pages["en"], go_live_at=timezone.now() + timedelta(days=1))
    draft(pages["fr"]).publish()
    assert heard == []
