"""Slow visitors take no threads from others, and quick ones lose nothing of what they send."""

import hashlib
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, parse_headers
from pathlib import Path
from typing import IO, Any

import pytest
from django.test import Client

from bin.attacks import slow_clients
from bin.attacks.slow_clients import OPENINGS, attack
from portal.serving import bodies
from portal.serving.bodies import Pace, RefusedBody, RefusedBodyError
from tests.web_server import serving

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parents[2]
THREADS = 4


def database_in(folders: pytest.TempPathFactory) -> str:
    return f"sqlite:///{folders.mktemp('served')}/portal.sqlite3"


@pytest.fixture(scope="module")
def portal_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(database_in(tmp_path_factory), workers=2, threads=THREADS) as served:
        yield served.port


@pytest.fixture(scope="module")
def echo_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(database_in(tmp_path_factory), "tests.echo_server:application", threads=THREADS) as served:
        yield served.port


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def head(length: int, path: str = "/", *more: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {length}", *more, "", ""]
    return "\r\n".join(lines).encode()


def answer(connection: socket.socket) -> HTTPResponse:
    response = HTTPResponse(connection, method="POST")
    response.begin()
    return response


def echoed(connection: socket.socket) -> dict[str, Any]:
    response = answer(connection)
    assert response.status == 200
    return dict(json.loads(response.read()))


def next_echo(answers: IO[bytes]) -> dict[str, Any]:
    """One of several answers that may have come in one piece."""
    assert answers.readline().startswith(b"HTTP/1.1 200 ")
    fields = parse_headers(answers)  # type: ignore[arg-type]
    return dict(json.loads(answers.read(int(fields["Content-Length"]))))


def facts(data: bytes, path: str = "/") -> dict[str, Any]:
    return {"path": path, "size": len(data), "sum": hashlib.sha256(data).hexdigest()}


def test_sixty_four_slow_bodies_hold_nobody_up(portal_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "PROBE_EVERY", 0.4)
    report = attack(f"http://127.0.0.1:{portal_port}", "bodies")
    assert report.in_time == len(report.times) == 20
    assert b"HTTP/1.1 408 Request Timeout" in report.answers
    assert b"HTTP/1.1 503 Service Unavailable" in report.answers


@pytest.mark.parametrize("kind", sorted(OPENINGS.keys() - {"bodies"}))
def test_nor_do_other_kinds_of_slowness(portal_port: int, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(slow_clients, "PROBE_EVERY", 0.1)
    report = attack(f"http://127.0.0.1:{portal_port}", kind)
    assert report.in_time == len(report.times) == 20


def test_the_script_attacks_no_other_machine() -> None:
    with pytest.raises(ValueError, match="not this machine"):
        attack("http://portal.example.org")


def test_a_body_that_drips_is_cut_after_its_patience(portal_port: int) -> None:
    with closing(connected(portal_port)) as connection:
        began = time.monotonic()
        connection.sendall(head(5000, "/en/search/"))
        for _ in range(4):
            connection.sendall(b"x" * 500)
            time.sleep(1)
        response = answer(connection)
        html = response.read().decode()
        assert response.status == 408
        assert 4.5 < time.monotonic() - began < 8
        assert response.headers["Connection"] == "close"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert 'lang="en"' in html
        assert "What you sent did not arrive" in html


def test_a_slow_body_that_keeps_the_pace_arrives(echo_port: int) -> None:
    data = os.urandom(14_000)
    with closing(connected(echo_port)) as connection:
        connection.sendall(head(len(data)))
        for start in range(0, len(data), 2000):
            connection.sendall(data[start : start + 2000])
            time.sleep(1)
        assert echoed(connection) == facts(data)


def test_half_of_the_threads_wait_and_the_next_is_told_when_to_come_back(echo_port: int) -> None:
    waiting = [connected(echo_port) for _ in range(THREADS // 2)]
    try:
        for connection in waiting:
            connection.sendall(head(5000) + b"x")
        time.sleep(1)
        with closing(connected(echo_port)) as one_more:
            one_more.sendall(head(5000) + b"x")
            response = answer(one_more)
            assert response.status == 503
            assert int(response.headers["Retry-After"]) >= 1
        with closing(connected(echo_port)) as quick:
            quick.sendall(head(3) + b"abc")
            assert echoed(quick) == facts(b"abc")
        for connection in waiting:
            connection.sendall(b"x" * 4999)
            assert echoed(connection) == facts(b"x" * 5000)
    finally:
        for connection in waiting:
            connection.close()


def test_a_short_body_that_comes_a_moment_later_needs_no_seat(echo_port: int) -> None:
    waiting = [connected(echo_port) for _ in range(THREADS // 2)]
    try:
        for connection in waiting:
            connection.sendall(head(5000) + b"x")
        time.sleep(1)
        with closing(connected(echo_port)) as late:
            late.sendall(head(3))
            time.sleep(0.05)
            late.sendall(b"abc")
            assert echoed(late) == facts(b"abc")
    finally:
        for connection in waiting:
            connection.close()


def test_a_body_that_ends_too_early_is_no_form(echo_port: int) -> None:
    with closing(connected(echo_port)) as connection:
        connection.sendall(head(5000) + b"half")
        connection.shutdown(socket.SHUT_WR)
        assert answer(connection).status == 400


@pytest.mark.parametrize("size", [0, 1, 70_000, 300_000, 3_000_000])
def test_what_is_sent_arrives_as_it_was(echo_port: int, size: int) -> None:
    data = os.urandom(size)
    with closing(HTTPConnection("127.0.0.1", echo_port, timeout=20)) as web:
        for path in ("/first", "/second"):  # on one connection
            web.request("POST", path, data)
            assert json.loads(web.getresponse().read()) == facts(data, path)


def test_requests_that_come_in_one_piece_are_answered_in_order(echo_port: int) -> None:
    with closing(connected(echo_port)) as connection:
        connection.sendall(head(3, "/1") + b"abc" + head(2, "/2") + b"de" + head(4, "/3")[:20])
        with connection.makefile("rb") as answers:
            assert next_echo(answers) == facts(b"abc", "/1")
            assert next_echo(answers) == facts(b"de", "/2")
            connection.sendall(head(4, "/3")[20:] + b"fghi")
            assert next_echo(answers) == facts(b"fghi", "/3")


def test_who_asks_first_whether_to_send_is_told(echo_port: int) -> None:
    with closing(connected(echo_port)) as connection:
        connection.sendall(head(3, "/", "Expect: 100-continue"))
        said = b"HTTP/1.1 100 Continue\r\n\r\n"
        assert connection.recv(len(said)) == said
        connection.sendall(b"abc")
        assert echoed(connection) == facts(b"abc")


@pytest.mark.parametrize(
    ("field", "sent"),
    [("Content-Length: 999999999", b"x" * 100), ("Transfer-Encoding: chunked", b"3\r\nabc\r\n0\r\n\r\n")],
)
def test_what_is_not_read_ends_the_connection(echo_port: int, field: str, sent: bytes) -> None:
    """Left where it is, it would be taken for the next request."""
    with closing(connected(echo_port)) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\n{field}\r\n\r\n".encode() + sent)
        response = answer(connection)
        assert json.loads(response.read())["size"] == 0
        assert response.headers["Connection"] == "close"
        assert connection.recv(1) == b""


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(bodies, "time", clock)
    return clock


@pytest.mark.parametrize(("rate", "cut_at"), [(0, 5), (500, 5), (999, 5), (1300, None), (50_000, None)])
def test_the_pace(clock: Clock, rate: int, cut_at: int | None) -> None:
    pace = Pace()
    while pace.seconds_left() > 0 and clock.now < 600:
        clock.now += 0.5
        if pace.seconds_left() > 0:
            pace.arrived(rate // 2)
    assert (None if clock.now == 600 else clock.now) == cut_at


def test_what_came_quickly_earns_half_a_minute_and_no_body_takes_for_ever(clock: Clock) -> None:
    pace = Pace()
    pace.arrived(50_000_000)
    assert pace.seconds_left() == bodies.LONGEST_STALL
    clock.now = bodies.LONGEST - 10
    pace.arrived(50_000_000)
    assert pace.seconds_left() == 10


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("status", [400, 408, 503])
def test_a_body_that_was_not_taken_has_a_page_that_asks_no_view(client: Client, language: str, status: int) -> None:
    refused = RefusedBody(RefusedBodyError(status, 5))
    response = client.generic("POST", f"/{language}/search/", **{"wsgi.input": refused})  # type: ignore[arg-type]
    assert response.status_code == status
    assert response["Retry-After"] == "5"
    assert f'lang="{language}"' in response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]
