#!/usr/bin/env python3
"""Server time, requests per second and weight of the demonstration's pages, through the WSGI application itself.

One process and one thread, so the figures are those of one core. `make bench` prepares the demonstration first.
The agenda is measured by `bin/bench_agenda.py` and the queue by `bin/bench_queue.py`, each on a database of its own:
BENCH_EVENTS=0 leaves out the one, BENCH_APPLICATIONS=0 the other.
"""

import gzip
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
ROUNDS = 60
DOCUMENTS = 20
ASSET = re.compile(r'(?:href|src)="(/(?:static|media)/[^"]+)"')


def answer(application: Any, address: str, cookie: str = "") -> tuple[bytes, dict[str, str]]:
    """One GET, with a browser's usual headers."""
    path, _, query = address.partition("?")
    received: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        received.update(headers, status=status)

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    response = application(environ, start_response)
    body = b"".join(response)
    response.close()
    if not received["status"].startswith("200"):
        sys.exit(f"{address}: {received['status']}")
    return body, received


def pages() -> dict[str, str]:
    from applications.forms.page import FormPage
    from events.models import EventPage, EventsPage
    from home.models import ContentPage, HomePage
    from offers.models import MenuPage, OffersPage, ProgramPage

    kinds = (HomePage, OffersPage, ProgramPage, MenuPage, EventsPage, EventPage, ContentPage, FormPage)
    found = {}
    for kind in kinds:
        page = kind.objects.live().filter(locale__language_code="fr").order_by("path").first()
        if page:
            found[kind.__name__] = page.get_url()
    return found | {"search": "/fr/search/?q=quartier"}


def measure(application: Any, address: str, cookie: str = "", rounds: int = ROUNDS) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer(application, address, cookie)
    with CaptureQueriesContext(connection) as queries:
        body, headers = answer(application, address, cookie)
        asked = len(queries)
    times = []
    for _ in range(rounds):
        began = perf_counter()
        answer(application, address, cookie)
        times.append((perf_counter() - began) * 1000)
    median = statistics.median(times)
    slow = statistics.quantiles(times, n=20)[-1]
    weight = len(body) if headers.get("Content-Encoding") == "gzip" else len(gzip.compress(body))
    return f"{1000 / median:8.0f} {median:10.1f} {slow:8.1f} {asked:8} {weight / 1000:9.1f}"


def first_visit(application: Any, address: str) -> str:
    """The page and the files that it names, as a browser without a cache fetches them."""
    body, _ = answer(application, address)
    assets = set(ASSET.findall(gzip.decompress(body).decode()))
    sizes = {link: len(answer(application, link)[0]) for link in assets}
    code = sum(size for link, size in sizes.items() if link.endswith((".css", ".js")))
    total = len(body) + sum(sizes.values())
    return (
        f"{len(sizes) + 1} requests, {total / 1000:.0f} kB compressed, of which style and script {code / 1000:.1f} kB"
    )


def long_form(application: Any, address: str) -> str:
    """A step of a form of 150 questions with 100 conditions, all answered. What it needs is rolled back."""
    from django.core.signals import request_finished, request_started
    from django.core.signing import get_cookie_signer
    from django.db import close_old_connections, transaction
    from django.utils import timezone

    from applications.drafts.browser_cookie import COOKIE, SALT
    from applications.forms.page import FormPage
    from applications.models import Draft, FormVersion
    from tests.long_form import long_answers
    from tests.long_form import long_form as content

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # each request would close the connection, transaction and all
    with transaction.atomic():
        page = next(page for page in FormPage.objects.live() if page.get_url() == address)
        facts = {"call": page.call, "form_key": page.translation_key}
        version = FormVersion.objects.create(content={"fr": content(), "en": content()}, content_hash="bench", **facts)
        now = timezone.now()
        draft = Draft.objects.create(version=version, language="fr", data=long_answers(), expires_at=now, **facts)
        cookie = get_cookie_signer(salt=COOKIE + SALT).sign(draft.pk.hex)
        figures = measure(application, f"{address}step/5/", f"{COOKIE}={cookie}")
        transaction.set_rollback(True)
    return figures


def step_posts(rounds: int = 10) -> tuple[float, int]:
    """CPU in ms of posting one step of the demonstration's longest form, all answered, and the most queries of one.

    The figure is the mean of all steps, each posted with “continue”, in the best of the rounds: what else runs on the
    machine is no part of it. All that is written is rolled back.
    """
    from datetime import date, timedelta
    from time import process_time

    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings
    from django.utils import timezone

    from applications.drafts.browser_cookie import sealed
    from applications.drafts.filling import Filling, belongs_to
    from applications.forms.page import FormPage
    from applications.models import Draft, FormVersion
    from portal.seed.fillings import filled

    with transaction.atomic(), override_settings(RATE_LIMITS={}):
        live = FormPage.objects.live().filter(locale__language_code="fr").select_related("call")
        found = [(page, FormVersion.objects.in_force(page.translation_key)) for page in live]
        versions = [(page, version) for page, version in found if version]
        page, version = max(versions, key=lambda pair: len(str(pair[1].content)))
        data = filled(version, "fr", "bench", date(2027, 3, 1)).data
        until = timezone.now() + timedelta(days=1)
        facts = {"call": page.call, "form_key": page.translation_key, "version": version, "language": "fr"}
        draft = Draft.objects.create(data=data, expires_at=until, **facts)
        seal, client = sealed(draft.pk, page.translation_key), Client(HTTP_HOST="localhost")
        posts = []
        for step in Filling(version.form("fr"), data).steps:
            keys = [spec["key"] for spec in step.specs]
            typed = {name: values for name, values in data.items() if any(belongs_to(name, key) for key in keys)}
            hidden = {"draft": seal, "step": step.key, "asked": keys, "go": "next"}
            posts.append((f"{page.get_url()}step/{step.number}/", typed | hidden))
        asked = []
        for address, body in posts:
            posted = client.post(address, body, secure=True)
            if posted.status_code != 303:
                sys.exit(f"{address}, posted: {posted.status_code}")
            with CaptureQueriesContext(connection) as queries:
                client.post(address, body, secure=True)
            asked.append(len(queries))
        times = []
        for _ in range(rounds):
            began = process_time()
            for address, body in posts:
                client.post(address, body, secure=True)
            times.append((process_time() - began) * 1000 / len(posts))
        transaction.set_rollback(True)
    return min(times), max(asked)


def documents() -> str:
    """The longest application as PDF, made again and again: how long one takes, and what all leave in this process."""
    from applications.dossiers.copies import copy_of
    from applications.models import Application
    from home.documents import make_pdf

    every = Application.objects.select_related("call", "version", "beneficiary")
    longest = max(every, key=lambda one: len(str(one.answers)), default=None)
    if longest is None:
        return "none, for want of applications"
    make_pdf(copy_of(longest, "fr"))
    before, times = megabytes(), []
    for _ in range(DOCUMENTS):
        began = perf_counter()
        make_pdf(copy_of(longest, "fr"))
        times.append((perf_counter() - began) * 1000)
    grown = f"{megabytes() - before:+.1f} MB to {megabytes():.0f} MB" if before else "memory unknown"
    return f"{statistics.median(times):.0f} ms for one; {DOCUMENTS} in a row: {grown}"


def megabytes() -> float:
    """What this process has in memory; 0 where no Linux says so."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status.read_text(), re.MULTILINE) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def table(rows: Iterable[tuple[str, str]]) -> None:
    print(f"{'page':14}{'req/s':>8} {'median ms':>10} {'p95 ms':>8} {'queries':>8} {'gzip kB':>9}")
    for name, figures in rows:
        print(f"{name:14}{figures}", flush=True)


def main() -> None:
    from portal.wsgi import application

    addresses = pages()
    table((name, measure(application, address)) for name, address in addresses.items())
    print(f"{'long form':14}{long_form(application, addresses['FormPage'])}")
    cpu, queries = step_posts()
    print(f"{'step, posted':14}{1000 / cpu:8.0f} {cpu:10.1f} {'':8} {queries:8}")
    print(f"\nDocuments: {documents()}.", flush=True)
    print(f"First visit to the home page: {first_visit(application, addresses['HomePage'])}.", flush=True)
    for name, switch in (("bench_agenda", "BENCH_EVENTS"), ("bench_queue", "BENCH_APPLICATIONS")):
        if os.environ.get(switch) != "0":
            code = subprocess.call([sys.executable, str(ROOT / "bin" / f"{name}.py")])
            if code:
                sys.exit(code)


if __name__ == "__main__":
    main()
