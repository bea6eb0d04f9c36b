#!/usr/bin/env python3
"""The agenda with very many events: server time, queries and weight of its pages, and the memory that they take.

It has a database of its own, `var/bench-agenda.sqlite3` or BENCH_AGENDA_DATABASE_URL, with the demonstration and
BENCH_EVENTS (2,000) made-up events below the French agenda; they are made once and kept.
"""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "bin")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
os.environ["DEMO"] = "1"
own = os.environ.get("BENCH_AGENDA_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'bench-agenda.sqlite3'}"
os.environ["DATABASE_URL"] = own
NUMBER = int(os.environ.get("BENCH_EVENTS") or 2_000)
ROUNDS = 30


def prepare() -> Any:
    """The tables, the demonstration, and as many events as are missing. Returns the agenda."""
    from django.core.management import call_command

    from events.models import EventPage, EventsPage
    from tests.many_events import many_events

    call_command("prepare")
    index = EventsPage.objects.live().get(locale__language_code="fr")
    events = EventPage.objects.live().child_of(index)
    model = events.order_by("path").first()
    missing = NUMBER - events.count()
    if model and missing > 0:
        print(f"Making {missing} events …", flush=True)
        many_events(index, model, missing)
    return index


def pages(index: Any) -> dict[str, str]:
    """The list as it opens, far down, and narrowed; the table of a month; the archive and a year of it."""
    from django.utils import timezone

    from events.models import EventPage
    from home.models import Audience

    agenda, today = index.get_url(), timezone.localdate()
    organiser = EventPage.objects.child_of(index).filter(organiser__isnull=False).first().organiser.translation_key
    audience = Audience.objects.filter(locale=index.locale_id).order_by("pk").values_list("slug", flat=True).first()
    return {
        "to come": agenda,
        "page 40": f"{agenda}?page=40",
        "filtered": f"{agenda}?organiser={organiser}&audience={audience}&where=online",
        "month": f"{agenda}?view=month&month={today:%Y-%m}",
        "archive": f"{agenda}?past=1",
        "one year": f"{agenda}?year={today.year - 1}",
    }


def main() -> None:
    import django

    django.setup()
    index = prepare()
    from bench import measure, table
    from bench_queue import peak
    from django.db import connection

    from events.models import EventDate, EventPage
    from portal.wsgi import application

    addresses = pages(index)
    before = peak()
    dates = EventDate.objects.filter(page__locale=index.locale_id).count()
    number = EventPage.objects.live().child_of(index).count()
    print(f"\nThe agenda with {number} events of {dates} dates on {connection.vendor}:")
    table((name, measure(application, address, rounds=ROUNDS)) for name, address in addresses.items())
    print(f"{peak() - before:.1f} MB more memory for all of these")


if __name__ == "__main__":
    main()
