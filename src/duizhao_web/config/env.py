"""What the environment says: the only module of the server that reads it, once, into one typed value."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from duizhao_web.apps.kernel.post import PostOffice, Tls


class Variable(NamedTuple):
    """A variable the server reads; docs/{zh,en}/server.md lists exactly these."""

    name: str
    default: str


VARIABLES: Final = (
    Variable("DUIZHAO_DATA", ""),
    Variable("DATABASE_URL", ""),
    Variable("DUIZHAO_URL", "http://127.0.0.1:8000"),
    Variable("DUIZHAO_TIME_ZONE", "Asia/Shanghai"),
    Variable("DUIZHAO_PASSPHRASE", ""),
    Variable("DUIZHAO_FILE_KEY_FILE", ""),
    Variable("DUIZHAO_OIDC_ISSUER", ""),
    Variable("DUIZHAO_OIDC_CLIENT_ID", ""),
    Variable("DUIZHAO_OIDC_CLIENT_SECRET_FILE", ""),
    Variable("DUIZHAO_OIDC_CLAIM", "preferred_username"),
    Variable("DUIZHAO_OIDC_SCOPES", "profile"),
    Variable("DUIZHAO_OIDC_NAME", "统一身份认证"),
    Variable("DUIZHAO_OIDC_ADMINISTRATORS", "no"),
    Variable("DUIZHAO_MAIL_HOST", ""),
    Variable("DUIZHAO_MAIL_PORT", ""),
    Variable("DUIZHAO_MAIL_TLS", "starttls"),
    Variable("DUIZHAO_MAIL_FROM", ""),
    Variable("DUIZHAO_MAIL_USER", ""),
    Variable("DUIZHAO_MAIL_PASSWORD_FILE", ""),
    Variable("DUIZHAO_MAIL_CA_FILE", ""),
)


LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class EnvironmentMalformedError(Exception):
    """A variable has a value that cannot be used: its name and what is wrong."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")


@dataclass(frozen=True, slots=True)
class Oidc:
    """An identity provider, and which of its claims names an account of ours."""

    issuer: str
    client_id: str
    client_secret_file: Path
    claim: str
    scopes: tuple[str, ...]
    name: str
    administrators: bool

    def client_secret(self) -> str:
        """Return the secret shared with the provider, "" where the file cannot be read: a check says so."""
        try:
            return self.client_secret_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""


@dataclass(frozen=True, slots=True)
class Environment:
    """The server's surroundings."""

    data: Path
    database: Mapping[str, Any]
    url: str
    time_zone: str
    file_key_file: Path | None
    oidc: Oidc | None
    mail: PostOffice | None

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
        file_key_file=_path("DUIZHAO_FILE_KEY_FILE", value["DUIZHAO_FILE_KEY_FILE"]),
        oidc=_oidc(value),
        mail=_mail(value),
    )


def passphrase() -> str:
    """Return the passphrase of backups; no setting holds it, and no process but the one that asks."""
    return os.environ.get("DUIZHAO_PASSPHRASE", "")


def _oidc(value: Mapping[str, str]) -> Oidc | None:
    issuer = value["DUIZHAO_OIDC_ISSUER"]
    if not issuer:
        return None
    parts = urlsplit(issuer)
    # Tokens and the secret travel there: in the clear to this machine only.
    if not parts.hostname or (parts.scheme, parts.hostname in LOOPBACK) not in (
        ("https", True),
        ("https", False),
        ("http", True),
    ):
        raise EnvironmentMalformedError("DUIZHAO_OIDC_ISSUER", "https://host[/path]")
    if not value["DUIZHAO_OIDC_CLIENT_ID"]:
        raise EnvironmentMalformedError("DUIZHAO_OIDC_CLIENT_ID", "as registered with the provider")
    secret = _path("DUIZHAO_OIDC_CLIENT_SECRET_FILE", value["DUIZHAO_OIDC_CLIENT_SECRET_FILE"])
    if secret is None:
        raise EnvironmentMalformedError("DUIZHAO_OIDC_CLIENT_SECRET_FILE", "an absolute path")
    return Oidc(
        issuer=issuer,
        client_id=value["DUIZHAO_OIDC_CLIENT_ID"],
        client_secret_file=secret,
        claim=value["DUIZHAO_OIDC_CLAIM"],
        scopes=tuple(value["DUIZHAO_OIDC_SCOPES"].split()),
        name=value["DUIZHAO_OIDC_NAME"],
        administrators=_yes("DUIZHAO_OIDC_ADMINISTRATORS", value["DUIZHAO_OIDC_ADMINISTRATORS"]),
    )


_PORTS: Final = {Tls.STARTTLS: 587, Tls.TLS: 465, Tls.NONE: 25}
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")


def _mail(value: Mapping[str, str]) -> PostOffice | None:
    host = value["DUIZHAO_MAIL_HOST"]
    if not host:
        return None
    if value["DUIZHAO_MAIL_TLS"] not in list(Tls):
        raise EnvironmentMalformedError("DUIZHAO_MAIL_TLS", ", ".join(Tls))
    tls = Tls(value["DUIZHAO_MAIL_TLS"])
    # Who is reminded when, and the password, travel there: in the clear on this machine only.
    if tls == Tls.NONE and host not in LOOPBACK:
        raise EnvironmentMalformedError("DUIZHAO_MAIL_TLS", f"starttls, tls ({host} is another machine)")
    port = value["DUIZHAO_MAIL_PORT"] or str(_PORTS[tls])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise EnvironmentMalformedError("DUIZHAO_MAIL_PORT", "1–65535")
    if not _ADDRESS.fullmatch(value["DUIZHAO_MAIL_FROM"]):
        raise EnvironmentMalformedError("DUIZHAO_MAIL_FROM", "an address such as duizhao@example.org")
    user = value["DUIZHAO_MAIL_USER"]
    password = _path("DUIZHAO_MAIL_PASSWORD_FILE", value["DUIZHAO_MAIL_PASSWORD_FILE"])
    if bool(user) != (password is not None):
        raise EnvironmentMalformedError("DUIZHAO_MAIL_PASSWORD_FILE", "goes with DUIZHAO_MAIL_USER")
    trusted = _path("DUIZHAO_MAIL_CA_FILE", value["DUIZHAO_MAIL_CA_FILE"])
    if trusted is not None and tls == Tls.NONE:
        raise EnvironmentMalformedError("DUIZHAO_MAIL_CA_FILE", "goes with starttls or tls")
    return PostOffice(host, int(port), tls, value["DUIZHAO_MAIL_FROM"], user, password, trusted)


def _yes(name: str, text: str) -> bool:
    if text not in ("yes", "no"):
        raise EnvironmentMalformedError(name, "yes, no")
    return text == "yes"


def _path(name: str, text: str) -> Path | None:
    if not text:
        return None
    if not Path(text).is_absolute():
        raise EnvironmentMalformedError(name, "an absolute path")
    return Path(text)


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
            # Where the data lie on no turning disk, a page of an index costs what any page does; told so, the
            # server counts from the index of the figures instead of reading every item.
            "OPTIONS": {"options": "-c random_page_cost=1.1", **dict(parse_qsl(parts.query))},
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
