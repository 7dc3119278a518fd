"""What every generator does with its files: write the stale ones, or with ``--check`` only name them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path


def written(files: Iterable[tuple[Path, str | bytes]], root: Path, about: str | None) -> int:
    """Write the files that say something else, below ``root``; return the status to exit with.

    With ``--check`` nothing is written, the stale ones are named, and the status is 1 where there are any.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when a file is stale")
    check = parser.parse_args().check
    status = 0
    for path, content in files:
        data = content.encode() if isinstance(content, str) else content
        if path.exists() and path.read_bytes() == data:
            continue
        if check:
            status = 1
            print(f"{path.relative_to(root).as_posix()}: stale, run make gen", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return status
