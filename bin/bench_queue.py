#!/usr/bin/env python3
"""The queue with very many applications: server time and queries of its pages, speed and memory of its export.

It has a database of its own, `var/bench.sqlite3` or BENCH_DATABASE_URL, with the demonstration and BENCH_APPLICATIONS
(100,000) made-up applications; they are made once and kept. `bench_queue.py export KIND QUERY` is what it calls itself
with: memory is told of a fresh process.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "bin")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
os.environ["DEMO"] = "1"
os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'bench.sqlite3'}"
NUMBER = int(os.environ.get("BENCH_APPLICATIONS") or 100_000)
ROUNDS = 15
QUEUE = "/admin/applications/"


def prepare() -> None:
    """Static files, the tables, the demonstration, and as many applications as are missing."""
    from django.core.management import call_command

    from applications.models import Application

    call_command("prepare")
    present = Application.objects.count()
    if present < NUMBER:
        print(f"Making {NUMBER - present} applications …", flush=True)
        call_command("seed_applications", number=NUMBER - present, seed=present + 1)


def cookie_of(name: str) -> str:
    """The session of one of the demonstration's accounts."""
    from django.conf import settings
    from django.test import Client

    from users.models import User

    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def pages() -> dict[str, str]:
    """The queue as it opens, narrowed, searched, and far down; what is searched for is in many dossiers, or in few."""
    from applications.models import Application, Call

    call = Call.objects.get(code="micro-project")
    version = call.versions.latest()
    specs = [spec for step in version.form("fr").steps for spec in step["questions"]]
    theme = next(spec for spec in specs if spec["kind"] == "theme")
    filters = f"call={call.pk}&status=in_review&a-{theme['key']}={theme['options'][0]['key']}"
    reference = Application.objects.order_by("pk").values_list("reference", flat=True)[NUMBER // 2]
    return {
        "first page": QUEUE,
        "page 100": f"{QUEUE}?p=100",
        "one call": f"{QUEUE}?call={call.pk}",
        "filtered": f"{QUEUE}?{filters}",
        "common word": f"{QUEUE}?q=jardin",
        "rare word": f"{QUEUE}?q=contact4242",
        "no match": f"{QUEUE}?q=introuvable",
        "reference": f"{QUEUE}?q={reference}",
    }


def export(kind: str, query: str) -> None:
    """Download an export, and say how many rows came how fast, and how much the process has grown meanwhile."""
    import django
    from django.core.handlers.wsgi import WSGIHandler

    django.setup()
    from bench import answer

    application, cookie = WSGIHandler(), cookie_of("admin")
    answer(application, QUEUE, cookie)
    before, began = peak(), perf_counter()
    address = f"{QUEUE}export/?format={kind}&{query}"
    size = download(application, address, cookie)
    seconds = perf_counter() - began
    rows = count(query)
    print(
        f"{kind} {rows:8} rows {rows / seconds:8.0f} rows/s {seconds:7.1f} s {size / 1e6:8.1f} MB"
        f" {peak() - before:8.1f} MB more memory",
        flush=True,
    )


def peak() -> float:
    """The most memory that this process has had, in MB. Where Linux tells it, without what its parent had."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def download(application: Any, address: str, cookie: str) -> int:
    """Fetch an export without keeping it. Returns its size."""
    from django.test import RequestFactory

    size = 0
    environ = RequestFactory().get(address, HTTP_COOKIE=cookie, HTTP_HOST="localhost").environ
    statuses: list[str] = []
    response = application(environ, lambda status, _headers: statuses.append(status))
    for chunk in response:
        size += len(chunk)
    response.close()
    if statuses != ["200 OK"]:
        sys.exit(f"{address}: {statuses}")
    return size


def count(query: str) -> int:
    from django.http import QueryDict

    from applications.staff.queue import filtered
    from users.models import User

    return filtered(User.objects.get(email="admin@example.org"), QueryDict(query)).order_by().count()


def main() -> None:
    import django

    django.setup()
    prepare()
    from bench import measure, table
    from django.db import connection

    from applications.models import Application, Call
    from portal.wsgi import application

    print(f"\nThe queue with {Application.objects.count()} applications on {connection.vendor}:")
    for name in ("moderator", "admin"):
        cookie = cookie_of(name)
        print(f"\n{name}")
        table((page, measure(application, address, cookie, ROUNDS)) for page, address in pages().items())
    print("\nExport")
    grant = f"call={Call.objects.get(code='micro-project').pk}"
    for kind, query in (("csv", grant), ("csv", ""), ("xlsx", grant), ("xlsx", "")):
        subprocess.run([sys.executable, __file__, "export", kind, query], check=True)


if __name__ == "__main__":
    export(*sys.argv[2:]) if sys.argv[1:2] == ["export"] else main()
