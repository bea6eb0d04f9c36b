"""What visitors send, taken in whole before the portal looks at it.

A thread that waits for a body serves nobody else. So a body must come at a pace, and only some threads may wait at the
same time. What is at hand, as nearly every form is when a thread gets it, needs no place among them.
"""

import io
import logging
import time
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from gunicorn.http.unreader import SocketUnreader

PATIENCE = 5.0
PACE = 1000
"""Bytes a second that a body must have come at, from the end of the patience on."""
LONGEST_STALL = 30.0
LONGEST = 1200.0
RETRY_AFTER = 5
PIECE = 256 * 1024

logger = logging.getLogger(__name__)


class RefusedBodyError(Exception):
    """The body is not taken, for a reason that the visitor is told by a status."""

    def __init__(self, status: int, retry_after: int = 0) -> None:
        super().__init__(status)
        self.status, self.retry_after = status, retry_after


class RefusedBody(io.BytesIO):
    """Stands for a body that was not taken. ``GuardMiddleware`` answers with its status and asks no view."""

    def __init__(self, refusal: RefusedBodyError) -> None:
        super().__init__()
        self.status, self.retry_after = refusal.status, refusal.retry_after


class Pace:
    """Whether a body comes fast enough: at 1 kB/s on the whole, with no stall that what came before has not earned."""

    def __init__(self) -> None:
        self.began = self.latest = time.monotonic()
        self.received = 0
        self.credit = PATIENCE

    def arrived(self, count: int) -> None:
        now = time.monotonic()
        self.received += count
        self.credit = min(LONGEST_STALL, self.credit - (now - self.latest) + count / PACE)
        self.latest = now

    def seconds_left(self) -> float:
        """Until the body is too slow if nothing more arrives; 0 or less when it is."""
        ends = min(
            self.began + max(PATIENCE, self.received / PACE), self.latest + max(self.credit, 0), self.began + LONGEST
        )
        return ends - time.monotonic()


class PatientUnreader(SocketUnreader):
    """Reads what one visitor sends. Between bodies it waits for nothing: the head of a request is there, or is none.

    ``body`` is the one that is being taken in: its pace, and the place of the thread that waits for it.
    """

    body: "_Waiting | None" = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        size = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        if self.body is None:
            return self._arrived(size, 0.0) or b""
        data = self._arrived(size, 0.0)
        if data is None:
            self.body.take_turn()
            data = self._arrived(size, self.body.pace.seconds_left())
        if data is None:
            raise RefusedBodyError(408)
        self.body.pace.arrived(len(data))
        return data

    def _arrived(self, size: int, seconds: float) -> bytes | None:
        """None when nothing came in that time; empty when the visitor has gone."""
        self.sock.settimeout(max(0.0, seconds))
        try:
            return bytes(self.sock.recv(size))
        except (BlockingIOError, TimeoutError):
            return None


class _Waiting:
    """One body on its way. Ending the block gives the place back."""

    def __init__(self, places: BoundedSemaphore) -> None:
        self.pace = Pace()
        self._places, self._has_turn = places, False

    def take_turn(self) -> None:
        """Raises ``RefusedBodyError`` when as many threads wait as may."""
        if not self._has_turn:
            self._has_turn = self._places.acquire(blocking=False)
        if not self._has_turn:
            raise RefusedBodyError(503, RETRY_AFTER)

    def __enter__(self) -> "_Waiting":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._has_turn:
            self._places.release()
            self._has_turn = False


class BodyIntake:
    """For the threads of one process: at most half of them wait for bodies."""

    def __init__(self, threads: int) -> None:
        self._places = BoundedSemaphore(max(1, threads // 2))

    def take(self, source: object, length: int, unreader: PatientUnreader) -> IO[bytes]:
        """A whole body, in memory or, if it is large, in a temporary file that goes when it is closed.

        Raises ``RefusedBodyError``: 408 for one that is too slow, 503 when too many are waited for or there is no
        room, 400 for one that ends too early: half a form is not a form.
        """
        spool: IO[bytes] = SpooledTemporaryFile(  # noqa: SIM115 - whoever reads it closes it
            max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=settings.FILE_UPLOAD_TEMP_DIR
        )
        try:
            with _Waiting(self._places) as unreader.body:
                self._copy(source, length, spool)
        except BaseException:
            spool.close()
            raise
        finally:
            unreader.body = None
        spool.seek(0)
        return spool

    def _copy(self, source: Any, length: int, spool: IO[bytes]) -> None:
        left = length
        while left:
            data = source.read(min(left, PIECE))
            if not data:
                raise RefusedBodyError(400)
            left -= len(data)
            try:
                spool.write(data)
            except OSError:
                logger.exception("A request could not be kept")
                raise RefusedBodyError(503, RETRY_AFTER) from None
