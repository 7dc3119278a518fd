"""A stream sealed by a passphrase, in the age format (age-encryption.org/v1): ``age -d`` opens it, too.

The primitives are those of ``cryptography``. Every piece of 64 KiB is authenticated and knows whether it is
the last, so a changed, shortened or lengthened file is noticed at the piece where it happens.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from duizhao.errors import DuizhaoError, ErrorCode, words

_INTRO: Final = b"age-encryption.org/v1\n"
_LABEL: Final = b"age-encryption.org/v1/scrypt"
PIECE: Final = 64 * 1024
_TAG: Final = 16
# 2^17: 128 MiB and about half a second a try.
_WORK: Final = 17
# A file may ask for more work than one has memory for; the age program draws the line here, too.
_MAX_WORK: Final = 20
_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- "
    rb"([A-Za-z0-9+/]{43})\n"
)
_HEADER_LENGTH: Final = 400


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_NOT_OURS: Final = words(_("不是 duizhao backup 做的备份"))
_WRONG_PASSPHRASE: Final = words(_("口令不对，或者文件开头被改动"))
_CHANGED: Final = words(_("内容被改动，或者不完整"))


class Sealing:
    """A file that seals what is written to it; without ``finish`` it never becomes a whole one."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, _WORK)).encrypt(bytes(12), file_key, None)
        head = _INTRO + b"-> scrypt " + _encoded(salt) + b" %d\n" % _WORK + _encoded(wrapped) + b"\n---"
        file.write(head + b" " + _encoded(_mac(file_key, head)) + b"\n" + nonce)
        self._file = file
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._count = 0

    def write(self, data: bytes) -> int:
        """Seal what fills a piece; the rest waits, since the last piece is marked as such."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Seal the last piece."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last=last), piece, None))
        self._count += 1


class Unsealing:
    """What was sealed, read from front to end; raises where it is not what was written."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        file_key = _file_key(file, passphrase)
        nonce = file.read(16)
        if len(nonce) < 16:
            raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_CHANGED)
        self._file = file
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._ahead = file.read(PIECE + _TAG)
        self._waiting = bytearray()
        self._count = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes, fewer at the end only."""
        while len(self._waiting) < size and not self._ended:
            self._waiting += self._piece()
        data = bytes(self._waiting[:size])
        del self._waiting[:size]
        return data

    def to_the_end(self) -> None:
        """Read what is left, so that its end is known to be the true one."""
        while self.read(PIECE):
            pass

    def _piece(self) -> bytes:
        sealed, self._ahead = self._ahead, self._file.read(PIECE + _TAG)
        self._ended = not self._ahead
        try:
            piece = self._cipher.decrypt(_nonce(self._count, last=self._ended), sealed, None)
        except InvalidTag as error:
            raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_CHANGED) from error
        self._count += 1
        return piece


def _file_key(file: BinaryIO, passphrase: str) -> bytes:
    start = file.read(_HEADER_LENGTH)
    found = _HEADER.match(start)
    if found is None:
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_NOT_OURS)
    salt, work, wrapped, mac = found.groups()
    if int(work) > _MAX_WORK:
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_NOT_OURS)
    file.seek(found.end())
    try:
        key = _stretched(passphrase, _decoded(salt), int(work))
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _decoded(wrapped), None)
    except InvalidTag as error:
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_WRONG_PASSPHRASE) from error
    head = start[: found.start(4) - 1]
    # As text: the last character has bits no byte is made of, and they are not to be changed either.
    if not hmac.compare_digest(_encoded(_mac(file_key, head)), mac):
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=_CHANGED)
    return file_key


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(passphrase.encode())


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _encoded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
