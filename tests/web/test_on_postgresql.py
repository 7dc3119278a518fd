"""The tests of the server once more, on PostgreSQL, and what needs a database that is really shared."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import RUN, WRITE, environment

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from with_postgresql import postgresql  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs_postgresql,
    pytest.mark.needs_extra("web"),
    pytest.mark.xdist_group("postgresql"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own."""
    with postgresql() as address:
        yield address


def made(server: str, name: str) -> str:
    """Make an empty database on the server and return its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("///postgres?", f"///{name}?")


def run(data: Path, database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment(data) | {"DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_demo_when_on_postgresql_then_loaded_and_in_order(tmp_path: Path, server: str) -> None:
    data, database = tmp_path / "data", made(server, "demo")
    done = run(data, database, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr

    assert run(data, database, "doctor").returncode == 0
    again = run(tmp_path / "other", database, "demo", "--no-serve")
    assert again.returncode != 0
    assert "DATABASE_URL" in again.stderr


@pytest.fixture(scope="module")
def with_log(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database that four processes have written to at once, and its data directory."""
    data, database = tmp_path_factory.mktemp("log") / "data", made(server, "log")
    own = environment(data) | {"DATABASE_URL": database}
    migrate = (
        "from duizhao_web.commands.surroundings import start; start('zh');"
        "from duizhao_web.commands.migrating import migrate; migrate()"
    )
    subprocess.run([sys.executable, "-c", migrate], env=own, check=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(n)], env=own, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    said = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0], said
    return data, database


def test_log_when_several_processes_write_to_postgresql_then_one_chain(with_log: tuple[Path, str]) -> None:
    data, database = with_log
    verified = run(data, database, "audit", "verify")

    assert verified.returncode == 0
    assert verified.stdout.startswith("60 ")
    assert run(data, database, "doctor").returncode == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditevent SET actor_name = 'x'",
        "DELETE FROM kernel_auditevent",
        "TRUNCATE kernel_auditevent",
        "DELETE FROM kernel_audithead",
    ],
)
def test_log_when_changed_by_hand_on_postgresql_then_the_database_refuses(
    with_log: tuple[Path, str], statement: str
) -> None:
    import psycopg

    _data, database = with_log
    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.RaiseException):
        connection.execute(statement.encode())


def test_server_when_on_postgresql_then_its_tests_pass_there_too() -> None:
    # Not spread over processes: this one may be one of several already.
    suite = [
        sys.executable,
        "-m",
        "pytest",
        "tests/web",
        "-q",
        "-n",
        "0",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
    ]
    own = {
        name: value
        for name, value in os.environ.items()
        if name == "DUIZHAO_REQUIRE_PROGRAMS" or not name.startswith(("PYTEST_", "DJANGO_", "DUIZHAO_"))
    }

    done = subprocess.run(
        [sys.executable, "tools/with_postgresql.py", *suite],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
        timeout=1_500,
    )

    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
