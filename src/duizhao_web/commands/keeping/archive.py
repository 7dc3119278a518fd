"""What stands in a backup, one part after another, as a tar stream: first what it is, last how much it was.

about.json            the schema, program and database it was made with, migrations, when
secrets/NAME          the installation's own keys
database/…            the database, in the parts its kind is kept in
files/SHA256          every stored file, as it was handed in
end.json              how many parts there were, and one digest over all of them
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any, Final, NamedTuple, cast

from duizhao.errors import DuizhaoError, ErrorCode, words
from duizhao_web.commands.keeping.sealed import Sealing, Unsealing

SCHEMA: Final = "duizhao.backup/1"
ABOUT: Final = "about.json"
END: Final = "end.json"
# Parts of this size at most are held in memory while they are written or read.
PART: Final = 4 * 1024 * 1024
# A few numbers and names; more is no description of ours.
_SMALL: Final = 1024 * 1024


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself before anything else."""

    program: str
    database: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """One part while it passes by: its name, its size, and its content, to be read now or never."""

    name: str
    size: int
    content: IO[bytes]


class _Tally:
    """Number of parts and one digest over their names and contents."""

    def __init__(self) -> None:
        self.parts = 0
        self._all = hashlib.sha256()

    def add(self, name: str, digest: str) -> None:
        self.parts += 1
        self._all.update(f"{name}\0{digest}\n".encode())

    def as_json(self) -> dict[str, Any]:
        return {"parts": self.parts, "sha256": self._all.hexdigest()}


class Writing:
    """A backup being written."""

    def __init__(self, sealing: Sealing, about: About) -> None:
        self._tar = tarfile.open(mode="w|", fileobj=cast(Any, sealing), format=tarfile.PAX_FORMAT)  # noqa: SIM115 (ends in ``finish``)
        self._sealing = sealing
        self._tally = _Tally()
        self.add(ABOUT, _as_bytes({"schema": SCHEMA} | asdict(about)))

    def add(self, name: str, data: bytes) -> None:
        """Add a part that is in memory."""
        self.copy(name, io.BytesIO(data), len(data))

    def copy(self, name: str, file: IO[bytes], size: int) -> None:
        """Add a part from a file, whose first ``size`` bytes it is."""
        info = tarfile.TarInfo(name)
        info.size = size
        info.mode = 0o600
        hashing = _Hashing(file)
        self._tar.addfile(info, hashing)
        self._tar.members = []  # type: ignore[attr-defined] # it remembers every one otherwise
        self._tally.add(name, hashing.digest)

    def finish(self) -> dict[str, Any]:
        """Write how much it was, and seal the end."""
        end = self._tally.as_json()
        self.add(END, _as_bytes(end))
        self._tar.close()
        self._sealing.finish()
        return end


class Reading:
    """A backup being read, part by part."""

    def __init__(self, unsealing: Unsealing) -> None:
        self._unsealing = unsealing
        try:
            self._tar = tarfile.open(mode="r|", fileobj=cast(Any, unsealing))  # noqa: SIM115 (the file is not ours)
        except tarfile.TarError as error:
            raise _malformed() from error
        self._tally = _Tally()
        self.end: dict[str, Any] = {}
        self.about = self._about()

    def parts(self) -> Iterator[Part]:
        """Yield the parts; each is to be read to its end. Raises where the whole is not what was written."""
        while (part := self._next()) is not None and part.name != END:
            hashing = _Hashing(part.content)
            yield part._replace(content=hashing)  # type: ignore[arg-type]
            while hashing.read(PART):
                pass
            self._tally.add(part.name, hashing.digest)
        if part is None or _read(part) != (end := self._tally.as_json()) or self._next() is not None:
            raise _malformed()
        self._unsealing.to_the_end()
        self.end = end

    def _about(self) -> About:
        first = self._next()
        if first is None or first.name != ABOUT:
            raise _malformed()
        said = _read(first)
        self._tally.add(ABOUT, hashlib.sha256(_as_bytes(said)).hexdigest())
        if said.get("schema") != SCHEMA:
            detail = words(_("它由更新的版本制作（%(schema)s）；请先升级 Duizhao"), schema=said.get("schema"))
            raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=detail)
        migrations = tuple((str(app), str(name)) for app, name in said["migrations"])
        return About(str(said["program"]), str(said["database"]), str(said["made_at"]), migrations)

    def _next(self) -> Part | None:
        try:
            info = self._tar.next()
            if info is None:
                return None
            self._tar.members = []  # type: ignore[attr-defined]
            content = self._tar.extractfile(info)
        except tarfile.TarError as error:
            raise _malformed() from error
        if content is None:
            raise _malformed()
        return Part(info.name, info.size, content)


class _Hashing:
    """A file that is digested as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._sha256.update(data)
        return data

    @property
    def digest(self) -> str:
        return self._sha256.hexdigest()


def _read(part: Part) -> dict[str, Any]:
    if part.size > _SMALL:
        raise _malformed()
    try:
        said = json.loads(part.content.read())
    except ValueError as error:
        raise _malformed() from error
    if not isinstance(said, dict):
        raise _malformed()
    return said


def _as_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _malformed() -> DuizhaoError:
    return DuizhaoError(ErrorCode.BACKUP_INVALID, detail=words(_("其中的内容不是备份应有的样子")))
