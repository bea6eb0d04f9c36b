"""gunicorn's worker of threads, for a portal that slow visitors can reach.

The stock worker gives each new connection a thread, which then waits: five seconds for a first byte, without end for
the rest of the head or of the body, without end for a visitor to read the answer; and its main loop waits two seconds
for each that it closes. Here the main loop collects heads, and forms that come right behind them. A thread gets a
request only when its head is whole, waits for what is missing of its body as ``BodyIntake`` allows, and nothing waits
for a visitor who has been answered.
"""

import errno
import io
import re
import selectors
import time
from collections import deque
from contextlib import suppress
from functools import partial
from socket import SHUT_WR
from typing import Any

from django.conf import settings
from gunicorn.errors import ConfigError
from gunicorn.workers.gthread import TConn, ThreadWorker

from portal.serving.bodies import BodyIntake, PatientUnreader, RefusedBody, RefusedBodyError

END_OF_HEAD = b"\r\n\r\n"
HEAD_WITHIN = 10.0
LONGEST_HEAD = 256 * 1024
BODY_AT_HAND_WITHIN = 0.25
"""So long the main loop waits for the rest of a short body, which costs nobody a thread."""
SHORT_BODY = 256 * 1024
LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
ANSWER_WITHIN = 30.0
"""Seconds for each piece of an answer to be taken by the visitor's side."""
LEAVE_WITHIN = 2.0
"""So long a closed connection is kept for what still arrives: a reset would take the answer from the visitor."""
MOST_LEFT = 256 * 1024
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(TConn):
    """One visitor. ``head`` is what has come of a request so far, ``unheard`` what came after the last answer."""

    def __init__(self, worker: "PatientWorker", *arguments: Any) -> None:
        super().__init__(worker.cfg, *arguments)
        self.worker = worker
        self.head = bytearray()
        self.head_ends = self.wanted = 0
        self.unheard = 0

    def prepare(self) -> None:
        """Give the parser what has come. In the main loop: nothing here waits."""
        is_new = not self.initialized
        self.init()
        if is_new:
            self.parser.unreader = PatientUnreader(self.sock)
        self.parser.unreader.unread(bytes(self.head))
        self.head.clear()
        self.head_ends = self.wanted = 0

    def look_for_end_of_head(self, since: int = 0) -> None:
        """Note where the head ends, and how much of what follows it is worth a moment's waiting."""
        if self.head_ends:
            return
        found = self.head.find(END_OF_HEAD, max(0, since - len(END_OF_HEAD)))
        if found >= 0:
            self.head_ends = found + len(END_OF_HEAD)
            length = LENGTH.search(self.head, 0, self.head_ends)
            body = int(length[1]) if length else 0
            self.wanted = self.head_ends + (body if body <= SHORT_BODY else 0)

    @property
    def is_at_hand(self) -> bool:
        return bool(self.head_ends) and len(self.head) >= self.wanted

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.worker.let_go(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.intake = BodyIntake(self.cfg.threads)
        self.arriving: deque[Connection] = deque()
        self.leaving: deque[Connection] = deque()

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise ConfigError("This worker speaks no TLS: the proxy in front of it does.")

    def accept(self, listener: Any) -> None:
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        self.wait_for_head(Connection(self, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Connection, client: object) -> None:
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.wait_for_head(conn)

    def wait_for_head(self, conn: Connection) -> None:
        """Watch a connection from the main loop. All get the same time, so that the first in the queue ends first."""
        conn.sock.settimeout(0)
        conn.timeout = time.monotonic() + HEAD_WITHIN
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_head_readable, conn))

    def on_head_readable(self, conn: Connection, client: object) -> None:
        data = self._received(client)
        if data is None:
            return
        before = len(conn.head)
        conn.head += data
        conn.look_for_end_of_head(before)
        if conn.head_ends:
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.hand_over(conn)
        elif not data or len(conn.head) >= LONGEST_HEAD:
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.nr_conns -= 1
            conn.close()

    def hand_over(self, conn: Connection) -> None:
        """Give a request with a whole head to a thread, or first let the rest of a short body arrive."""
        if conn.is_at_hand:
            self.give_to_thread(conn)
            return
        conn.sock.settimeout(0)
        conn.timeout = time.monotonic() + BODY_AT_HAND_WITHIN
        self.arriving.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_body_readable, conn))

    def on_body_readable(self, conn: Connection, client: object) -> None:
        data = self._received(client)
        if data is None:
            return
        conn.head += data
        if not data or conn.is_at_hand:
            self.poller.unregister(client)
            self.arriving.remove(conn)
            self.give_to_thread(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """What came right behind another request: its head may not be whole."""
        conn.head += conn.parser.unreader.take_buffered()
        conn.look_for_end_of_head()
        if conn.head_ends:
            self.hand_over(conn)
        else:
            self.wait_for_head(conn)

    def give_to_thread(self, conn: Connection) -> None:
        conn.prepare()
        super().enqueue_req(conn)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wakes up for bodies that do not arrive within their moment."""
        if self.arriving:
            timeout = max(0.0, min(timeout, self.arriving[0].timeout - time.monotonic()))
        super().wait_for_and_dispatch_events(timeout)
        now = time.monotonic()
        while self.arriving and self.arriving[0].timeout <= now:
            conn = self.arriving.popleft()
            self.poller.unregister(conn.sock)
            self.give_to_thread(conn)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        req.body = self._body_of(req, conn)
        conn.sock.settimeout(ANSWER_WITHIN)
        try:
            return bool(super().handle_request(req, conn))
        except TimeoutError:
            self.log.info("A visitor did not take an answer.")
            return False
        finally:
            req.body.close()
            req.body = io.BytesIO()  # the parser looks whether anything is left of it

    def _body_of(self, req: Any, conn: Connection) -> Any:
        """The body as the application reads it. What is not read to its end closes the connection."""
        length = _content_length(req)
        if _is_chunked(req) or length > settings.REQUEST_MAX_BYTES:
            req._expected_100_continue = False  # noqa: SLF001 - it is left unread; Django reads no body without a length
            req.force_close()
        elif length:
            return self._taken(req, conn, length)
        return io.BytesIO()

    def _taken(self, req: Any, conn: Connection, length: int) -> Any:
        try:
            if req._expected_100_continue:  # noqa: SLF001 - gunicorn would say so after we have waited in vain
                req._expected_100_continue = False  # noqa: SLF001
                conn.sock.settimeout(ANSWER_WITHIN)
                conn.sock.sendall(CONTINUE)
            return self.intake.take(req.body, length, conn.parser.unreader)
        except RefusedBodyError as refusal:
            req.force_close()
            return RefusedBody(refusal)

    def let_go(self, conn: Connection) -> None:
        """Close a connection that was answered, without waiting for its visitor. In the main loop."""
        try:
            conn.sock.settimeout(0)
            conn.sock.shutdown(SHUT_WR)
            conn.timeout = time.monotonic() + LEAVE_WITHIN
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_leaving_readable, conn))
        except (OSError, ValueError, RuntimeError):  # gone already, or the poller is
            conn.close()
        else:
            self.leaving.append(conn)

    def on_leaving_readable(self, conn: Connection, client: object) -> None:
        data = self._received(client)
        if data is None:
            return
        conn.unheard += len(data)
        if not data or conn.unheard > MOST_LEFT:
            self.leaving.remove(conn)
            self.poller.unregister(client)
            conn.close()

    def murder_pending(self) -> None:
        """Also those who were answered and do not leave."""
        super().murder_pending()
        now = time.monotonic()
        while self.leaving and self.leaving[0].timeout <= now:
            conn = self.leaving.popleft()
            with suppress(OSError, KeyError, ValueError):
                self.poller.unregister(conn.sock)
            conn.close()

    @staticmethod
    def _received(client: Any) -> bytes | None:
        """None when nothing is there after all; empty when the other side has ended."""
        try:
            return bytes(client.recv(65536))
        except (BlockingIOError, InterruptedError):
            return None
        except OSError:
            return b""


def _content_length(req: Any) -> int:
    """As gunicorn has checked it: at most one, in digits."""
    return next((int(value) for name, value in req.headers if name == "CONTENT-LENGTH"), 0)


def _is_chunked(req: Any) -> bool:
    return any(name == "TRANSFER-ENCODING" for name, _value in req.headers)
