"""Keys that stored files are encrypted with: in a file outside the data directory, a line each, newest first.

    duizhao-file-key 9f2c1a7b 3q2-7wAAAA…   (identifier, 32 bytes in URL-safe base64)

What is stored is written with the first; the others open what was written before.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_WORD: Final = "duizhao-file-key"
_LENGTH: Final = 32
_SALT: Final = 32
_MAGIC: Final = b"duizhao-file/1 "
_ID: Final = 8
_HEAD: Final = len(_MAGIC) + _ID + _SALT
_LARGEST: Final = 64 * 1024


class KeyFileError(Exception):
    """The file of keys cannot be used: ``missing``, ``unreadable``, ``malformed`` or ``empty``."""


class UnknownKeyError(Exception):
    """Something was encrypted with a key that is not in the file: its identifier."""


class ChangedError(Exception):
    """What is there is not what was written."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """One key, known by the beginning of its digest."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Return what the key is called in files and reports; it says nothing about the key."""
        return hashlib.sha256(b"duizhao file key" + self.secret).hexdigest()[:_ID]

    def line(self) -> str:
        """Return the key as it stands in the file."""
        return f"{_WORD} {self.id} {base64.urlsafe_b64encode(self.secret).decode()}"


def make() -> FileKey:
    """Return a new key."""
    return FileKey(secrets.token_bytes(_LENGTH))


def read(path: Path) -> tuple[FileKey, ...]:
    """Return the keys in a file, the one to write with first; raise ``KeyFileError`` where it has none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise KeyFileError("malformed")
        text = path.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise KeyFileError("missing") from error
    except OSError as error:
        raise KeyFileError("unreadable") from error
    except UnicodeDecodeError as error:
        raise KeyFileError("malformed") from error
    lines = [line.strip() for line in text.splitlines()]
    keys = tuple(_parsed(line) for line in lines if line and not line.startswith("#"))
    if not keys:
        raise KeyFileError("empty")
    return keys


def write(path: Path, keys: tuple[FileKey, ...]) -> None:
    """Write a file of keys, whole before it has its name, for its owner alone."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.writelines(f"{key.line()}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def sealed(key: FileKey, data: bytes, name: str) -> bytes:
    """Return a file's content encrypted, bound to the name it is kept under."""
    salt = secrets.token_bytes(_SALT)
    head = _MAGIC + key.id.encode() + salt
    # A key of its own for each file, used once: the nonce need not be another each time.
    return head + AESGCM(_derived(key, salt)).encrypt(bytes(12), data, head + name.encode())


def key_id(head: bytes) -> str:
    """Return with which key something was encrypted, from its first bytes."""
    if not head.startswith(_MAGIC):
        raise ChangedError
    return head[len(_MAGIC) : len(_MAGIC) + _ID].decode("ascii", "replace")


def opened(keys: tuple[FileKey, ...], data: bytes, name: str) -> bytes:
    """Return what was encrypted; raise where it was changed, or its key is not there."""
    wanted = key_id(data)
    key = next((one for one in keys if one.id == wanted), None)
    if key is None:
        raise UnknownKeyError(wanted)
    head, rest = data[:_HEAD], data[_HEAD:]
    try:
        return AESGCM(_derived(key, head[-_SALT:])).decrypt(bytes(12), rest, head + name.encode())
    except InvalidTag as error:
        raise ChangedError from error


def _parsed(line: str) -> FileKey:
    try:
        word, id_, text = line.split()
        key = FileKey(base64.urlsafe_b64decode(text))
    except (ValueError, binascii.Error) as error:
        raise KeyFileError("malformed") from error
    if word != _WORD or len(key.secret) != _LENGTH or key.id != id_:
        raise KeyFileError("malformed")
    return key


def _derived(key: FileKey, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"duizhao file").derive(key.secret)
