"""Deletes what was kept long enough, as the calls say. Part of ``scheduled``; daily is enough."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from applications.privacy.retention import due, run


class Command(BaseCommand):
    help = "Anonymise and delete what was kept long enough. --dry-run only says how many of each call."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what is due, and change nothing.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        found = due(now) if dry_run else run(now)
        for one in found:
            self.stdout.write(f"{one.call.code}\t{one.clock}\t{one.count}")
        self.stdout.write(f"{'Due' if dry_run else 'Done'}: {sum(one.count for one in found)}")
