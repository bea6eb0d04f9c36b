"""What the tests of the forms' editor share."""

import pytest
from django.test import Client

from tests.builders import staff


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(staff("admin@example.org", is_superuser=True, is_staff=True))
    return client
