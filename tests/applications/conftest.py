"""What the tests of forms and dossiers share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation

from applications.forms.page import FormPage
from applications.models import Application, Call, Draft
from applications.models.attachments import FOLDER, private_storage
from tests.applications import session_calls
from tests.applications.dossier_desk import Desk
from tests.applications.public.sending import takes_files
from tests.applications.session_calls import Office


@pytest.fixture
def office(kept_desk: Desk) -> Desk:
    return kept_desk


@pytest.fixture
def at_work(db: None) -> Office:
    """The office of the function by which a test is kept."""
    return session_calls.kept_office()


@pytest.fixture
def call(db: None) -> Call:
    return Call.objects.create(code="pic")


@pytest.fixture
def own_storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Private files go to a folder of the test's own."""
    monkeypatch.setitem(vars(private_storage()), "location", str(tmp_path))
    (tmp_path / FOLDER).mkdir()
    return tmp_path


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def form_without_files(committed_demo: None) -> Iterator[FormPage]:
    """A form of the demo that takes no files, with all that a test writes taken away afterwards."""
    pages = FormPage.objects.live().select_related("call").order_by("path")
    page = next(page for page in pages if not takes_files(page))
    call, before = page.call, set(Application.objects.values_list("pk", flat=True))
    capacity = (call.capacity, call.capacity_period, call.has_waiting_list)
    yield page
    connections.close_all()
    Draft.objects.filter(call=call).delete()
    Application.objects.filter(call=call).exclude(pk__in=before).delete()
    call.capacity, call.capacity_period, call.has_waiting_list = capacity
    call.save()
