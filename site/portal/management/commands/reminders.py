"""Writes the reminders whose day has come. Part of ``scheduled``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.dossiers.correction_reminders import send_correction_reminders
from applications.dossiers.overdue import tell_of_overdue
from applications.drafts.reminders import send_reminders


class Command(BaseCommand):
    help = "Remind applicants of drafts and corrections, and staff of what is overdue. Nobody is reminded twice."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        drafts, corrections, overdue = send_reminders(now), send_correction_reminders(now), tell_of_overdue(now)
        self.stdout.write(f"Drafts: {drafts}, corrections: {corrections}, overdue dossiers: {overdue}")
