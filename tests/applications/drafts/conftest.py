"""What the tests of drafts and their files share."""

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from applications.forms.page import FormPage
from applications.models import Call, Draft, FormVersion
from tests.applications.attaching import new_draft, new_version
from tests.applications.drafts.asking_files import with_files
from tests.builders import Portal


@pytest.fixture
def version(db: None) -> FormVersion:
    return new_version()


@pytest.fixture
def page(portal: Portal, own_storage: Path) -> FormPage:
    """A form with a question for files."""
    steps = {code: with_files(code) for code in ("fr", "en")}
    return portal.forms(Call.objects.create(code="files"), steps=steps)["en"]


@pytest.fixture
def draft(version: FormVersion) -> Draft:
    return new_draft(version)


@pytest.fixture
def commits(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> DjangoCaptureOnCommitCallbacks:
    return django_capture_on_commit_callbacks
