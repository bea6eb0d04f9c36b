"""What must be true before the portal can serve: static files gathered, tables up to date, a demo in an empty one."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.models import HomePage


def static_state() -> str:
    """Changes when any static file does: by name, size and time, without reading a file."""
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            facts = Path(storage.path(name)).stat()
            prefix = getattr(storage, "prefix", None) or ""
            state.update(f"{prefix}/{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


class Command(BaseCommand):
    help = "Gather static files, migrate and, under DEMO=1, fill an empty site. Quick when nothing changed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.gather_static_files()
        self.stdout.write("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO and not HomePage.objects.exists():
            self.stdout.write("Loading the demonstration …")
            call_command("load_demo")

    def gather_static_files(self) -> None:
        stamp = settings.VAR_DIR / "static.stamp"
        state = static_state()
        if stamp.exists() and stamp.read_text() == state:
            return
        self.stdout.write("Gathering static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)
