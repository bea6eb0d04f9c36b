#!/usr/bin/env python3
"""`make run`: prepare what changed, then web and worker together until a signal, or until one of them dies."""

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
STAMP = VAR / "prepared.stamp"
WATCHED = ("applications", "events", "home", "offers", "site", "locale", "requirements", "var/fonts")
ACCOUNTS = ("admin@example.org", "editor@example.org", "moderator@example.org", "committee@example.org")
READY_WITHIN = 60
STOP_WITHIN = 12
SET_PARENT_DEATH_SIGNAL = 1

sys.path.insert(0, str(ROOT / "bin"))


class StopRequestedError(Exception):
    """Somebody asked the portal to stop."""


def stop(number: int, _frame: FrameType | None) -> None:
    raise StopRequestedError(signal.Signals(number).name)


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not “{text}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            sys.exit(f"Port {text} cannot be used: {error.strerror}. Choose another: PORT=8001 make run")
    return int(text)


def watched_files() -> Iterator[str]:
    for folder in WATCHED:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".mo"}:
                facts = path.stat()
                yield f"{path} {facts.st_size} {facts.st_mtime_ns}"


def current_state() -> str:
    """What the last preparation was made from. Another database than the default one is always prepared."""
    named = any(os.environ.get(name) for name in ("DATABASE_URL", "ENV_FILE")) or (ROOT / ".env").exists()
    if named or not (VAR / "portal.sqlite3").exists():
        return ""
    return hashlib.sha256("\n".join(watched_files()).encode()).hexdigest()


def prepare(environment: dict[str, str]) -> None:
    import fonts  # noqa: PLC0415 - found only since the path leads here
    import messages  # noqa: PLC0415 - the same

    messages.compile_all()
    if not fonts.are_current():
        fonts.install()
    if STAMP.exists() and STAMP.read_text() == current_state() != "":
        return
    result = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=False)
    if result.returncode:
        sys.exit(result.returncode)
    STAMP.write_text(current_state())


def end_with_the_parent() -> None:
    """In a child: on Linux, stop when the supervisor was killed without a word."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def start(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches it through the supervisor only."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_the_parent,
    )


def wait_for_death(children: dict[str, subprocess.Popen[bytes]], seconds: float) -> None:
    """Leave with a message when a child dies within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, child in children.items():
            if child.poll() is not None:
                sys.exit(f"The {name} has stopped by itself (exit code {child.returncode}).")
        time.sleep(0.1)


def is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def announce(address: str) -> None:
    print(f"\n  La Trame: {address}/fr/  {address}/en/\n  Staff:    {address}/admin/")
    print(f"            {', '.join(ACCOUNTS)}\n            password: la-trame")
    print(f"  E-mails are kept in {VAR / 'mail'}; none is sent.\n  Ctrl-C stops.\n", flush=True)


def serve(port: int, environment: dict[str, str]) -> None:
    address = f"http://127.0.0.1:{port}"
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        children["web server"] = start(["-m", "gunicorn"], environment)
        children["worker"] = start(["manage.py", "worker", "--no-startup-delay", "-v", "0"], environment)
        end = time.monotonic() + READY_WITHIN
        while not is_ready(address):
            wait_for_death(children, 0.2)
            if time.monotonic() > end:
                sys.exit(f"The portal did not get ready within {READY_WITHIN} s: see {address}/readyz.")
        announce(address)
        while True:
            wait_for_death(children, 3600)
    finally:
        stop_all(list(children.values()))


def stop_all(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    end = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    port = chosen_port()
    VAR.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORT": str(port),
        "BIND": f"127.0.0.1:{port}",
        "WAGTAILADMIN_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    prepare(environment)
    serve(port, environment)


if __name__ == "__main__":
    try:
        main()
    except StopRequestedError:
        print("\nStopped.")
