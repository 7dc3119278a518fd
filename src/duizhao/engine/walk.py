"""Which files a list of inputs stands for: files as given, folders and patterns in path order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def walk(inputs: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """Yield the path of every file meant, in the order given, repeats included.

    A file is itself, whatever its name. A folder is walked recursively in path order: known suffixes only,
    hidden and ``~$`` files left out. A pattern (``*``, ``?``, ``[``) that is no file is expanded, since not
    every shell does it. What does not exist is yielded as it is, so that it is answered like any other file.
    """
    for given in inputs:
        path = os.fspath(given)
        if Path(path).is_dir():
            yield from _folder(path)
        elif glob.has_magic(path) and not Path(path).exists():
            yield from _pattern(path)
        else:
            yield path


def _pattern(pattern: str) -> Iterator[str]:
    found = sorted(glob.glob(pattern, recursive=True), key=lambda path: Path(path).parts)  # noqa: PTH207
    if not found:
        yield pattern
    for path in found:
        if Path(path).is_dir():
            yield from _folder(path)
        elif _is_paper(Path(path).name):
            yield path


def _folder(folder: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in above:  # a link back to where we came from
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder  # answered as unreadable by whoever opens it
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _folder(entry.path, above | {real})
        elif _is_paper(entry.name):
            yield entry.path


def _is_paper(name: str) -> bool:
    from duizhao.readers import SUFFIXES

    # Word writes its lock file beside the paper under ~$ and the paper's suffix.
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES
