"""Files sent at the same time: no more are kept than the question takes, and none is left without a row."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from applications.drafts.attachments import delete_drafts
from applications.models import Attachment, Draft
from applications.models.attachments import private_storage
from applications.uploads.refusals import RefusedFile
from tests.applications import sample_files as samples
from tests.applications.attaching import PHOTOS, attach, new_draft, new_version, spec, stored_files
from tests.builders import moderators

pytestmark = pytest.mark.threads

PEOPLE = 12


@pytest.fixture
def draft(committed_demo: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Draft]:
    monkeypatch.setitem(vars(private_storage()), "location", str(tmp_path))
    version = new_version()
    yield new_draft(version)
    delete_drafts(Draft.objects.filter(version=version))
    version.delete()
    version.call.delete()
    moderators().delete()


def send(draft: Draft, number: int) -> str:
    data = samples.picture("PNG", (50 + number, 40))
    try:
        return attach(Draft.objects.get(pk=draft.pk), f"{number}.png", data, spec(PHOTOS, 3)).name
    except RefusedFile as refusal:
        return str(refusal.code)
    finally:
        connection.close()


def test_many_files_at_once(draft: Draft) -> None:
    with ThreadPoolExecutor(PEOPLE) as threads:
        results = list(threads.map(send, [draft] * PEOPLE, range(PEOPLE)))
    assert results.count("count") == PEOPLE - 3
    assert Attachment.objects.filter(draft=draft).count() == len(stored_files()) == 3


def test_one_file_sent_many_times_is_kept_once(draft: Draft) -> None:
    with ThreadPoolExecutor(PEOPLE) as threads:
        results = list(threads.map(send, [draft] * PEOPLE, [0] * PEOPLE))
    assert results == ["0.png"] * PEOPLE
    assert Attachment.objects.filter(draft=draft).count() == len(stored_files()) == 1
