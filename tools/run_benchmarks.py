"""Run every ``benchmarks/bench_*.py`` in order of name and print what each prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> int:
    """Run the benchmarks whose file name contains one of ``names``, all of them where none is given."""
    failed = []
    for path in sorted((ROOT / "benchmarks").glob("bench_*.py")):
        if names and not any(name in path.stem for name in names):
            continue
        print(f"\n== {path.stem.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, str(path)], cwd=ROOT, check=False).returncode:
            failed.append(path.name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
