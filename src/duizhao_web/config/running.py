"""Whether a server runs on a data directory, and whether the directory is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# Held open, and locked, by everything that serves from the directory.
RUNNING: Final = ".running"
# Stands while a restore changes places, which takes a moment; left there, it was killed in that moment.
HALF_RESTORED: Final = ".half-restored"


class StillRunningError(Exception):
    """A server runs on the directory."""


@contextmanager
def running(data: Path) -> Iterator[None]:
    """Say, as long as the block lasts, that a server runs; processes it forks say so with it."""
    with (data / RUNNING).open("ab") as file:
        _lock(file.fileno(), shared=True)
        yield


@contextmanager
def stopped(data: Path) -> Iterator[None]:
    """See to it that no server runs while the block lasts."""
    with (data / RUNNING).open("ab") as file:
        _lock(file.fileno(), shared=False)
        yield


def is_half_restored(data: Path) -> bool:
    """Return whether a restore was killed while it changed places."""
    return (data / HALF_RESTORED).exists()


def _lock(handle: int, *, shared: bool) -> None:
    # Windows refuses to move what is open, and so needs no lock.
    if os.name != "nt":
        import fcntl

        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StillRunningError from error
