"""Which ledgers the arguments of ``duizhao ledger merge`` stand for."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def ledgers(files: Sequence[str], output: Path) -> tuple[list[Path], bool]:
    """Return the ledgers that files, folders and patterns stand for, and whether the output was among them.

    A folder is walked in path order, hidden and ``~$`` files left out. The output of an earlier run lies in
    the same folder more often than not: it is not one of the ledgers.
    """
    found = [path for file in files for path in _meant(file)]
    kept = [path for path in dict.fromkeys(found) if not _same(path, output)]
    return kept, len(kept) < len(dict.fromkeys(found))


def _meant(file: str) -> Iterator[Path]:
    from duizhao.ledger import SUFFIXES

    path = Path(file)
    if path.is_dir():
        every = sorted(path.rglob("*"), key=lambda one: one.parts)
    elif glob.has_magic(file) and not path.exists():
        every = sorted(Path(one) for one in glob.glob(file, recursive=True)) or [path]  # noqa: PTH207
    else:
        yield path
        return
    for one in every:
        hidden = any(part.startswith((".", "~$")) for part in one.parts[len(path.parts) :] or (one.name,))
        if one == path or (not hidden and one.suffix.lower() in SUFFIXES and one.is_file()):
            yield one


def _same(path: Path, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)
