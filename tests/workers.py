"""Workers in processes of their own, on the database of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests.deployed import DEPLOYED

ROOT = Path(__file__).resolve().parents[1]


PATIENCE = 120


def database_url() -> str:
    """The tests' own database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def start_worker(port: int, **more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **DEPLOYED,
        "DEFAULT_FROM_EMAIL": settings.DEFAULT_FROM_EMAIL,  # the ids of mails end with its host
        "DEMO": "",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        **more,
    }
    command = [sys.executable, "manage.py", "worker", "--no-startup-delay", "-v", "0"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def wait_for(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
