"""Which criteria set files the arguments of ``duizhao frameworks validate`` stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from duizhao.engine import is_pattern, matching


def packs(names: Sequence[str]) -> list[Path]:
    """Return the files that names stand for: files, folders, patterns (``own/*.yaml``); each once.

    A name that stands for nothing is returned itself, so that it is told as missing.
    """
    found: dict[str, Path] = {}
    for name in names:
        for path in (matching(name) or [name]) if is_pattern(name) else [name]:
            for file in _files(Path(path)):
                found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _files(path: Path) -> list[Path]:
    from duizhao.frameworks.files import own_files

    return own_files(path) + own_files(path, mappings=True) if path.is_dir() else [path]
