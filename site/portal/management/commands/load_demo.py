from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo.accounts import RealAccountError
from portal.demo.load import OtherSiteError, load_demo
from portal.demo.queue.load import load_queue


class Command(BaseCommand):
    help = "Load the demonstration, or put it back as it was. Applications and other pages stay. Needs DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-queue", action="store_true", help="Leave out the dossiers that fill the queue.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo makes accounts with a public password: it is only loaded with DEMO=1.")
        began = perf_counter()
        try:
            demo = load_demo()
            dossiers = 0 if options["no_queue"] else load_queue()
        except (OtherSiteError, RealAccountError) as error:
            raise CommandError(str(error)) from error
        # The worker would get there in a few seconds; whoever searches at once should find something.
        call_command("update_index", verbosity=0)
        if options["verbosity"]:
            took = f"{perf_counter() - began:.1f} s"
            self.stdout.write(f"Demo loaded: {len(demo.pages)} pages in two languages, {dossiers} dossiers, {took}.")
