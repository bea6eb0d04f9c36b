"""The supervisor behind `make run`."""

import signal
import socket
import subprocess
import sys

import pytest

from bin import run

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def signals_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)


@pytest.mark.parametrize("port", ["abc", "0", "-1", "70000", "80.5"])
def test_a_port_that_is_none_is_explained(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="number from 1 to 65535"):
        run.chosen_port()


def test_a_port_that_is_taken_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(SystemExit, match="cannot be used"):
            run.chosen_port()


@pytest.mark.processes
def test_the_death_of_a_child_ends_the_run() -> None:
    child = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(SystemExit, match=r"worker has stopped by itself \(exit code 3\)"):
        run.wait_for_death({"worker": child}, 10)


@pytest.mark.processes
def test_children_end_with_the_run() -> None:
    children = [subprocess.Popen(SLEEP), subprocess.Popen(SLEEP)]

    run.stop_all(children)

    assert [child.returncode for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


@pytest.mark.processes
def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "STOP_WITHIN", 0.2)
    child = subprocess.Popen(STUBBORN, start_new_session=True, stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()

    run.stop_all([child])
    child.stdout.close()

    assert child.returncode == -signal.SIGKILL
