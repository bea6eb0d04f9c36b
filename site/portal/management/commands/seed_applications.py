from argparse import ArgumentParser
from datetime import date
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.seed.fillings import UnansweredFormError
from portal.seed.write import NoFormError, SeededAlreadyError, Seeder, midnight


class Command(BaseCommand):
    help = (
        "Make applications up, of every published form and in every status, to try the queues with. "
        "The same seed and day give the same ones. Needs DEMO=1, or --force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--number", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=date.fromisoformat, help="The day that the last one comes before: today.")
        parser.add_argument("--force", action="store_true", help="Even where this is no demonstration.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG or options["force"]):
            raise CommandError("Made-up applications would stand beside real ones: set DEMO=1, or use --force.")
        if options["number"] < 1:
            raise CommandError("--number must be at least 1.")
        began = perf_counter()
        until = midnight(options["until"] or timezone.localdate())
        try:
            written = Seeder(options["number"], options["seed"], until).write(
                self.tell if options["verbosity"] > 1 else lambda _count: None
            )
        except NoFormError as error:
            raise CommandError("No form is published: load the demo first.") from error
        except SeededAlreadyError as error:
            raise CommandError("These are there already: choose another --seed.") from error
        except UnansweredFormError as error:
            raise CommandError(f"A form takes none of the made-up answers: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"{written} applications, {perf_counter() - began:.1f} s.")

    def tell(self, count: int) -> None:
        self.stdout.write(f"{count} …")
