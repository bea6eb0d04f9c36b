"""Fixtures of the tests about registrations."""

import pytest

from tests.applications.session_calls import Office, office
from tests.builders import Portal


@pytest.fixture
def desk(portal: Portal) -> Office:
    """An event with one session that people register for, and those who handle it."""
    return office(portal)
