"""Which criteria set files the arguments of ``duizhao frameworks validate`` stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from duizhao.engine import is_folder, is_pattern, matching


def packs(names: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Return the files that names stand for (files, folders, patterns ``own/*.yaml``), each once.

    Then the names of folders without any. A name that stands for nothing is returned itself, so that it is
    told as missing.
    """
    found: dict[str, Path] = {}
    empty: list[str] = []
    for name in names:
        paths = matching(name) if is_pattern(name) else []
        files = [file for path in paths or [name] for file in _files(Path(path))]
        for file in files:
            found.setdefault(os.path.realpath(file), file)
        empty += [] if files else [name]
    return list(found.values()), empty


def _files(path: Path) -> list[Path]:
    from duizhao.frameworks.files import own_files

    return own_files(path) + own_files(path, mappings=True) if is_folder(path) else [path]
