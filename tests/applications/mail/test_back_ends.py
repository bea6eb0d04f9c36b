"""No mail is marked as sent that nobody gets."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from applications.mail.sending import send_due
from tests.applications.mail.outboxes import application, queue

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["console", "filebased", "locmem", "dummy"])
def kept(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{request.param}.EmailBackend"
    settings.DEMO = settings.DEVELOPMENT = False


def test_a_server_sends_nothing_that_would_be_kept(kept: None) -> None:
    email = queue(application())[0]
    with pytest.raises(ImproperlyConfigured, match="sends no e-mail"):
        send_due()
    email.refresh_from_db()
    assert (email.status, email.attempts) == ("queued", 0)


def test_the_scheduled_work_says_so_and_does_the_rest(kept: None) -> None:
    email = queue(application())[0]
    with pytest.raises(CommandError, match="outbox"):
        call_command("scheduled")
    email.refresh_from_db()
    assert email.status == "queued"


@pytest.mark.parametrize("setting", ["DEMO", "DEVELOPMENT"])
def test_a_demonstration_and_a_writer_keep_theirs(settings: Any, setting: str) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO = settings.DEVELOPMENT = False
    setattr(settings, setting, True)
    queue(application())
    assert send_due() == 1
