"""What must never happen, tried often: a write lost to a kill or to somebody quicker, a changed log not seen.

    python benchmarks/bench_endurance.py [kill|writers|bytes] ...

These are tests of the suite, asked to try more often than it does: the server and its background process killed
(SIGKILL, in any order) at random moments until 1,000 writes were acknowledged, then all looked for and the log
verified; two processes that change one item 10,000 times; ten events of a stored log changed byte by byte.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRIED = {
    "kill": ("tests/web/commands/test_killing.py", "acknowledged_is_there", {"BENCH_WRITES": "1000"}),
    "writers": ("tests/web/rectification/test_two_writers.py", "two_processes", {"BENCH_TRIES": "5000"}),
    "bytes": ("tests/web/kernel/test_audit_bytes.py", "any_byte", {"BENCH_EVENTS": "10"}),
}


def main(names: list[str]) -> int:
    """Try what was asked for, everything where nothing was; return 1 where something failed."""
    failed = []
    for name, (file, test, more) in TRIED.items():
        if names and name not in names:
            continue
        began = time.perf_counter()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-s",
                "-n",
                "0",
                "-p",
                "no:cacheprovider",
                file,
                "-k",
                test,
            ],
            cwd=ROOT,
            env=os.environ | more,
            capture_output=True,
            text=True,
            check=False,
        )
        told = [
            line.lstrip(".")
            for line in done.stdout.splitlines()
            if "acknowledged" in line or "not found" in line
        ]
        ended = "as asked" if done.returncode == 0 else "FAILED"
        print(f"{name}: {'; '.join(told)}: {ended}, {time.perf_counter() - began:.0f} s", flush=True)
        if done.returncode:
            print(done.stdout[-4_000:])
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
