"""Files people hand in, in the data directory under their digest: written once, whole or not at all.

    files/ab/ab12…          as it was handed in
    files/ab/ab12….sealed   encrypted, where ``DUIZHAO_FILE_KEY_FILE`` names keys

A field named ``sha256`` of any model is the digest of a file kept here.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import file_keys
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.file_keys import FileKey

FIELD: Final = "sha256"
SEALED: Final = ".sealed"
_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a file is kept: with which key, "" being none."""

    digest: str
    key: str


def store(data: bytes) -> str:
    """Keep a file and return its digest; nothing is written where the same content is kept already.

    Only a file that has passed the secrecy test, read in memory, may come here.
    """
    digest = hashlib.sha256(data).hexdigest()
    if is_kept(digest):
        return digest
    keys = _keys()
    try:
        _write(digest, data, keys[0] if keys else None)
    except OSError as error:
        full = error.errno in _FULL
        detail = _("服务器的磁盘已满") if full else _("服务器的磁盘写不进去")
        raise AppError(AppErrorCode.NOT_STORED, detail=detail) from error
    return digest


def load(digest: str) -> bytes:
    """Return a file's content."""
    try:
        if _sealed(digest).exists():
            return file_keys.opened(_keys(), _sealed(digest).read_bytes(), digest)
        return _plain(digest).read_bytes()
    except file_keys.UnknownKeyError as error:
        detail = _("它以密钥 %(key)s 加密，密钥文件里没有") % {"key": error}
    except file_keys.ChangedError:
        detail = _("存放的内容已损坏")
    except FileNotFoundError:
        detail = _("存放的文件不见了")
    except OSError:
        detail = _("磁盘读不出来")
    raise AppError(AppErrorCode.FILE_UNAVAILABLE, detail=detail)


def is_kept(digest: str) -> bool:
    """Return whether a file is kept, encrypted or not."""
    return _sealed(digest).exists() or _plain(digest).exists()


def kept() -> Iterator[Kept]:
    """Yield how every file is kept; one in the middle of being encrypted counts as not yet."""
    for digest in digests():
        if _plain(digest).exists():
            yield Kept(digest, "")
        else:
            with _sealed(digest).open("rb") as file:
                yield Kept(digest, _named(file.read(64)))


def digests() -> Iterator[str]:
    """Yield the digest of every file that is kept."""
    for folder in sorted(_root().glob("[0-9a-f][0-9a-f]")):
        yield from sorted({path.name.removesuffix(SEALED) for path in folder.glob("[0-9a-f]*")})


def missing() -> Iterator[str]:
    """Yield the digest of every file that a row names and that is not kept."""
    for model in apps.get_models():
        if any(field.name == FIELD for field in model._meta.get_fields()):
            named = model._default_manager.exclude(**{FIELD: ""}).values_list(FIELD, flat=True)
            for digest in named.distinct().order_by(FIELD).iterator():
                if not is_kept(digest):
                    yield digest


def keep_anew(digest: str, *, encrypted: bool) -> None:
    """Keep a file with the first key, or with none. Killed in the middle, it is kept both ways."""
    keys = _keys()
    data = load(digest)
    if hashlib.sha256(data).hexdigest() != digest:
        raise AppError(AppErrorCode.FILE_UNAVAILABLE, detail=_("存放的内容已损坏"))
    _write(digest, data, keys[0] if encrypted else None)
    (_plain if encrypted else _sealed)(digest).unlink(missing_ok=True)


def _keys() -> tuple[FileKey, ...]:
    """Return the keys, none where none are asked for; where they cannot be read, nothing is stored plain."""
    if settings.FILE_KEY_FILE is None:
        return ()
    try:
        return file_keys.read(settings.FILE_KEY_FILE)
    except file_keys.KeyFileError as error:
        raise AppError(AppErrorCode.FILE_UNAVAILABLE, detail=_("文件的密钥读不出来")) from error


def _named(head: bytes) -> str:
    try:
        return file_keys.key_id(head)
    except file_keys.ChangedError:
        return "?"


def _write(digest: str, data: bytes, key: FileKey | None) -> None:
    place = _plain(digest) if key is None else _sealed(digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data if key is None else file_keys.sealed(key, data, digest))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
        _settle(place.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """See to it that the name survives a power cut as the content does; Windows does so by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _root() -> Path:
    return Path(settings.DATA) / "files"


def _plain(digest: str) -> Path:
    return _root() / digest[:2] / digest


def _sealed(digest: str) -> Path:
    return _root() / digest[:2] / f"{digest}{SEALED}"
