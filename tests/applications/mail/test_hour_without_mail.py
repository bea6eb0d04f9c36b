"""An hour during which no mail server answers: nothing is lost or mailed twice, seats are kept, and staff are told."""

import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.mail.sending import send_due
from applications.models import Application, Call, OutgoingEmail
from applications.registrations.provisional import release_unconfirmed
from applications.statuses import Status
from tests.applications.registering import workshop
from tests.applications.session_calls import seated
from tests.applications.submitting import send
from tests.builders import Portal
from tests.smtp import mail_server
from users.models import User

pytestmark = pytest.mark.django_db

MINUTES = 60
BLOCK = seated(seats=30)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moved by the test; it shows the true time until then."""
    began, passed = timezone.now(), [timedelta(0)]
    monkeypatch.setattr(timezone, "now", lambda: began + passed[0])

    def move(minutes: int) -> datetime:
        passed[0] += timedelta(minutes=minutes)
        return timezone.now()

    return move


def home_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    ("minutes", "at_once"), [pytest.param(12, 1, id="sample"), pytest.param(1, 8, id="long", marks=pytest.mark.soak)]
)
def test_all_leaves_once_when_it_is_over(clock: Any, settings: Any, minutes: int, at_once: int) -> None:
    place = workshop(Portal(), BLOCK)
    root = User.objects.create_superuser("root@example.org", first_name="R", last_name="T")
    seats = [place.send(place.draft(BLOCK, number), is_confirmed=False) for number in range(2)]
    call = Call.objects.create(code="contact")
    with mail_server() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
        sent = []
        for minute in range(0, MINUTES, minutes):
            sent += [send(call, contact_email=f"ada{minute}-{n}@example.org") for n in range(at_once)]
            send_due()
            release_unconfirmed(clock(minutes))
        waiting = OutgoingEmail.objects.exclude(status="sent")
        assert waiting.count() == OutgoingEmail.objects.count() == len(sent) + len(seats)
        assert not OutgoingEmail.objects.filter(status="failed").exists()
        assert f"<b>{len(sent) + len(seats)}</b>" in home_of(root), "staff see how many wait"
        settings.EMAIL_PORT = mailbox.port
        for _ in range(6):
            clock(60)
            send_due()
        assert not waiting.exists()
        arrived = Counter(mailbox.ids)
    assert arrived == Counter(email.message_id_header for email in OutgoingEmail.objects.all())
    assert Application.objects.filter(pk__in=[one.pk for one in seats], status=Status.ACCEPTED).count() == len(seats)
    sys.stderr.write(f"{len(sent)} sent within an hour: {sum(arrived.values())} mails, each once\n")
