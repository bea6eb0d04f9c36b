"""Fixtures of the tests about registrations."""

import pytest

from tests.applications.session_calls import Office


@pytest.fixture
def desk(kept_office: Office) -> Office:
    """An event with one session that people register for, and those who handle it."""
    return kept_office
