"""Web processes and the worker are killed at random while applications are sent and decisions told: nothing is lost.

The real servers, as processes of their own on the tests' database; what is written is deleted again.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from applications.drafts.browser_cookie import sealed
from applications.forms.page import FormPage
from applications.models import Application, Decision, Draft, OutgoingEmail, StatusChange
from applications.statuses import Status
from tests.applications.mail.outboxes import lose_the_lease
from tests.applications.public.sending import draft_of
from tests.smtp import Mailbox, mail_server
from tests.workers import ROOT, database_url, start_worker, wait_for
from users.models import User

pytestmark = [pytest.mark.processes, pytest.mark.threads]

# How many are sent and decided, and how many web processes are killed at least. A decision is kept, then released: 50
# writes in the tests, 500 in the long proof.
SAMPLE = (26, 12, 1)
LONG = pytest.param(260, 120, 5, marks=pytest.mark.soak)
AT_ONCE = 6
CSRF = "k" * 32
GIVE_UP_AFTER = 90


@pytest.fixture
def page(committed_demo: None) -> Iterator[FormPage]:
    page = FormPage.objects.live().select_related("call").get(call__code="pic-coaching", locale__language_code="fr")
    before = set(Application.objects.values_list("pk", flat=True))
    yield page
    connections.close_all()
    Draft.objects.filter(call=page.call).delete()
    Application.objects.filter(call=page.call).exclude(pk__in=before).delete()


def draft_by(page: FormPage, number: int) -> Draft:
    """Of somebody with a mailbox of their own: only so many letters leave to one within an hour."""
    draft = draft_of(page)
    draft.data = {
        key: [f"ada{number}@example.org"] if values == ["ada0@example.org"] else values
        for key, values in draft.data.items()
    }
    draft.save(update_fields=["data"])
    return draft


class Web:
    """gunicorn with two processes. One that is killed is replaced at once; what it was doing is cut off."""

    def __init__(self, mailbox: Mailbox) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "DEMO": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "tests.server_settings",
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
        }
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--log-level", "critical"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    def children(self) -> list[int]:
        """The keys of its processes."""
        with suppress(FileNotFoundError):
            return [
                int(pid)
                for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            ]
        return []

    def post(self, path: str, fields: dict[str, Any], cookies: dict[str, str]) -> tuple[int, str]:
        """The status, and where it leads. Posted again, the same, until somebody answers: so would a person."""
        body = urlencode(fields | {"csrfmiddlewaretoken": CSRF})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in (cookies | {"csrftoken": CSRF}).items()),
        }
        end = time.monotonic() + GIVE_UP_AFTER
        while time.monotonic() < end:
            with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as web:
                web.request("POST", path, body, headers)
                with web.getresponse() as answer:
                    answer.read()
                    if answer.status < 500:  # otherwise nothing was promised: a database that was just cut off
                        return answer.status, answer.headers.get("Location", "")
            time.sleep(0.05)
        raise AssertionError(f"nobody answered {path}")


def kill_at_random(web: Web, workers: list[Any], port: int, stop: Event, kills: Counter[str]) -> None:
    dice = random.Random(11)
    while not stop.wait(dice.uniform(0.3, 0.9)):
        if pids := web.children():
            with suppress(ProcessLookupError):
                os.kill(dice.choice(pids), signal.SIGKILL)
                kills["web"] += 1
        if dice.random() < 0.2 or not kills["worker"]:
            workers[-1].kill()
            workers[-1].wait()
            kills["worker"] += 1
            workers.append(start_worker(port))


@pytest.fixture
def shop(page: FormPage) -> Iterator[tuple[Web, Mailbox, Callable[[], Counter[str]]]]:
    """Everything running, and somebody who kills it until asked to stop."""
    with mail_server() as mailbox:
        web, workers, stop, kills = Web(mailbox), [start_worker(mailbox.port)], Event(), Counter[str]()
        wait_for(lambda: len(web.children()) == 2)
        killer = Thread(target=kill_at_random, args=(web, workers, mailbox.port, stop, kills))
        killer.start()

        def peace() -> Counter[str]:
            stop.set()
            killer.join()
            return kills

        try:
            yield web, mailbox, peace
        finally:
            peace()
            for process in (web.process, workers[-1]):
                process.terminate()
            for process in (web.process, workers[-1]):
                process.wait(30)


@pytest.mark.parametrize(("submissions", "decided", "killed"), [SAMPLE, LONG], ids=["sample", "long"])
def test_what_was_acknowledged_is_there_and_every_mail_leaves_under_one_id(
    page: FormPage, shop: Any, submissions: int, decided: int, killed: int
) -> None:
    web, mailbox, peace = shop
    drafts = [draft_by(page, number) for number in range(submissions)]
    check = page.get_url() + "check/"
    moderator = Client()
    moderator.force_login(User.objects.get(email="admin@example.org"))
    session = {"sessionid": moderator.cookies["sessionid"].value}

    def send(draft: Draft) -> str:
        fields = {"draft": sealed(draft.pk, draft.form_key), "submit_token": str(uuid.uuid4())}
        status, location = web.post(check, fields, {})
        assert (status, "/received/" in location) == (303, True), f"{status} {location}"
        return location

    def decide(application: Application) -> None:
        path = reverse("applications:decide", args=(application.pk,))
        verdict = {"verdict": "accepted" if application.pk % 2 else "declined", "reason": "Parce que.", "amount": ""}
        web.post(path, verdict | {"seen": Status.IN_REVIEW}, session)
        web.post(reverse("applications:release", args=(application.pk,)), {}, session)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        acknowledged = list(pool.map(send, drafts))
        sent = Application.objects.filter(draft__in=[draft.pk for draft in drafts])
        to_decide = list(sent.order_by("pk")[:decided])
        sent.filter(pk__in=[one.pk for one in to_decide]).update(status=Status.IN_REVIEW)
        list(pool.map(decide, to_decide))
    kills = peace()
    assert kills["web"] >= killed
    assert kills["worker"] >= 1

    assert len(set(acknowledged)) == sent.count() == submissions
    assert StatusChange.objects.filter(application__in=sent, from_status="").count() == submissions
    decisions = Decision.objects.filter(application__in=to_decide)
    assert decisions.count() == decisions.exclude(released_at=None).count() == decided
    assert set(decisions.values_list("application", "verdict")) == set(
        Application.objects.filter(pk__in=[one.pk for one in to_decide]).values_list("pk", "status")
    )
    expected = {f"receipt:{pk}" for pk in sent.values_list("pk", flat=True)}
    expected |= {f"decision:{pk}" for pk in decisions.values_list("pk", flat=True)}
    mails = OutgoingEmail.objects.filter(application__in=sent).exclude(occasion="staff_notice")
    assert sorted(mails.values_list("key", flat=True)) == sorted(expected)

    lose_the_lease()
    wait_for(lambda: not mails.exclude(status="sent").exists())
    arrived = Counter(mailbox.ids)
    for mail in mails:
        assert arrived[mail.message_id_header] >= 1, f"{mail.key} never arrived"
        assert arrived[mail.message_id_header] == 1 or mail.is_uncertain, f"{mail.key} came twice, unmarked"
