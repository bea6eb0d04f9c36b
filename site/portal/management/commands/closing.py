"""Tells moderators of calls that have closed. Part of ``scheduled``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.dossiers.call_closing import tell_of_closed_calls


class Command(BaseCommand):
    help = "Write to the moderators of the calls that closed within the last week. Nobody is told twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Mails: {tell_of_closed_calls(timezone.now())}")
