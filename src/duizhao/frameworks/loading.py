"""Which criteria sets there are: those in the package and a user's own, read, checked and merged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.frameworks.decoding import decode
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, fault
from duizhao.frameworks.framework import Framework
from duizhao.frameworks.inheritance import Family, name_of
from duizhao.frameworks.parsing import Parsed, Value, parse, read_bytes

FOLDER_VARIABLE: Final = "DUIZHAO_FRAMEWORKS"
MAPPINGS: Final = "mappings"
_SUFFIXES: Final = (".yaml", ".yml")


def catalogue(folder: Path | None = None) -> tuple[Framework, ...]:
    """Return every criteria set there is, by id and version, the user's own among them.

    ``folder`` holds the user's own (``*.yaml``, subfolders too); without it the folder of the environment
    variable DUIZHAO_FRAMEWORKS, or else ``frameworks`` in the user's data folder, where it exists. Raises
    ``FrameworkError`` where one of those is not sound, ``DuizhaoError`` where one cannot be read.
    """
    shipped = _shipped()
    place = folder if folder is not None else own_folder()
    own = _own_files(place) if place else []
    if not own:
        return shipped
    family, faults = _family([_read(path) for path in own])
    found = []
    for parsed in family.members.values():
        if parsed.path not in _shipped_paths():
            found.append(_decoded(family, parsed, faults))
    if faults:
        raise FrameworkError(tuple(faults))
    return tuple(sorted((*shipped, *(one for one in found if one)), key=_order))


def load(path: Path, *, folder: Path | None = None) -> Framework:
    """Return the criteria set in one file; what it extends is looked for as in ``catalogue``.

    Raises ``FrameworkError`` with every fault and its line, ``DuizhaoError`` where the file cannot be read.
    """
    framework, faults = examine([path], folder=folder)[0]
    if framework is None:
        raise FrameworkError(faults)
    return framework


def examine(
    paths: Sequence[Path], *, folder: Path | None = None
) -> list[tuple[Framework | None, tuple[Fault, ...]]]:
    """Return, per file, its criteria set or its faults. Files may extend one another.

    Raises ``DuizhaoError`` where a file cannot be read at all.
    """
    answers: list[tuple[Framework | None, tuple[Fault, ...]]] = []
    parsed: list[Parsed | FrameworkError] = [_attempt(path) for path in paths]
    own = [one for one in parsed if isinstance(one, Parsed)]
    given = {path.resolve() for path in paths}
    place = folder if folder is not None else own_folder()
    others = [_attempt(path) for path in (_own_files(place) if place else []) if path.resolve() not in given]
    family, taken = _family([*own, *(one for one in others if isinstance(one, Parsed))])
    for one in parsed:
        if isinstance(one, FrameworkError):
            answers.append((None, one.faults))
            continue
        faults = [item for item in taken if item.path == one.path]
        framework = _decoded(family, one, faults)
        answers.append((None if faults else framework, tuple(faults)))
    return answers


def own_folder() -> Path | None:
    """Return where the user's own criteria sets are looked for without being told, if anywhere.

    A folder named in the environment must exist.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    folder = Path(platformdirs.user_data_dir("duizhao", appauthor=False)) / "frameworks"
    return folder if folder.is_dir() else None


def pick(frameworks: Sequence[Framework], name: str) -> Framework | None:
    """Return the set called ``ID`` or ``ID@VERSION``; without a version the newest."""
    identifier, _, version = name.partition("@")
    fitting = [one for one in frameworks if one.id == identifier and version in ("", one.version)]
    return max(fitting, key=_order, default=None)


def _order(framework: Framework) -> tuple[str, tuple[int, ...]]:
    return framework.id, tuple(int(part) for part in framework.version.split("."))


# --------------------------------------------------------------------------- files


def _own_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=str(folder))
    found = (path for suffix in _SUFFIXES for path in folder.rglob(f"*{suffix}"))
    return sorted(path for path in found if path.is_file() and not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$")) or MAPPINGS in path.parts[:-1]


def _read(path: Path) -> Parsed:
    """Read a file of the user's folder; an error names the file, since nobody named it on the line."""
    try:
        return parse(read_bytes(path), str(path))
    except FrameworkError:
        raise
    except DuizhaoError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=f"{path}: {error.message()}") from error


def _attempt(path: Path) -> Parsed | FrameworkError:
    try:
        return parse(read_bytes(path), str(path))
    except FrameworkError as error:
        return error


@cache
def _shipped_files() -> tuple[Parsed, ...]:
    root = resources.files("duizhao") / "data" / "frameworks"
    files = (
        file
        for folder in root.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    )
    return tuple(parse(file.read_bytes(), str(file)) for file in files)


@cache
def _shipped_paths() -> frozenset[str]:
    return frozenset(parsed.path for parsed in _shipped_files())


@cache
def _shipped() -> tuple[Framework, ...]:
    # What is in the package was checked before it was packed; reading it costs no schema.
    family = Family({name_of(one.value): one for one in _shipped_files()}, check=_trust)
    found = (decode(family.resolve(one), shipped=True) for one in _shipped_files())
    return tuple(sorted(found, key=_order))


# --------------------------------------------------------------------------- checking


def _family(own: Iterable[Parsed]) -> tuple[Family, list[Fault]]:
    """Return the shipped files and ``own`` as one family, and the faults of names given twice."""
    members = {name_of(one.value): one for one in _shipped_files()}
    faults: list[Fault] = []
    for parsed in own:
        name = name_of(parsed.value)
        other = members.get(name)
        if not {"id", "version"} <= parsed.value.keys():
            continue  # has no name yet; its own check says so
        if other is None:
            members[name] = parsed
        elif other.value != parsed.value:
            faults.append(_clash(parsed, other, name))
    return Family(members, check=_check), faults


def _clash(parsed: Parsed, other: Parsed, name: str) -> Fault:
    line = parsed.line(("version",))
    if other.path in _shipped_paths():
        return fault(FaultKind.TAKEN, parsed.path, line, "version", name=name)
    return fault(FaultKind.TWICE, parsed.path, line, "version", name=name, path=other.path)


def _decoded(family: Family, parsed: Parsed, faults: list[Fault]) -> Framework | None:
    try:
        return decode(family.resolve(parsed), shipped=parsed.path in _shipped_paths())
    except FrameworkError as error:
        faults.extend(_own_faults(error, parsed))
        return None


def _own_faults(error: FrameworkError, parsed: Parsed) -> list[Fault]:
    """Return the faults of this file; those of a base it extends become one fault at ``extends``."""
    own = [one for one in error.faults if one.path == parsed.path]
    if own:
        return own
    name = parsed.value.get("extends")
    return [fault(FaultKind.BROKEN_BASE, parsed.path, parsed.line(("extends",)), "extends", name=name)]


def _check(parsed: Parsed, merged: Mapping[str, Value]) -> None:
    """Raise where a file and what it inherits are not sound. What is in the package is."""
    if any(parsed is one for one in _shipped_files()):
        return
    from duizhao.frameworks.conformity import faults_of_shape
    from duizhao.frameworks.soundness import faults_of_sense

    faults = faults_of_shape(parsed, merged, "framework-1") or faults_of_sense(parsed, merged)
    if faults:
        raise FrameworkError(tuple(faults))


def _trust(_parsed: Parsed, _merged: Mapping[str, Value]) -> None:
    return None
