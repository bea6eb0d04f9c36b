"""gunicorn with the portal's own settings for it, in processes of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 60


@dataclass(frozen=True)
class Served:
    port: int
    pid: int
    """Of the process that starts the workers."""

    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


@contextmanager
def serving(
    database_url: str, application: str = "portal.wsgi", *, workers: int = 1, threads: int = 4, **environment: str
) -> Iterator[Served]:
    """A demonstration on a free port, as long as the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    whole = {
        **os.environ,
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "tests.server_settings",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "WEB_CONCURRENCY": str(workers),
        "WEB_THREADS": str(threads),
        **environment,
    }
    command = [sys.executable, "-m", "gunicorn", application, "--log-level", "critical"]
    process = subprocess.Popen(command, cwd=ROOT, env=whole, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_listens(port)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def resident_megabytes(pid: int) -> float:
    """The most memory that a process has had to itself or shared, so far."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def _wait_until_it_listens(port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server does not start")
