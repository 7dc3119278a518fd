"""``duizhao demo`` as a process: what it loads, prints, and where it refuses to."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest
from processes import run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A demonstration that was loaded, and what was printed."""
    data = tmp_path_factory.mktemp("demo") / "data"
    done = run(data, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    return data, done.stdout


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(data / "duizhao.sqlite3")
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def test_demo_when_loaded_then_address_and_a_login_for_each_role(loaded: tuple[Path, str]) -> None:
    data, printed = loaded
    usernames = re.findall(r"^  (\S+)  ", printed, re.MULTILINE)

    assert "http://127.0.0.1:" in printed
    assert {"reviewer", "lead", "head", "system", "security", "audit"} <= set(usernames)
    able = {
        name for (name,) in rows(data, "SELECT username FROM accounts_user WHERE password_set_at NOT NULL")
    }
    assert set(usernames) == able
    assert (data / "logins.txt").read_text(encoding="utf-8") == printed
    assert (data / "logins.txt").stat().st_mode & 0o077 == 0


def test_demo_when_loaded_then_papers_of_two_years_in_every_state(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded
    states = set(rows(data, "SELECT DISTINCT year, state FROM materials_paper"))

    assert states == {
        (2024, "passed"),
        (2025, "uploaded"),
        (2025, "in_review"),
        (2025, "returned"),
        (2025, "passed"),
    }
    assert rows(data, "SELECT state FROM materials_paper WHERE latest = 2") == [("in_review",)]
    assert rows(data, "SELECT MAX(depth) FROM units_unit") == [(3,)]


def test_demo_when_loaded_then_doctor_and_the_log_find_nothing(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded

    assert run(data, "doctor").returncode == 0
    assert run(data, "audit", "verify").returncode == 0


def test_demo_when_loaded_then_nothing_is_dated_after_today(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded
    times = [str(at) for (at,) in rows(data, "SELECT at FROM kernel_auditevent ORDER BY number")]

    assert times[-1] <= rows(data, "SELECT datetime('now')")[0][0]  # type: ignore[operator]


def test_demo_when_the_directory_holds_something_then_refused_and_untouched(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "letter.txt"
    kept.parent.mkdir()
    kept.write_text("x", encoding="utf-8")

    done = run(tmp_path / "data", "demo", "--no-serve")

    assert done.returncode != 0
    assert "已有内容" in done.stderr
    assert list(kept.parent.iterdir()) == [kept]
