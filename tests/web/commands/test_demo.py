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


def test_demo_when_loaded_then_something_is_handed_down_and_not_all_of_it_confirmed(
    loaded: tuple[Path, str],
) -> None:
    data, _printed = loaded

    assert rows(data, "SELECT stage FROM rectification_assignment ORDER BY id") == [
        ("received",),
        ("answered",),
    ]
    assert rows(data, "SELECT state FROM rectification_supervisionnotice") == [("issued",)]


def test_demo_when_loaded_then_doctor_and_the_log_find_nothing(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded

    assert run(data, "doctor").returncode == 0
    assert run(data, "audit", "verify").returncode == 0


def test_demo_when_loaded_then_nothing_is_dated_after_today(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded
    times = [str(at) for (at,) in rows(data, "SELECT at FROM kernel_auditevent ORDER BY number")]

    assert times[-1] <= rows(data, "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")[0][0]  # type: ignore[operator]


def test_demo_when_the_directory_holds_something_then_refused_and_untouched(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "letter.txt"
    kept.parent.mkdir()
    kept.write_text("x", encoding="utf-8")

    done = run(tmp_path / "data", "demo", "--no-serve")

    assert done.returncode != 0
    assert "已有内容" in done.stderr
    assert list(kept.parent.iterdir()) == [kept]


def test_sized_demo_when_built_then_as_large_as_said_and_in_order(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = run(data, "demo", "--size", "city", "--no-serve")
    assert done.returncode == 0, done.stderr

    assert rows(data, "SELECT COUNT(*) FROM units_unit") == [(200,)]
    problems = "SELECT SUM(json_array_length(record, '$.problems')) FROM materials_version"
    assert rows(data, problems)[0][0] >= 10_000  # type: ignore[operator]
    # Every unit has closed last year's meeting and prepares this year's or held it; its papers are for that.
    meetings = dict(
        rows(data, "SELECT year || ' ' || state, COUNT(*) FROM cycles_cycle GROUP BY 1 ORDER BY 1")
    )
    assert meetings["2024 closed"] == meetings["2025 held"] + meetings["2025 preparing"] == 200  # type: ignore[operator]
    assert rows(data, "SELECT COUNT(*) FROM materials_paper WHERE cycle_id IS NULL") == [(0,)]
    elsewhere = (
        "SELECT COUNT(*) FROM materials_paper p JOIN cycles_cycle c ON c.id = p.cycle_id"
        " WHERE c.unit_id <> p.unit_id OR c.year <> p.year OR (c.state = 'held' AND p.state <> 'passed')"
    )
    assert rows(data, elsewhere) == [(0,)]
    # Nothing of one paper stands in another: its own unit's name is in it, and no pattern's.
    assert rows(data, "SELECT COUNT(*) FROM materials_version WHERE text LIKE '%甲甲市%'") == [(0,)]
    assert run(data, "doctor").returncode == 0
    assert run(data, "audit", "verify").returncode == 0


def test_demo_when_loaded_then_last_year_is_closed_carried_over_and_looked_at_again(
    loaded: tuple[Path, str],
) -> None:
    data, _printed = loaded

    assert rows(data, "SELECT DISTINCT year, state FROM cycles_cycle ORDER BY year") == [
        (2024, "closed"),
        (2025, "preparing"),
    ]
    (carried,) = rows(data, "SELECT COUNT(*), MIN(year), MAX(year) FROM rectification_carried")
    assert (
        carried[0]
        == rows(
            data,
            "SELECT COUNT(*) FROM rectification_item"
            " WHERE year = 2024 AND state NOT IN ('closed', 'merged', 'withdrawn')",
        )[0][0]
    )
    assert carried[1:] == (2025, 2025)
    assert rows(data, "SELECT held FROM rectification_recheck ORDER BY id") == [(0,), (None,)]
    recent = "SELECT COUNT(*) FROM rectification_item WHERE closed_on > DATE('now', '-366 days')"
    assert (
        rows(data, recent)[0][0]
        == rows(data, "SELECT COUNT(*) FROM rectification_item WHERE state = 'closed'")[0][0]
    )


def test_demo_when_loaded_then_one_period_is_issued_and_one_is_under_way(loaded: tuple[Path, str]) -> None:
    data, _printed = loaded

    assert rows(data, "SELECT stage FROM reporting_period ORDER BY until") == [("issued",), ("open",)]
    assert {one for (one,) in rows(data, "SELECT DISTINCT stage FROM reporting_report")} == {
        *("asked", "filling", "handed_in", "locked"),
    }
    assert rows(data, "SELECT count(*) FROM reporting_issue") == [(1,)]
