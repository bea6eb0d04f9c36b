from typing import Any

from django.core.management.base import BaseCommand

from users.roles import setup_roles


class Command(BaseCommand):
    help = "Make the staff's roles and give each what it may do. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        setup_roles()
