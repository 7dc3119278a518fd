"""What the server costs at 10,000 and at 100,000 problems, on SQLite and PostgreSQL, beside its targets.

    python benchmarks/bench_server.py [sqlite|postgresql] [city|province]

CPU is that of the process that answers, measured from the session to the last byte; on PostgreSQL that of the
database's own processes comes on top. Without PostgreSQL on the machine that half is left out, and says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

from benchmarks.server import served
from with_postgresql import postgresql, program

SIZES = ("city", "province")
MOST = {"sql": 12, "bytes": 60_000, "cpu": 40.0}
# Pages that are no lists, by the beginning of their name, in milliseconds of CPU.
PAGE_CPU = {"review": 80.0, "an item": 60.0, "overview": 250.0}
WRITE_CPU, PANEL = 40.0, 100.0
# What is done for all units at once and still within a request.
BULK_CPU = 1_500.0
# Figures of others, as their own measuring published them: one worker, 10,000 findings, PostgreSQL.
ELSEWHERE = (
    ("CISO Assistant, list of findings, 20 rows", 134, "", 395.0),
    ("CISO Assistant, list of findings, 100 rows", 632, "", 737.0),
    ("CISO Assistant, search, rare word", 0, "", 255.0),
    ("CISO Assistant, detail of a finding", 0, "", 185.0),
    ("DefectDojo, page of open findings, 25 rows", 103, "1050 kB", 292.0),
    ("DefectDojo, page found by title", 0, "1050 kB", 440.0),
    ("DefectDojo, page of a finding", 119, "272 kB", 184.0),
)


def main(arguments: list[str]) -> int:
    """Measure what was asked for, everything where nothing was; return 1 where a target is missed."""
    missed: list[str] = []
    for database in [
        one
        for one in ("sqlite", "postgresql")
        if not set(arguments) & {"sqlite", "postgresql"} or one in arguments
    ]:
        if database == "postgresql" and program("initdb") is None:
            print("\nPostgreSQL is not installed: left out")
            continue
        with postgresql() if database == "postgresql" else nullcontext("") as address:
            wanted = [one for one in SIZES if one in arguments] or list(SIZES)
            missed += _database(database, address, wanted)
    print("\nmeasured elsewhere (their machine, one worker, 10,000 findings)")
    for name, sql, size, cpu in ELSEWHERE:
        print(f"  {name:44} {sql or '':>4} {size:>9} {cpu:7.1f} ms CPU")
    print("  CISO Assistant: migrations 315 s, worker 635 MB; DefectDojo: first start 118 s, worker 805 MB")
    print("\nmissed: " + ("; ".join(missed) or "nothing"))
    return 1 if missed else 0


def _database(name: str, address: str, sizes: list[str]) -> list[str]:
    found: dict[str, Any] = {}
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        missed += _migrations(name, Path(folder) / "empty", _own(address, "empty"))
        for size in sizes:
            data, database, port = Path(folder) / size, _own(address, size), served.free_port()
            environment = served.environment(data, database, port)
            begun = time.perf_counter()
            _run(environment, *served.CLI, "demo", "--size", size, "--no-serve")
            print(f"\n{name}, {size}: built in {time.perf_counter() - begun:.0f} s", flush=True)
            found[size] = json.loads(
                _run(environment, sys.executable, str(ROOT / "benchmarks/server/pages.py"), str(data))
            )
            missed += _searched(f"{name}, {size}", found[size]["search"])
            missed += _each(f"{name}, {size}", "written", found[size]["writes"], WRITE_CPU)
            missed += _each(f"{name}, {size}", "period", found[size]["periods"], BULK_CPU)
            missed += _each(f"{name}, {size}", "overview", found[size]["panels"], PANEL)
            figures = served.measured(data, environment, port)
            missed += _served(f"{name}, {size}", figures)
            for command in (("doctor",), ("audit", "verify")):
                _run(environment, *served.CLI, *command)
            print("  doctor and audit verify find nothing")
    return missed + _pages(name, found)


def _migrations(name: str, data: Path, database: str) -> list[str]:
    code = (
        "from duizhao_web.commands.surroundings import start; start('zh');"
        "from duizhao_web.commands.migrating import migrate; migrate()"
    )
    begun = time.perf_counter()
    _run(served.environment(data, database, 0), sys.executable, "-c", code)
    spent = time.perf_counter() - begun
    print(f"\n{name}: migrations of an empty database {spent:.1f} s (at most 20)")
    return [f"{name}: migrations"] if spent > 20 else []


def _searched(name: str, found: dict[str, Any]) -> list[str]:
    missed = []
    for word, spent in found["ms"].items():
        # The target is for 5,000 papers; more may take as much longer as they are more.
        most = 30 * max(1.0, found["papers"] / 5_000)
        print(f"  search “{word}”, in {found['found'][word]} of {found['papers']} papers: {spent:.1f} ms")
        missed += [f"{name}: search {word}"] if spent > most else []
    return missed


def _each(name: str, what: str, found: dict[str, float], most: float) -> list[str]:
    for one, spent in found.items():
        print(f"  {what}: {one} {spent:.1f} ms (at most {most:.0f})")
    return [f"{name}: {one}" for one, spent in found.items() if spent > most]


def _served(name: str, figures: served.Figures) -> list[str]:
    print(f"  start-up {figures.start:.1f} s (at most 2)")
    print(f"  {served.PAPERS} papers uploaded, read and checked in {figures.uploaded:.1f} s (at most 30)")
    for process, held in figures.memory.items():
        print(f"  {held:6.0f} MB {process}")
    missed = [f"{name}: start-up"] if figures.start > 2 else []
    missed += [f"{name}: upload"] if figures.uploaded > 30 else []
    return missed + ([f"{name}: memory"] if max(figures.memory.values(), default=0) > 250 else [])


def _pages(name: str, found: dict[str, Any]) -> list[str]:
    missed = []
    sizes = list(found)
    print(f"\n{name:44}" + "".join(f"{one:>10}: SQL   bytes    CPU" for one in sizes))
    for rows in zip(*(found[one]["pages"] for one in sizes), strict=True):
        page = rows[0]
        shown = [f"{one['sql']:15} {one['bytes'] // 1000:4} kB {one['cpu']:5.1f}" for one in rows]
        over = page["list"] and any(one[what] > MOST[what] for one in rows for what in MOST)
        most = next((most for begin, most in PAGE_CPU.items() if page["name"].startswith(begin)), None)
        over = over or (most is not None and max(one["cpu"] for one in rows) > most)
        missed += [f"{name}: {page['name']}"] if over else []
        print(f"  {page['name']:42}{''.join(shown)}{'  !' if over else ''}")
    return missed


def _own(address: str, name: str) -> str:
    """Make a database of its own on the server and return its address; "" is SQLite in the data directory."""
    if not address:
        return ""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("///postgres?", f"///{name}?")


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
