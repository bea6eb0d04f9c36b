#!/usr/bin/env python3
"""Slow clients against a portal on this machine: does it still answer others?

64 connections send one byte every four seconds, as bodies or as heads, or nothing at all, and come again when they are
cut, while `/healthz` is asked twenty times. Each answer must come within a second. The load is bounded: no more
connections at once, a minute at most for each kind, and no other machine than this one.

    PORT=8000 make run
    python bin/attacks/slow_clients.py http://127.0.0.1:8000
"""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from urllib.parse import urlsplit
from urllib.request import urlopen

CLIENTS = 64
BYTE_EVERY = 4.0
PROBES = 20
PROBE_EVERY = 0.75
WITHIN = 1.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")

FORM = (
    b"POST /fr/search/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 5000\r\n\r\n"
)
OPENINGS = {
    "bodies": FORM,
    "heads": b"GET /fr/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "nothing": b"",
    "line ends": b"\r\n\r\n",
    "deaf": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + FORM,
}
"""What each client sends at once. Those that are deaf read no answer, and never say that they are done."""


@dataclass
class Report:
    """Seconds that each probe took (``None``: no answer in time), the first lines that the slow clients got, and how
    often one was cut.
    """

    times: list[float | None] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    cut: int = 0

    @property
    def in_time(self) -> int:
        return sum(1 for seconds in self.times if seconds is not None and seconds <= WITHIN)


class SlowClient:
    """One that comes again whenever it is cut."""

    def __init__(self, host: str, port: int, kind: str) -> None:
        self.address, self.kind = (host, port), kind
        self.answers: list[bytes] = []
        self.cut = 0
        self.connection = self._connected()

    def _connected(self) -> socket.socket:
        connection = socket.create_connection(self.address, timeout=10)
        connection.sendall(OPENINGS[self.kind])
        connection.settimeout(0)
        return connection

    def drip(self) -> None:
        if self.kind != "deaf" and self._is_cut():
            self.cut += 1
            self.connection.close()
            self.connection = self._connected()
        elif self.kind not in ("nothing", "line ends"):
            with suppress(OSError):
                self.connection.send(b"x")

    def close(self) -> None:
        self.connection.close()

    def _is_cut(self) -> bool:
        """Read what came; whether nothing more will."""
        with suppress(BlockingIOError):
            try:
                while data := self.connection.recv(65536):
                    if data.startswith(b"HTTP/"):
                        self.answers.append(data.split(b"\r\n", 1)[0])
            except ConnectionError:
                return True
            return True
        return False


@contextmanager
def slow_clients(host: str, port: int, kind: str, clients: int = CLIENTS) -> Iterator[list[SlowClient]]:
    """Connections that keep dripping until the block ends."""
    done = Event()
    with ExitStack() as stack:
        sockets = [SlowClient(host, port, kind) for _ in range(clients)]
        for one in sockets:
            stack.callback(one.close)
        dripping = Thread(target=_drip, args=(sockets, done), daemon=True)
        dripping.start()
        try:
            yield sockets
        finally:
            done.set()
            dripping.join()


def _drip(sockets: list[SlowClient], done: Event) -> None:
    while not done.wait(BYTE_EVERY):
        for one in sockets:
            with suppress(OSError):
                one.drip()


def probe(address: str) -> float | None:
    """How long the portal takes to say that it lives; None if it does not say so within its second."""
    began = time.monotonic()
    try:
        with urlopen(f"{address}/healthz", timeout=WITHIN) as answer:
            return time.monotonic() - began if answer.status == 200 else None
    except OSError:
        return None


def attack(address: str, kind: str = "bodies", clients: int = CLIENTS, probes: int = PROBES) -> Report:
    """Raises ``ValueError`` for a portal on another machine."""
    parts = urlsplit(address)
    if parts.hostname not in LOOPBACK:
        raise ValueError(f"{address} is not this machine.")
    report = Report()
    with slow_clients(parts.hostname, parts.port or 80, kind, clients) as sockets:
        for _ in range(probes):
            report.times.append(probe(address))
            time.sleep(PROBE_EVERY)
    for one in sockets:
        report.answers += one.answers
        report.cut += one.cut
    return report


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = False
    for kind in sys.argv[2:] or OPENINGS:
        report = attack(sys.argv[1], kind)
        slowest = max((seconds for seconds in report.times if seconds is not None), default=0.0)
        answers = {line.decode(errors="replace"): report.answers.count(line) for line in set(report.answers)}
        score = f"{report.in_time:2} of {len(report.times)} within {WITHIN:.0f} s"
        print(f"{kind:10} {score}, slowest {slowest:.3f} s, {report.cut} cut {answers}")
        failed = failed or report.in_time < len(report.times)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
