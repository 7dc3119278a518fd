"""Which files a list of inputs stands for: files as given, folders and patterns in path order."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from duizhao.engine.patterns import is_pattern, leads_below, matching

# What we write beside a paper: comments in it, corrections in it. Neither is a paper of its own.
ANNOTATED: Final = ".批注.docx"
CORRECTED: Final = ".修订.docx"


def walk(
    inputs: Iterable[str | os.PathLike[str]], *, suffixes: Collection[str] | None = None
) -> Iterator[str]:
    """Yield the path of every file meant, in the order given, repeats included.

    A file is itself, whatever its name. A folder is walked recursively in path order: known suffixes only
    (those of papers, or ``suffixes``, lower case); hidden and ``~$`` files, and what we wrote beside the
    papers, are left out. A pattern (``*``, ``?``, ``[``) that is no file is expanded, since not every shell
    does it. A file that one folder or pattern leads to by several ways, over links, comes once. What does
    not exist is yielded as it is, so that it is answered like any other file.
    """
    for given in inputs:
        path = os.fspath(given)
        if is_folder(path):
            yield from _Walk(suffixes).folder(path)
        elif is_pattern(path):
            yield from _Walk(suffixes).pattern(path)
        else:
            yield path


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Return whether this is a folder; not so is what the system will not even look for."""
    return os.path.isdir(path)  # noqa: PTH112 (a Path raises where the name is too long)


class _Walk:
    """The way from one input to its files; where they really are says which have come already."""

    def __init__(self, suffixes: Collection[str] | None) -> None:
        from duizhao.readers import SUFFIXES

        self._suffixes = SUFFIXES if suffixes is None else suffixes
        self._seen: set[str] = set()

    def pattern(self, pattern: str) -> Iterator[str]:
        """Yield the files that a pattern stands for, and those in its folders."""
        found = matching(pattern)
        if not found:
            yield pattern
        for path in found:
            if not is_folder(path):
                if not _is_device(path):
                    yield from self._file(path, os.path.realpath(path))
            elif not (Path(path).is_symlink() and (leads_below(pattern) or _leads_back(path))):
                yield from self.folder(path)

    def folder(self, folder: str, top: str = "") -> Iterator[str]:
        """Yield the files in a folder and below; ``top`` is where the walk began."""
        real = os.path.realpath(folder)
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield folder  # answered as unreadable by whoever opens it
            return
        for entry in entries:
            if not _is_folder(entry):
                place = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}{os.sep}{entry.name}"
                if not _is_device(entry.path):
                    yield from self._file(entry.path, place)
            elif not entry.name.startswith(".") and not _comes_anyway(entry, top or real):
                yield from self.folder(entry.path, top or real)

    def _file(self, path: str, place: str) -> Iterator[str]:
        name = Path(path).name
        # Word and Excel write their lock file beside the file under ~$ and the file's suffix.
        known = not name.startswith((".", "~$")) and Path(name).suffix.lower() in self._suffixes
        known = known and not name.endswith((ANNOTATED, CORRECTED))
        if known and place not in self._seen:
            self._seen.add(place)
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _is_device(path: str) -> bool:
    """Return whether this is a named pipe or a device, which may keep its reader waiting for ever."""
    return os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113 (see is_folder)


def _comes_anyway(entry: os.DirEntry[str], top: str) -> bool:
    """Return whether a folder is a link to one that it stands in, or that is walked by itself."""
    if not entry.is_symlink():
        return False
    target = Path(os.path.realpath(entry.path))
    hidden = target.is_relative_to(top) and any(
        part.startswith(".") for part in target.relative_to(top).parts
    )
    return _leads_back(entry.path) or (target.is_relative_to(top) and not hidden)


def _leads_back(link: str) -> bool:
    place = Path(os.path.realpath(Path(link).parent))
    return place.is_relative_to(os.path.realpath(link))
