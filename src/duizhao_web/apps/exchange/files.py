"""A file that is made whole before it is given away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Final

_IN_MEMORY: Final = 4 * 1024 * 1024
"""A longer file is on disk while it is written, where nobody finds it by a name."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that may leave: read from its beginning, gone once it is closed."""

    file: IO[bytes]
    name: str
    media_type: str
    count: int


@contextmanager
def whole_file() -> Iterator[IO[bytes]]:
    """Give a file that is closed where anything goes wrong, and otherwise read from its beginning."""
    file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (who asked for it closes it)
    try:
        yield file
    except BaseException:
        file.close()
        raise
    file.seek(0)


def digest_of(file: IO[bytes]) -> str:
    """Return what the bytes of a file are known by."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()
