"""A PostgreSQL database on its way into a backup and out of it: every table by COPY, in one snapshot.

No program of PostgreSQL is needed. The tables themselves are not kept: the migrations that the backup names
make them again, so that only rows travel.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import psycopg
from psycopg import Error, sql

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao_web.commands.keeping.archive import PART as PART_SIZE
from duizhao_web.commands.keeping.archive import Writing

__all__ = ["Error", "connect", "drop", "dump", "failed", "load", "migrations", "snapshot", "tables"]

TABLES: Final = "database/tables.json"
SEQUENCES: Final = "database/sequences.json"
_NAMED: Final = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}
_TABLES: Final = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES: Final = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename
"""
# The functions that triggers of ours run: gone with the tables, or the migrations could not make them again.
_FUNCTIONS: Final = """
    SELECT DISTINCT t.tgfoid::regprocedure::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%s)
"""


class Table(NamedTuple):
    """A table and the columns that hold something of their own."""

    name: str
    columns: tuple[str, ...]


def connect(database: Any) -> psycopg.Connection[Any]:
    """Connect to the database that the settings name, Django or not."""
    named = {name: database[given] for name, given in _NAMED.items() if database[given]}
    try:
        return psycopg.connect(**named | database["OPTIONS"])
    except psycopg.OperationalError as error:
        raise failed(error) from error


def failed(error: psycopg.Error) -> DuizhaoError:
    """Return what the database said as an error of ours."""
    return DuizhaoError(ErrorCode.DATABASE_FAILED, detail=str(error).strip())


def tables(cursor: Any) -> list[Table]:
    """Return the tables there are."""
    cursor.execute(_TABLES)
    return [Table(name, tuple(columns)) for name, columns in cursor.fetchall()]


def migrations(connection: psycopg.Connection[Any]) -> tuple[tuple[str, str], ...]:
    """Return which migrations the database has been through, and begin the snapshot."""
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return tuple((app, name) for app, name in rows)


def dump(connection: psycopg.Connection[Any], writing: Writing) -> None:
    """Write every row, as all tables were at one moment; writers go on meanwhile."""
    with connection.cursor() as cursor:
        found = tables(cursor)
        writing.add(TABLES, json.dumps(dict(found)).encode())
        for table in found:
            for number, data in enumerate(_rows(cursor, table)):
                writing.add(f"database/{table.name}/{number:06}", data)
        # Later than the rows: a number given out once is not given out again.
        cursor.execute(_SEQUENCES)
        writing.add(SEQUENCES, json.dumps(dict(cursor.fetchall())).encode())


def snapshot(database: Any) -> psycopg.Connection[Any]:
    """Return a connection that sees one moment only, and changes nothing."""
    connection = connect(database)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def load(cursor: Any, folder: Path) -> None:
    """Put the rows that were kept into tables just made; whatever the migrations put there goes first."""
    names = [table.name for table in tables(cursor)]
    # What a migration has left to be looked at later would stand in the way of what follows.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        _run(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", name)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name in names:
        _run(cursor, "DELETE FROM {}", name)
    for name, columns in json.loads((folder / Path(TABLES).name).read_bytes()).items():
        for part in sorted((folder / name).iterdir()):
            _copy(cursor, name, columns, part)
    _set_sequences(cursor, folder / Path(SEQUENCES).name)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        _run(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", name)


def drop(cursor: Any, names: set[str]) -> None:
    """Remove tables of ours with the functions of their triggers; nothing else in the database."""
    there = [table.name for table in tables(cursor) if table.name in names]
    cursor.execute(_FUNCTIONS, [there])
    functions = [name for (name,) in cursor.fetchall()]
    for name in there:
        _run(cursor, "DROP TABLE {} CASCADE", name)
    for function in functions:
        cursor.execute(f"DROP FUNCTION {function}")


def _rows(cursor: Any, table: Table) -> Iterator[bytes]:
    """Yield the rows as COPY writes them, some megabytes at a time."""
    waiting = bytearray()
    with cursor.copy(_statement("COPY {} ({}) TO STDOUT", table.name, table.columns)) as copying:
        for data in copying:
            waiting += data
            if len(waiting) >= PART_SIZE:
                yield bytes(waiting)
                waiting.clear()
    yield bytes(waiting)


def _copy(cursor: Any, name: str, columns: list[str], part: Path) -> None:
    with part.open("rb") as file, cursor.copy(_statement("COPY {} ({}) FROM STDIN", name, columns)) as into:
        _pour(file, into)


def _pour(file: IO[bytes], into: Any) -> None:
    while data := file.read(64 * 1024):
        into.write(data)


def _set_sequences(cursor: Any, path: Path) -> None:
    for name, value in json.loads(path.read_bytes()).items():
        cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, value])


def _statement(template: str, name: str, columns: Any) -> sql.Composed:
    return sql.SQL(template).format(sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns)))


def _run(cursor: Any, template: str, name: str) -> None:
    cursor.execute(sql.SQL(template).format(sql.Identifier(name)))
