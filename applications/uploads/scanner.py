"""A client of clamd, the daemon of ClamAV: one command, INSTREAM.

The protocol: a command that ends in NUL; the file in pieces, each after its length in four bytes; a length of zero at
the end. clamd answers ``stream: OK`` or ``stream: <name of the virus> FOUND``, anything else is an error.
"""

import socket
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

PORT = 3310
COMMAND = b"zINSTREAM\0"
LONGEST_REPLY = 4096


class ScannerDownError(Exception):
    """The scanner does not answer, or not in time."""


class ScanFailedError(Exception):
    """The scanner answers that it cannot scan this file."""


def is_clean(chunks: Iterable[bytes]) -> bool:
    """Whether the scanner finds nothing in a file. Raises ``ScannerDownError`` and ``ScanFailedError``."""
    deadline = time.monotonic() + settings.CLAMAV_TIMEOUT
    try:
        with _connection(deadline) as connection:
            reply = _conversation(connection, chunks, deadline)
    except OSError as error:
        raise ScannerDownError(str(error)) from error
    verdict = reply.partition(b"\0")[0].decode(errors="replace").strip()
    if verdict.endswith("FOUND"):
        return False
    if verdict == "stream: OK":
        return True
    if verdict:
        raise ScanFailedError(verdict)
    raise ScannerDownError("no answer")


def _connection(deadline: float) -> socket.socket:
    address = urlsplit(settings.CLAMAV_URL)
    if address.scheme == "tcp" and address.hostname:
        return socket.create_connection((address.hostname, address.port or PORT), _left(deadline))
    if address.scheme == "unix" and address.path:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_left(deadline))
        try:
            connection.connect(address.path)
        except OSError:
            connection.close()
            raise
        return connection
    raise ScannerDownError("CLAMAV_URL is neither tcp://host:port nor unix:///path")


def _conversation(connection: socket.socket, chunks: Iterable[bytes], deadline: float) -> bytes:
    """Send a file and return what is answered. An answer that comes before the end, to a file too long, is one too."""
    try:
        _send(connection, COMMAND, deadline)
        for chunk in chunks:
            if chunk:
                _send(connection, len(chunk).to_bytes(4, "big") + chunk, deadline)
        _send(connection, bytes(4), deadline)
    except (BrokenPipeError, ConnectionResetError):
        return _reply(connection, deadline)
    return _reply(connection, deadline)


def _send(connection: socket.socket, data: bytes, deadline: float) -> None:
    connection.settimeout(_left(deadline))
    connection.sendall(data)


def _reply(connection: socket.socket, deadline: float) -> bytes:
    reply = b""
    while len(reply) < LONGEST_REPLY and b"\0" not in reply:
        connection.settimeout(_left(deadline))
        received = connection.recv(LONGEST_REPLY)
        if not received:
            break
        reply += received
    return reply


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the scanner takes too long")
    return seconds
