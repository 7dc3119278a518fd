"""Which files and folders a pattern (``2023/**/*.docx``) stands for."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

BELOW: Final = "**"
_SEPARATORS: Final = re.compile("[" + re.escape(os.sep + (os.altsep or "")) + "]+")


def is_pattern(name: str) -> bool:
    """Return whether a name holds ``*``, ``?`` or ``[`` and is not that of anything there is."""
    return glob.has_magic(name) and not os.path.lexists(name)


def matching(pattern: str) -> list[str]:
    """Return what a pattern stands for, in path order; a hidden file only where its dot is written.

    ``**`` stands for any number of folders. A link to a folder is not followed there, or one that leads back
    would answer every file time and again. A part of the pattern that is the name of something is that, as
    ``[2023]`` in ``材料[2023]/*.docx``.
    """
    drive, rest = os.path.splitdrive(pattern)
    parts = _SEPARATORS.split(rest)
    start = drive
    if parts[0] == "":
        start, parts = drive + rest[:1], parts[1:]
    if parts[-1] == BELOW:
        parts.append("*")
    found: Iterable[str] = [start]
    for part in parts:
        found = list(dict.fromkeys(path for base in found for path in _step(base, part)))
    return sorted(found, key=lambda path: Path(path).parts)


def leads_below(pattern: str) -> bool:
    """Return whether a pattern holds ``**``."""
    return BELOW in _SEPARATORS.split(pattern)


def _step(base: str, part: str) -> Iterator[str]:
    if part == BELOW:
        yield from _folders(base)
        return
    path = os.path.join(base, part)  # noqa: PTH118 (as it was written, "./" and all)
    if os.path.lexists(path):
        yield path
    elif glob.has_magic(part):
        yield from glob.glob(os.path.join(glob.escape(base), part))  # noqa: PTH118, PTH207


def _folders(base: str) -> Iterator[str]:
    """Yield a folder and those below it, neither hidden ones nor links."""
    yield base
    try:
        with os.scandir(base or os.curdir) as listing:
            below = [entry.name for entry in listing if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for name in below:
        if not name.startswith("."):
            yield from _folders(os.path.join(base, name))  # noqa: PTH118
