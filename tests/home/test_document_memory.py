"""What a hundred documents leave in the memory of a web worker: nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application, Call, FormVersion
from tests.applications.kept import LONG, kept, many_files
from tests.web_server import resident_megabytes, serving
from tests.workers import database_url

MOST_MEGABYTES = 140
DOSSIERS, EACH = 10, 10
"""So many of each dossier are fewer than a minute allows."""


@pytest.fixture
def dossiers(committed_demo: None) -> Iterator[list[Application]]:
    """Half of them as long as one can be."""
    long = {"what": LONG, "plans": many_files()}
    made = [kept(long if number % 2 else None, reference=f"KEPT-2222-{number:04}") for number in range(DOSSIERS)]
    yield made
    Application.objects.filter(pk__in=[each.pk for each in made]).delete()
    FormVersion.objects.filter(call__code="kept").delete()
    Call.objects.filter(code="kept").delete()


@pytest.mark.soak
@pytest.mark.processes
@pytest.mark.threads
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads what Linux knows of a process")
def test_a_hundred_documents_leave_the_web_worker_as_small_as_it_was(dossiers: list[Application]) -> None:
    with translation.override("fr"):
        names = ("tracking_copy", "tracking_receipt")
        paths = [reverse(names[number % 2], args=[tracking_token(each)]) for number in range(EACH) for each in dossiers]
    with serving(database_url(), SECRET_KEY=settings.SECRET_KEY) as served:
        [worker] = served.workers()
        before = resident_megabytes(worker)
        with ThreadPoolExecutor(3) as visitors:
            sizes = list(visitors.map(lambda path: _downloaded(f"http://127.0.0.1:{served.port}{path}"), paths))
        after = resident_megabytes(worker)
        assert served.workers() == [worker], "it was the same all the time"
    assert len(sizes) == DOSSIERS * EACH
    assert 0 < after <= MOST_MEGABYTES, f"{before:.0f} MB before, {after:.0f} MB at the most"


def _downloaded(address: str) -> int:
    with urlopen(address, timeout=120) as answer:
        content: bytes = answer.read()
    assert content.startswith(b"%PDF")
    return len(content)
