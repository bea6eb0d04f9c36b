"""The database is restarted and the disk is full while people send: nothing of what was acknowledged is lost.

Nor is anything doubled, nor any mail missing, and monitors and staff are told.
"""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection, connections

from applications.forms.page import FormPage
from tests.applications.public.shop import Shop, Story, asked, shop
from tests.workers import ROOT

pytestmark = [pytest.mark.soak, pytest.mark.processes, pytest.mark.threads]

RESTART = os.environ.get("RESTART_DATABASE", "")
"""The command that restarts the database of this run: of a cluster that was made for it, see the last test."""
SUBMISSIONS, DECIDED = 60, 20
DISK = "64m"


def waits_for_answers(running: Shop, number: int) -> bool:
    """Until so many were answered; False when all is over before."""
    while running.web.answered < number:
        if running.at_peace.wait(0.05):
            return False
    return True


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() or not mount or not unmount:
        pytest.skip("only root mounts a disk")
    command = [mount, "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no tmpfs")
    yield place
    subprocess.run([unmount, str(place)], check=True)


@contextmanager
def database_on(disk: Path) -> Iterator[None]:
    """The tests' database, moved onto a disk of its own for as long as the block lasts."""
    before = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    connection.settings_dict["NAME"] = shutil.copy(before, disk / "portal.sqlite3")
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            with suppress(OSError):  # no space is left
                while True:
                    file.write(bytes(size))


def test_a_disk_that_is_full_for_a_while(shop_page: FormPage, small_disk: Path) -> None:
    """Database, journal and files on one disk, as on a machine that has one only."""
    if connection.vendor != "sqlite":
        pytest.skip("a database server has a disk of its own")
    said: list[str] = []

    def trouble(running: Shop) -> None:
        for number in (SUBMISSIONS // 4, SUBMISSIONS // 2):
            if waits_for_answers(running, number):
                ballast = small_disk / "ballast"
                fill(ballast)
                running.happened["full"] += 1
                refused = running.web.refusals.total()
                while running.web.refusals.total() < refused + 3 and not running.at_peace.wait(0.05):
                    """People are refused, not told that all is well."""
                said.append(running.web.get("/readyz"))
                ballast.unlink()
                running.keep_worker()

    with database_on(small_disk):
        story = Story(shop_page, SUBMISSIONS)
        with shop(PRIVATE_ROOT=str(small_disk / "private")) as running:
            running.troubled_by(trouble)
            story.happens(running.web)
            happened = running.peace()
            asked(lambda: story.is_whole(running.mailbox))
            refusals = dict(running.web.refusals)
    sys.stderr.write(f"{SUBMISSIONS} sent; {dict(happened)}, refused {refusals}\n")
    assert happened["full"] == 2
    assert all('"private storage": "full"' in one for one in said), said


@pytest.mark.skipif(not RESTART, reason="only on a database that may be restarted, by the last test")
def test_a_database_that_is_restarted_while_people_send(shop_page: FormPage) -> None:
    story = Story(shop_page, SUBMISSIONS, DECIDED)

    def trouble(running: Shop) -> None:
        for number in (SUBMISSIONS // 4, SUBMISSIONS // 2, SUBMISSIONS + DECIDED):
            if waits_for_answers(running, number):
                subprocess.run(shlex.split(RESTART), check=True, capture_output=True)
                running.happened["restarted"] += 1
                running.keep_worker()

    with shop() as running:
        running.troubled_by(trouble)
        story.happens(running.web)
        happened = running.peace()
        asked(lambda: story.is_whole(running.mailbox))
        refusals = dict(running.web.refusals)
    sys.stderr.write(f"{SUBMISSIONS} sent, {DECIDED} decided; {dict(happened)}, refused {refusals}\n")
    assert happened["restarted"] == 3


@contextmanager
def cluster() -> Iterator[tuple[str, str]]:
    """A PostgreSQL server of its own: its address, and the command that restarts it at once, as after a crash."""
    bin_folder = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
    if not (Path(bin_folder) / "initdb").exists():
        pytest.skip("initdb is not installed")
    apart = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it does not run as root
    with tempfile.TemporaryDirectory(prefix="cluster-", ignore_cleanup_errors=True) as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if apart:
            shutil.chown(name, "postgres")
        control = shlex.join([*apart, f"{bin_folder}/pg_ctl", "-D", f"{name}/data", "-w", "-t", "120"])
        options = f"-p {port} -k {name} -c listen_addresses=127.0.0.1 -c max_connections=100"
        start = f"{control} -l {name}/log -o {shlex.quote(options)}"
        initdb = [*apart, f"{bin_folder}/initdb", "-D", f"{name}/data", "-U", "soak", "-A", "trust", "-N", "-E", "UTF8"]
        for command in (initdb, shlex.split(f"{start} start")):
            subprocess.run(command, check=True, cwd=name, stdout=subprocess.DEVNULL)
        try:
            yield f"postgres://soak@127.0.0.1:{port}/soak", f"{start} -m immediate restart"
        finally:
            with suppress(subprocess.CalledProcessError):
                subprocess.run(shlex.split(f"{control} -m immediate stop"), check=True, cwd=name, capture_output=True)


@pytest.mark.skipif(bool(RESTART), reason="it starts the one above")
def test_on_a_cluster_of_its_own() -> None:
    one = f"{Path(__file__).relative_to(ROOT)}::{test_a_database_that_is_restarted_while_people_send.__name__}"
    with cluster() as (url, restart):
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-s", "-m", "soak"]
        environment = {**os.environ, "DATABASE_URL": url, "RESTART_DATABASE": restart}
        run = subprocess.run([*command, one], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "1 passed" in run.stdout, run.stdout + run.stderr
    sys.stderr.write(run.stdout + run.stderr)
