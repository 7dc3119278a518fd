"""What the environment says: the only module of the server that reads it, once, into one typed value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs


class Variable(NamedTuple):
    """A variable the server reads; docs/{zh,en}/server.md lists exactly these."""

    name: str
    default: str


VARIABLES: Final = (
    Variable("DUIZHAO_DATA", ""),
    Variable("DATABASE_URL", ""),
    Variable("DUIZHAO_URL", "http://127.0.0.1:8000"),
    Variable("DUIZHAO_TIME_ZONE", "Asia/Shanghai"),
)


class EnvironmentMalformedError(Exception):
    """A variable has a value that cannot be used: its name and what is wrong."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")


@dataclass(frozen=True, slots=True)
class Environment:
    """The server's surroundings."""

    data: Path
    database: Mapping[str, Any]
    url: str
    time_zone: str

    @property
    def secure(self) -> bool:
        """Return whether people reach the server by https."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """Return the host name people reach the server by."""
        return urlsplit(self.url).hostname or "127.0.0.1"


def read(environ: Mapping[str, str] | None = None) -> Environment:
    """Return what the environment says; raise ``EnvironmentMalformedError`` where it makes no sense."""
    given = os.environ if environ is None else environ
    value = {variable.name: given.get(variable.name) or variable.default for variable in VARIABLES}
    data = Path(value["DUIZHAO_DATA"] or platformdirs.user_data_dir("duizhao", appauthor=False)).absolute()
    return Environment(
        data=data,
        database=_database(value["DATABASE_URL"], data),
        url=_url(value["DUIZHAO_URL"]),
        time_zone=_time_zone(value["DUIZHAO_TIME_ZONE"]),
    )


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise EnvironmentMalformedError("DUIZHAO_URL", "http(s)://host[:port]")
    return text.rstrip("/")


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise EnvironmentMalformedError("DUIZHAO_TIME_ZONE", name) from error
    return name


def _database(url: str, data: Path) -> Mapping[str, Any]:
    if not url:
        return _sqlite(data / "duizhao.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise EnvironmentMalformedError(
        "DATABASE_URL", "postgresql://user:password@host:5432/name, sqlite:////path/to/file"
    )


def _sqlite(path: Path) -> Mapping[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction that will write says so at its beginning and waits its turn there: it never fails
            # in the middle because another one was quicker.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Readers do not wait for writers. FULL: what was answered survives the power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        },
    }
