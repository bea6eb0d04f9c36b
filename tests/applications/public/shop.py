"""The portal as it runs on a server, for proofs that something happens to it: web processes, a worker, a mailbox.

The real servers, as processes of their own on the tests' database. What is posted is posted again until somebody
answers, as a person would; what was acknowledged is then looked for.
"""

import os
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
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

AT_ONCE = 6
CSRF = "k" * 32
GIVE_UP_AFTER = 180
Found = TypeVar("Found")


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

    def __init__(self, mailbox: Mailbox, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "DEMO": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "tests.server_settings",
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            **environment,
        }
        self.refusals = Counter[int]()
        self.answered = 0
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--log-level", "critical"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)

    def children(self) -> list[int]:
        """The keys of its processes."""
        with suppress(FileNotFoundError):
            return [
                int(pid)
                for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            ]
        return []

    def get(self, path: str) -> str:
        """The body, whatever the status; empty while nobody answers."""
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as web:
            web.request("GET", path)
            return web.getresponse().read().decode()
        return ""

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
                        self.answered += 1
                        return answer.status, answer.headers.get("Location", "")
                    self.refusals[answer.status] += 1
            time.sleep(0.05)
        raise AssertionError(f"nobody answered {path}")


@contextmanager
def made_in(page: FormPage) -> Iterator[FormPage]:
    """What is sent with a form in the block is deleted again."""
    before = set(Application.objects.values_list("pk", flat=True))
    yield page
    connections.close_all()
    Draft.objects.filter(call=page.call).delete()
    Application.objects.filter(call=page.call).exclude(pk__in=before).delete()


class Shop:
    """Everything running; ``worker`` is started anew when it ends, as whoever runs a server has it."""

    def __init__(self, mailbox: Mailbox, **environment: str) -> None:
        self.mailbox, self.happened = mailbox, Counter[str]()
        self.web, self.worker = Web(mailbox, **environment), start_worker(mailbox.port, **environment)
        self.environment, self.at_peace = environment, Event()
        self.trouble: Thread | None = None
        wait_for(lambda: len(self.web.children()) == 2)

    def keep_worker(self) -> None:
        if self.worker.poll() is not None:
            self.happened["worker ended"] += 1
            self.worker = start_worker(self.mailbox.port, **self.environment)

    def troubled_by(self, trouble: Callable[["Shop"], None]) -> None:
        """Have somebody do something to it, from a thread of their own, until ``peace``."""
        self.trouble = Thread(target=trouble, args=(self,))
        self.trouble.start()

    def peace(self) -> Counter[str]:
        self.at_peace.set()
        if self.trouble:
            self.trouble.join()
        self.keep_worker()
        return self.happened

    def close(self) -> None:
        self.peace()
        for process in (self.web.process, self.worker):
            process.terminate()
        for process in (self.web.process, self.worker):
            process.wait(30)


@contextmanager
def shop(**environment: str) -> Iterator[Shop]:
    with mail_server() as mailbox:
        running = Shop(mailbox, **environment)
        try:
            yield running
        finally:
            running.close()


def asked(query: Callable[[], Found]) -> Found:
    """What a query of the test finds, once the database answers."""
    end = time.monotonic() + GIVE_UP_AFTER
    while True:
        try:
            return query()
        except (OperationalError, InterfaceError):
            connections.close_all()
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


class Story:
    """Drafts that are sent at once, some of which are then decided, and what must be there in the end."""

    def __init__(self, page: FormPage, submissions: int, decided: int = 0) -> None:
        self.page, self.submissions, self.decided = page, submissions, decided
        self.drafts = [draft_by(page, number) for number in range(submissions)]
        moderator = Client()
        moderator.force_login(User.objects.get(email="admin@example.org"))
        self.session = {"sessionid": moderator.cookies["sessionid"].value}
        self.acknowledged: list[str] = []
        self.to_decide: list[Application] = []

    @property
    def sent(self) -> Any:
        return Application.objects.filter(draft__in=[draft.pk for draft in self.drafts])

    def happens(self, web: Web) -> None:
        check = self.page.get_url() + "check/"

        def send(draft: Draft) -> None:
            fields = {"draft": sealed(draft.pk, draft.form_key), "submit_token": str(uuid.uuid4())}
            status, location = web.post(check, fields, {})
            assert (status, "/received/" in location) == (303, True), f"{status} {location}"
            self.acknowledged.append(location)

        def decide(application: Application) -> None:
            path = reverse("applications:decide", args=(application.pk,))
            verdict = {"verdict": "accepted" if application.pk % 2 else "declined", "reason": "Parce que."}
            web.post(path, verdict | {"amount": "", "seen": Status.IN_REVIEW}, self.session)
            web.post(reverse("applications:release", args=(application.pk,)), {}, self.session)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(send, self.drafts))
            self.to_decide = asked(lambda: list(self.sent.order_by("pk")[: self.decided]))
            keys = [one.pk for one in self.to_decide]
            asked(lambda: self.sent.filter(pk__in=keys).update(status=Status.IN_REVIEW))
            list(pool.map(decide, self.to_decide))

    def is_whole(self, mailbox: Mailbox) -> None:
        """Nothing lost, nothing doubled, no mail missing, and a mail that came twice is marked for staff."""
        sent, decided = self.sent, self.to_decide
        assert len(set(self.acknowledged)) == sent.count() == self.submissions
        assert StatusChange.objects.filter(application__in=sent, from_status="").count() == self.submissions
        decisions = Decision.objects.filter(application__in=decided)
        assert decisions.count() == decisions.exclude(released_at=None).count() == self.decided
        assert set(decisions.values_list("application", "verdict")) == set(
            Application.objects.filter(pk__in=[one.pk for one in decided]).values_list("pk", "status")
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
