"""The post office mail is handed to, where an administrator opened that channel: who it is, handing over."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Final

_PATIENCE: Final = 20.0
"""Seconds for one answer of the server."""


class Tls(StrEnum):
    """How the line is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class UndeliveredError(Exception):
    """A letter was not taken; ``final`` where it never will be, ``down`` where no other would be now."""

    def __init__(self, detail: str, *, final: bool = False, down: bool = False) -> None:
        super().__init__(detail)
        self.final, self.down = final, down


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A mail server, as the settings name it."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None
    """Whose certificates are trusted, in place of those this machine trusts."""

    def password(self) -> str:
        """Return the password, "" where the file cannot be read: a check says so."""
        if self.password_file is None:
            return ""
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def trusts_somebody(self) -> bool:
        """Return whether the file of those to be trusted holds a certificate, where one is named."""
        try:
            return bool(ssl.create_default_context(cafile=self.ca_file).get_ca_certs()) or not self.ca_file
        except OSError:
            return False

    @contextmanager
    def open(self) -> Iterator[Counter]:
        """Connect, and sign in where a user is named; raise ``UndeliveredError`` where nobody answers."""
        try:
            line = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise UndeliveredError(_told(error), down=True) from error
        try:
            yield Counter(line)
        finally:
            line.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=self.ca_file)
        if self.tls == Tls.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=_PATIENCE, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=_PATIENCE)
        try:
            if self.tls == Tls.STARTTLS:
                line.starttls(context=context)
            if self.user:
                line.login(self.user, self.password())
        except BaseException:
            line.close()
            raise
        return line


class Counter:
    """An open line to the post office."""

    def __init__(self, line: smtplib.SMTP) -> None:
        self._line = line

    def hand_over(self, letter: EmailMessage) -> None:
        """Give a letter away; raise ``UndeliveredError`` where it was not taken for certain."""
        try:
            self._line.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise UndeliveredError(_said(code, words), final=500 <= code < 600) from error
        except smtplib.SMTPResponseException as error:
            final = 500 <= error.smtp_code < 600
            raise UndeliveredError(_said(error.smtp_code, error.smtp_error), final=final) from error
        except (OSError, smtplib.SMTPException) as error:
            raise UndeliveredError(_told(error), down=True) from error


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"[:200]


def _told(error: Exception) -> str:
    return (f"{type(error).__name__}: {error}")[:200]
