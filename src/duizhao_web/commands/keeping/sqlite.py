"""A SQLite database on its way into a backup and out of it: a copy of the file, made while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Error
from typing import Final

__all__ = ["COMPANIONS", "NAME", "PART", "Error", "copy", "faults", "migrations"]

NAME: Final = "duizhao.sqlite3"
PART: Final = f"database/{NAME}"
# Beside a database in use; gone when it is closed, and no part of what is copied.
COMPANIONS: Final = ("", "-wal", "-shm")


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment; writers go on meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(target)) as here,
    ):
        there.backup(here)
        # One file, without a log beside it.
        here.execute("PRAGMA journal_mode=DELETE")


def migrations(path: Path) -> tuple[tuple[str, str], ...]:
    """Return which migrations a database has been through."""
    with closing(sqlite3.connect(path)) as database:
        return tuple(database.execute("SELECT app, name FROM django_migrations ORDER BY id"))


def faults(path: Path) -> Iterator[str]:
    """Yield what SQLite itself finds wrong with a database."""
    with closing(sqlite3.connect(path)) as database:
        try:
            found = [line for (line,) in database.execute("PRAGMA integrity_check(10)")]
            yield from (line for line in found if line != "ok")
            for table, row, parent, _number in database.execute("PRAGMA foreign_key_check"):
                yield f"{table} {row} → {parent}"
        except sqlite3.DatabaseError as error:
            yield str(error)
