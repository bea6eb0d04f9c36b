"""A mail server for tests: it keeps what it is given, or misbehaves as it is told."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from threading import Event, Thread


class Mailbox(socketserver.ThreadingTCPServer):
    """``answers`` maps a command to what is answered to it instead of “250 OK”.

    ``silent_after_data``: takes a whole mail and never says so. ``hangs_up_after_data``: cuts the line there.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.answers: dict[str, str] = {}
        self.silent_after_data = False
        self.hangs_up_after_data = False
        self.arrived = Event()
        self.closing = Event()
        self.mails: list[Message] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


class Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say("220 tests")
        while line := self.rfile.readline():
            command = line.decode().strip().upper().split(" ")[0]
            if command == "QUIT":
                self.say("221 bye")
                return
            if command == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                if not self.take_mail():
                    return
            else:
                self.say(self.server.answers.get(command, "250 OK"))

    def take_mail(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.mails.append(message_from_bytes(b"".join(lines)))
        self.server.arrived.set()
        if self.server.silent_after_data:
            self.server.closing.wait(60)
            return False
        if self.server.hangs_up_after_data:
            return False
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        thread = Thread(target=mailbox.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield mailbox
        mailbox.closing.set()
        mailbox.shutdown()
        thread.join()
