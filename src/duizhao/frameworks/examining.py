"""Whether files are sound criteria sets or mappings, and where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from duizhao.errors import DuizhaoError
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, fault
from duizhao.frameworks.files import own_files, own_folder
from duizhao.frameworks.framework import Framework
from duizhao.frameworks.inheritance import Family
from duizhao.frameworks.kinship import decoded, family_of
from duizhao.frameworks.mapping import MAPPING_SCHEMA, Mapping, decode_mapping
from duizhao.frameworks.parsing import Parsed, parse, read_bytes


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be: a criteria set, a mapping, faulty, or not to be read at all."""

    path: Path
    framework: Framework | None = None
    mapping: Mapping | None = None
    faults: tuple[Fault, ...] = ()
    error: DuizhaoError | None = None


def examine(paths: Sequence[Path], *, folder: Path | None = None) -> list[Examined]:
    """Return what each file is, in the order given; the files may extend one another and those of ``folder``.

    ``folder`` is the user's own as in ``catalogue``; raises ``DuizhaoError`` where there is no such folder.
    """
    read = [_attempt(path) for path in paths]
    own = [one for one in read if isinstance(one, Parsed) and not _is_mapping(one)]
    family, taken = family_of([*own, *_others(paths, folder)])
    return [_examined(path, one, family, taken) for path, one in zip(paths, read, strict=True)]


def load(path: Path, *, folder: Path | None = None) -> Framework:
    """Return the criteria set in one file; what it extends is looked for as in ``catalogue``.

    Raises ``FrameworkError`` with every fault and its line, ``DuizhaoError`` where the file cannot be read.
    """
    answer = examine([path], folder=folder)[0]
    if answer.error is not None:
        raise answer.error
    if answer.framework is None:
        raise FrameworkError(answer.faults or (fault(FaultKind.NOT_A_SET, str(path), 1, ""),))
    return answer.framework


def _examined(path: Path, read: Parsed | DuizhaoError, family: Family, taken: Sequence[Fault]) -> Examined:
    if isinstance(read, FrameworkError):
        return Examined(path, faults=read.faults)
    if isinstance(read, DuizhaoError):
        return Examined(path, error=read)
    if _is_mapping(read):
        return _examined_mapping(path, read, family)
    faults = [one for one in taken if one.path == read.path]
    framework = decoded(family, read, faults)
    return Examined(path, faults=tuple(faults)) if faults else Examined(path, framework)


def _examined_mapping(path: Path, read: Parsed, family: Family) -> Examined:
    known = [one for parsed in family.members.values() if (one := decoded(family, parsed, []))]
    try:
        return Examined(path, mapping=decode_mapping(read, known))
    except FrameworkError as error:
        return Examined(path, faults=error.faults)


def _attempt(path: Path) -> Parsed | DuizhaoError:
    try:
        return parse(read_bytes(path), str(path))
    except DuizhaoError as error:
        return error


def _others(paths: Sequence[Path], folder: Path | None) -> Iterator[Parsed]:
    """Yield the other files of the user's folder, for what they may give; their faults are not asked for."""
    place = folder if folder is not None else own_folder()
    given = {path.resolve() for path in paths}
    for path in own_files(place) if place else []:
        if path.resolve() not in given:
            with suppress(DuizhaoError):
                yield parse(read_bytes(path), str(path))


def _is_mapping(parsed: Parsed) -> bool:
    return parsed.value.get("schema") == MAPPING_SCHEMA
