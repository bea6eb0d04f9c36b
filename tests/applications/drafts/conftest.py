"""What the tests of drafts and their files share."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from applications.models import Draft, FormVersion
from tests.applications.attaching import new_draft, new_version


@pytest.fixture
def version(db: None) -> FormVersion:
    return new_version()


@pytest.fixture
def draft(version: FormVersion) -> Draft:
    return new_draft(version)


@pytest.fixture
def commits(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> DjangoCaptureOnCommitCallbacks:
    return django_capture_on_commit_callbacks
