"""Where a backup is restored to: refused unless empty, filled aside, then put in place at one stroke.

.restoring/            what is being unpacked; left by a run that was killed, it counts for nothing
.half-restored         stands only while the parts change places; nothing starts on such a directory
before-restore-TIME/   what was there before, with ``--force``
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from duizhao.errors import DuizhaoError, ErrorCode, words
from duizhao_web.commands.keeping import sqlite
from duizhao_web.config.env import Environment
from duizhao_web.config.running import HALF_RESTORED, RUNNING, stopped

STAGING: Final = ".restoring"
KEPT: Final = "before-restore-"


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_IN_USE: Final = _(
    "%(data)s 里已有内容；确要替换，请加 --force（原有内容移到其中的 before-restore-… 里保留）"
)


@dataclass(slots=True)
class Place:
    """A data directory, and the SQLite file where it lies elsewhere."""

    data: Path
    database: Path | None
    kept: Path | None = None

    @property
    def staging(self) -> Path:
        """Return where to unpack."""
        return self.data / STAGING

    def put(self) -> None:
        """Let what was unpacked take the place of what is there, which is kept beside it."""
        marker = self.data / HALF_RESTORED
        marker.touch()
        self._keep()
        if self.database is not None:
            # Another disk, perhaps: copied beside its place first.
            beside = self.database.with_name(f".{self.database.name}.part")
            shutil.move(self.staging / sqlite.NAME, beside)
            beside.replace(self.database)
        for path in sorted(self.staging.iterdir()):
            path.replace(self.data / path.name)
        self.staging.rmdir()
        marker.unlink()

    def take_back(self) -> None:
        """Undo ``put``, where what should follow it failed."""
        (self.data / HALF_RESTORED).touch()
        for path in _entries(self.data):
            if path != self.kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if self.kept is not None:
            for path in sorted(self.kept.iterdir()):
                path.replace(self.data / path.name)
            self.kept.rmdir()
        (self.data / HALF_RESTORED).unlink()

    def _keep(self) -> None:
        aside = self.data / f"{KEPT}{datetime.now(UTC):%Y%m%d-%H%M%S}"
        moving = [(path, aside / path.name) for path in _entries(self.data)]
        if self.database is not None:
            for companion in sqlite.COMPANIONS:
                path = self.database.with_name(self.database.name + companion)
                if path.exists():
                    moving.append((path, path.with_name(f"{path.name}.{aside.name}")))
        if moving:
            aside.mkdir(mode=0o700)
            self.kept = aside
        for path, to in moving:
            path.replace(to)


@contextmanager
def prepared(environment: Environment, *, force: bool) -> Iterator[Place]:
    """Give a place to restore to; what was unpacked and not put in place is taken away."""
    data = environment.data
    database = _elsewhere(environment)
    if not force and (_entries(data) or (database is not None and database.exists())):
        raise DuizhaoError(ErrorCode.USAGE, detail=words(_IN_USE, data=data))
    made = not data.exists()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Place(data, database)
    try:
        with stopped(data):
            shutil.rmtree(place.staging, ignore_errors=True)
            place.staging.mkdir(mode=0o700)
            yield place
    finally:
        shutil.rmtree(place.staging, ignore_errors=True)
        if not _entries(data):
            _leave_as_found(data, made=made)


def _leave_as_found(data: Path, *, made: bool) -> None:
    (data / RUNNING).unlink(missing_ok=True)
    if made:
        data.rmdir()


def _entries(data: Path) -> list[Path]:
    """Return what a directory holds of an installation."""
    if not data.exists():
        return []
    ours = {STAGING, HALF_RESTORED, RUNNING}
    return sorted(path for path in data.iterdir() if path.name not in ours and not path.name.startswith(KEPT))


def _elsewhere(environment: Environment) -> Path | None:
    if not environment.database["ENGINE"].endswith("sqlite3"):
        return None
    path = Path(environment.database["NAME"])
    return None if path == environment.data / sqlite.NAME else path
