"""Fifty people at once on a real server with a city's data: how long they wait, and that nothing fails.

    python benchmarks/bench_load.py [sqlite|postgresql] [--seconds 120] [--people 50] [--pause 2] [--workers 2]

They read and write over loopback, each with a pause of one to three seconds between two pages; ``--pause 0``
leaves it out, which is as many requests as the server can take, fifty waiting at any time. The browsers run on
the same machine and take their share of it.
"""

from __future__ import annotations

import argparse
import json
import os
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

LOAD = ROOT / "benchmarks" / "load"
MOST = 500.0


def main() -> int:
    """Measure on each database asked for; return 1 where something failed or p95 on PostgreSQL is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", choices=["sqlite", "postgresql", []])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--workers", type=int, default=2, help="on PostgreSQL; SQLite has one")
    asked = parser.parse_args()
    missed = []
    for name in asked.databases or ["sqlite", "postgresql"]:
        if name == "postgresql" and program("initdb") is None:
            print("\nPostgreSQL is not installed: left out")
            continue
        with postgresql() if name == "postgresql" else nullcontext("") as address:
            missed += measure(name, address, asked)
    print("\nmissed: " + ("; ".join(missed) or "nothing"))
    return 1 if missed else 0


def measure(name: str, address: str, asked: argparse.Namespace) -> list[str]:
    """Load a city, let people at it, print what they met."""
    workers = asked.workers if name == "postgresql" else 1
    with tempfile.TemporaryDirectory(prefix="duizhao-load-") as folder:
        data = Path(folder) / "data"
        port = served.free_port()
        environment = served.environment(data, address, port)
        subprocess.run(
            [*served.CLI, "demo", "--size", "city", "--no-serve"],
            env=environment,
            check=True,
            capture_output=True,
        )
        people = Path(folder) / "people.json"
        people.write_bytes(
            subprocess.run(
                [sys.executable, str(LOAD / "people.py"), str(data)],
                env=environment,
                check=True,
                capture_output=True,
            ).stdout
        )
        log = Path(folder) / "log"
        with served.running(environment, port, "--workers", str(workers), log=log) as (process, _start):
            before = _cpu(process.pid)
            began = time.perf_counter()
            found = _let_loose(Path(folder), people, port, asked)
            seconds = time.perf_counter() - began
            spent = _cpu(process.pid) - before
        subprocess.run([*served.CLI, "audit", "verify"], env=environment, check=True, capture_output=True)
        return _told(name, workers, found, spent / seconds, log.read_text(errors="replace"), asked)


def _let_loose(folder: Path, people: Path, port: int, asked: argparse.Namespace) -> dict[str, Any]:
    found = folder / "found.json"
    own = os.environ | {
        "DUIZHAO_LOAD_PEOPLE": str(people),
        "DUIZHAO_LOAD_FOUND": str(found),
        "DUIZHAO_LOAD_PAUSE": str(asked.pause),
    }
    subprocess.run(
        [
            *(sys.executable, "-m", "locust", "-f", str(LOAD / "locustfile.py"), "--headless"),
            *("--host", f"http://127.0.0.1:{port}", "--users", str(asked.people), "--spawn-rate", "10"),
            *("--run-time", f"{asked.seconds}s", "--stop-timeout", "10", "--exit-code-on-error", "0"),
        ],
        env=own,
        check=True,
        capture_output=True,
    )
    return dict(json.loads(found.read_text(encoding="utf-8")))


def _told(
    name: str, workers: int, found: dict[str, Any], busy: float, log: str, asked: argparse.Namespace
) -> list[str]:
    print(
        f"\n{name}, {workers} process(es): {asked.people} people, {asked.seconds} s, pause {asked.pause:g} s;"
        f" the server kept {busy:.2f} cores busy"
    )
    print(f"  {'':34} {'count':>6} {'failed':>6} {'median':>7} {'p95':>7} {'most':>7}  ms")
    for row in found["rows"]:
        print(
            f"  {row['name'][:34]:34} {row['count']:6} {row['failed']:6}"
            f" {row['median']:7.0f} {row['p95']:7.0f} {row['most']:7.0f}"
        )
    for line in found["failures"]:
        print(f"  failed: {line}")
    total = found["rows"][-1]
    missed = [f"{name}: {total['failed']} failed"] if total["failed"] else []
    locked = log.count("database is locked")
    missed += [f"{name}: database is locked, {locked} times"] if locked else []
    missed += [f"{name}: p95 {total['p95']:.0f} ms"] if name == "postgresql" and total["p95"] > MOST else []
    return missed


def _cpu(pid: int) -> float:
    """Return the CPU seconds of a process and of all below it."""
    ticks = 0
    for one in [pid, *served.below(pid)]:
        fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
