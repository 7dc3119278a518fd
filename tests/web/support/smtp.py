"""A mail server on this machine: takes letters, or refuses, or dies after taking one without saying so."""

from __future__ import annotations

import email
import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message


class Smtp(socketserver.ThreadingTCPServer):
    """A server that keeps what it took; ``refusing`` are addresses with the answer they get.

    With ``shown`` it speaks TLS: at once, or when it is asked to.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, shown: ssl.SSLContext | None = None, *, at_once: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.shown, self.at_once = shown, at_once
        self.letters: list[Message] = []
        self.in_the_clear: list[str] = []
        """What was said before the line was protected."""
        self.signed_in: list[str] = []
        self.broken: list[str] = []
        """Why lines were broken off by the other side before they were protected."""
        self.refusing: dict[str, str] = {}
        self.dying = False

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: Smtp
    protected: bool

    def handle(self) -> None:
        """Talk until the other side is done."""
        self.protected = False
        if self.server.at_once and not self._protect():
            return
        self._say("220 here")
        # Not over the lines of the file: another file takes its place when the line is protected.
        while line := self.rfile.readline():
            command = line.decode().strip()
            word = command.upper()
            if not self.protected:
                self.server.in_the_clear.append(word.partition(" ")[0])
            if word.startswith("EHLO"):
                offered = "AUTH PLAIN" if self.protected else "STARTTLS" if self.server.shown else ""
                self._say(f"250-here\r\n250 {offered}" if offered else "250 here")
            elif word == "STARTTLS" and self.server.shown:
                self._say("220 go on")
                if not self._protect():
                    return
            elif word.startswith("AUTH PLAIN"):
                self.server.signed_in.append(b64decode(command.split()[-1]).decode())
                self._say("235 welcome")
            elif word.startswith("RCPT"):
                address = command.partition("<")[2].partition(">")[0]
                self._say(self.server.refusing.get(address, "250 ok"))
            elif word == "DATA":
                self._say("354 go on")
                if not self._take():
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("502 not here" if word == "STARTTLS" else "250 ok")

    def finish(self) -> None:
        """Close the protected line, which has taken the place of the one the server knows."""
        super().finish()
        if self.protected:
            self.connection.close()

    def _protect(self) -> bool:
        assert self.server.shown is not None
        try:
            self.connection = self.server.shown.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError) as error:
            self.server.broken.append(str(error))
            return False
        self.request = self.connection
        self.setup()
        self.protected = True
        return True

    def _take(self) -> bool:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.letters.append(email.message_from_bytes(b"".join(lines)))
        if self.server.dying:
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def smtp_server(shown: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[Smtp]:
    """Give a mail server that is gone afterwards."""
    with Smtp(shown, at_once=at_once) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
