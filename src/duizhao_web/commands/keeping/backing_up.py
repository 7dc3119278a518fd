"""Making a backup: the database as it is at one moment, then its files, sealed, and read back."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from duizhao.errors import DuizhaoError, ErrorCode, Words, reason_of, words
from duizhao_web.commands.keeping import sqlite
from duizhao_web.commands.keeping.archive import About, Reading, Writing
from duizhao_web.commands.keeping.sealed import Sealing, Unsealing
from duizhao_web.config import secrets
from duizhao_web.config.env import Environment

_BESIDE: Final = ".backup-"
# A copy of the database that a run killed long ago has left.
_STALE: Final = 24 * 60 * 60.0


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and read back, and what of the installation was not in order."""

    size: int
    parts: int
    files: int
    faults: tuple[Words, ...]


def back_up(environment: Environment, target: Path, passphrase: str) -> Made:
    """Write a backup beside its name, read it back, and only then let it have the name."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("wb") as file:
            writing = _Backup(environment, Sealing(file, passphrase))
            writing.write()
            file.flush()
            os.fsync(file.fileno())
        _read_back(beside, passphrase, writing.end)
        beside.replace(target)
        _sync(target.parent)
    except sqlite.Error as error:
        raise DuizhaoError(ErrorCode.DATABASE_FAILED, detail=str(error)) from error
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, error.filename or target)) from error
    finally:
        beside.unlink(missing_ok=True)
    return Made(target.stat().st_size, writing.end["parts"], writing.files, tuple(writing.faults))


class _Backup:
    """One backup under way."""

    def __init__(self, environment: Environment, sealing: Sealing) -> None:
        self._environment = environment
        self._sealing = sealing
        self.files = 0
        self.faults: list[Words] = []
        self.end: dict[str, Any] = {}

    def write(self) -> None:
        if self._environment.database["ENGINE"].endswith("sqlite3"):
            self._from_sqlite()
        else:
            self._from_postgresql()

    def _from_sqlite(self) -> None:
        with _room_beside(self._environment.data) as folder:
            copied = folder / sqlite.NAME
            sqlite.copy(Path(self._environment.database["NAME"]), copied)
            self.faults += [words(_("数据库损坏：%(what)s"), what=line) for line in sqlite.faults(copied)]
            writing = self._begun("sqlite", sqlite.migrations(copied))
            with copied.open("rb") as file:
                writing.copy(sqlite.PART, file, copied.stat().st_size)
        self._ended(writing)

    def _from_postgresql(self) -> None:
        from duizhao_web.commands.keeping import postgresql

        with postgresql.snapshot(self._environment.database) as connection:
            try:
                writing = self._begun("postgresql", postgresql.migrations(connection))
                postgresql.dump(connection, writing)
            except postgresql.Error as error:
                raise postgresql.failed(error) from error
        self._ended(writing)

    def _begun(self, database: str, migrations: tuple[tuple[str, str], ...]) -> Writing:
        from duizhao_web.apps.kernel import clock

        made_at = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
        writing = Writing(self._sealing, About(version("duizhao"), database, made_at, migrations))
        for name in secrets.NAMES:
            writing.add(f"secrets/{name}", secrets.read(self._environment.data, name).encode())
        return writing

    def _ended(self, writing: Writing) -> None:
        """Add the files, which were there before the rows that name them, and none of which changes."""
        from duizhao_web.apps.kernel import files

        for digest in files.digests():
            if (data := _whole(digest)) is not None:
                writing.add(f"files/{digest}", data)
                self.files += 1
            else:
                self.faults.append(words(_("文件 %(digest)s 的内容已损坏，未列入备份"), digest=digest))
        self.faults += [words(_("文件 %(digest)s 缺失"), digest=digest) for digest in files.missing()]
        self.end = writing.finish()


def _whole(digest: str) -> bytes | None:
    """Return a stored file as it was handed in, None where it is not that any more."""
    from duizhao_web.apps.kernel import files
    from duizhao_web.apps.kernel.errors import AppError

    try:
        data = files.load(digest)
    except AppError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _read_back(path: Path, passphrase: str, end: dict[str, Any]) -> None:
    with path.open("rb") as file:
        reading = Reading(Unsealing(file, passphrase))
        for _part in reading.parts():
            pass
    if reading.end != end:
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=words(_("写入的与读回的不一致；请检查磁盘")))


@contextmanager
def _room_beside(data: Path) -> Iterator[Path]:
    """Give a folder in the data directory, where the database may lie readable, and take it away."""
    for left in data.glob(f"{_BESIDE}*"):
        if time.time() - left.stat().st_mtime > _STALE:
            shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _sync(folder: Path) -> None:
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
