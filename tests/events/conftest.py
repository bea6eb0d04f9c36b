"""What the tests of the agenda share."""

import pytest

from tests.builders import Portal
from tests.events.agendas import NOW, set_now


@pytest.fixture
def busy_portal(monkeypatch: pytest.MonkeyPatch, db: None) -> Portal:
    """A portal with a busy agenda, at the moment for which it was made."""
    set_now(monkeypatch, NOW)
    return Portal()
