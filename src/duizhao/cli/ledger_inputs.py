"""Which ledgers the arguments of ``duizhao ledger merge`` stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from duizhao.engine import walk


def ledgers(files: Sequence[str], output: Path) -> tuple[list[Path], bool]:
    """Return the ledgers that files, folders and patterns stand for, and whether the output was among them.

    Each comes once. The output of an earlier run lies in the same folder more often than not: it is not one
    of the ledgers.
    """
    from duizhao.ledger import SUFFIXES

    found: dict[str, Path] = {}
    for path in walk(files, suffixes=SUFFIXES):
        found.setdefault(os.path.realpath(path), Path(path))
    place = os.path.realpath(output)
    itself = found.pop(place, None) if os.path.lexists(place) else None
    return list(found.values()), itself is not None
