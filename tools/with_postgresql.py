"""Run a command with ``DATABASE_URL`` naming a PostgreSQL server of its own, gone afterwards.

    python tools/with_postgresql.py pytest tests/web

The server listens on a socket in a temporary folder only and touches no other cluster of the machine. Its
programs
refuse to run as root; then they run as the user ``postgres``, which Debian's package makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Debian keeps them out of PATH, a folder for each version.
DEBIAN = Path("/usr/lib/postgresql")
SPEED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def program(name: str) -> str | None:
    """Return where a program of the server is, None where it is not installed."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server and yield its address."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if initdb is None or pg_ctl is None:
        raise SystemExit("PostgreSQL is not installed: no initdb")
    folder = Path(tempfile.mkdtemp(prefix="duizhao-pg-"))
    as_owner = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"

    def run(*arguments: str) -> None:
        subprocess.run([*as_owner, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    try:
        run(
            initdb,
            "-D",
            str(data),
            "-U",
            "duizhao",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {SPEED}"
        run(pg_ctl, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql:///postgres?host={folder}&user=duizhao"
        finally:
            run(pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    with postgresql() as address:
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run(arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
