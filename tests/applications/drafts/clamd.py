"""A small clamd of our own, on a socket of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.applications import sample_files as samples


class Clamd:
    """A clamd that knows one virus. ``scanned`` is what it was sent."""

    def __init__(self, answer: bytes | None = None, patience: float = 0.0) -> None:
        self.answer = answer
        self.patience = patience
        self.scanned: list[bytes] = []

    def serve(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(length)
                self.scanned.append(content)
                time.sleep(self.patience)
                answer = self.answer
                if answer is None:
                    answer = b"stream: Eicar FOUND\0" if samples.EICAR in content else b"stream: OK\0"
                connection.sendall(answer)


@contextmanager
def serving(clamd: Clamd, settings: Any, path: Path | None = None) -> Iterator[Clamd]:
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()
    settings.CLAMAV_URL = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}"
    thread = threading.Thread(target=clamd.serve, args=(server,), daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)
