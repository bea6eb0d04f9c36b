"""What is due at fixed times. The worker runs this about hourly. Run twice, even at once, it mails nobody twice."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from applications.dossiers.call_closing import tell_of_closed_calls
from applications.dossiers.correction_reminders import send_correction_reminders
from applications.dossiers.overdue import tell_of_overdue
from applications.drafts.attachments import sweep_orphans
from applications.drafts.reminders import send_reminders
from applications.drafts.scans import scan_pending
from applications.mail.keeping import forget_mails
from applications.mail.sending import send_due
from applications.privacy.retention import run as run_retention
from applications.registrations.provisional import release_unconfirmed
from applications.registrations.session_notices import close_past_sessions, remind_of_sessions
from applications.registrations.waiting_list import settle_held_seats
from users.sign_in import forget_sign_ins

FORGET_TASKS_AFTER = timedelta(days=14)

logger = logging.getLogger(__name__)


def forget_tasks() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - FORGET_TASKS_AFTER).delete()


STEPS: dict[str, Callable[[], object]] = {
    "publishing": lambda: call_command("publish_scheduled", verbosity=0),
    "retention": lambda: run_retention(timezone.now()),
    "files of nobody": lambda: sweep_orphans(timezone.now()),
    "virus scans": scan_pending,
    "reminders": lambda: send_reminders(timezone.now()),
    "corrections": lambda: send_correction_reminders(timezone.now()),
    "seats to be confirmed": lambda: release_unconfirmed(timezone.now()),
    "offers": lambda: settle_held_seats(timezone.now()),
    "session reminders": lambda: remind_of_sessions(timezone.now()),
    "sessions that are over": lambda: close_past_sessions(timezone.now()),
    "closing": lambda: tell_of_closed_calls(timezone.now()),
    "overdue": lambda: tell_of_overdue(timezone.now()),
    "outbox": send_due,
    "old e-mails": lambda: forget_mails(timezone.now()),
    "finished tasks": forget_tasks,
    "expired sessions": lambda: call_command("clearsessions", verbosity=0),
    "counts of sign-ins": lambda: forget_sign_ins(timezone.now()),
}


class Command(BaseCommand):
    help = "Publish what is due, delete old drafts, remind of others, send e-mails. Exits with 1 if a part failed."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name, step in STEPS.items() if not succeeds(name, step)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")


def succeeds(name: str, step: Callable[[], object]) -> bool:
    """Whether a step came to its end. One that does not keeps none of the others from its work."""
    try:
        step()
    except Exception:
        logger.exception("The scheduled work on %s failed", name)
        return False
    return True
