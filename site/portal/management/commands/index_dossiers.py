from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.search_index import index_answers
from applications.dossiers.transitions import locked
from applications.models import Application


class Command(BaseCommand):
    help = "Write what dossiers are found, filtered and grouped by, where it is missing; with --all, for each of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Those that have it already, too.")

    def handle(self, *args: Any, **options: Any) -> None:
        dossiers = Application.objects.filter(anonymised_at=None).order_by("pk")
        keys = list((dossiers if options["all"] else dossiers.filter(text=None)).values_list("pk", flat=True))
        for key in keys:
            with locked(key) as application:
                index_answers(application)
                if application.beneficiary_id is None:
                    name_beneficiary(application)
        if options["verbosity"]:
            self.stdout.write(f"{len(keys)} dossiers.")


def name_beneficiary(application: Application) -> None:
    application.beneficiary = beneficiary_for(
        version=application.version,
        language=application.language,
        answers=application.answers,
        name=application.contact_name,
        email=application.contact_email,
    )
    application.save(update_fields=["beneficiary"])
