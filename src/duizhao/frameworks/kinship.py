"""A user's files and those of the package as one family: names taken, inheritance, soundness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duizhao.frameworks.decoding import decode
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, fault
from duizhao.frameworks.files import shipped_files
from duizhao.frameworks.framework import Framework
from duizhao.frameworks.inheritance import Family, name_of
from duizhao.frameworks.parsing import Parsed, Value


def family_of(own: Iterable[Parsed]) -> tuple[Family, list[Fault]]:
    """Return the files of the package and ``own`` as one family, and the faults of names given twice."""
    members = {name_of(one.value): one for one in shipped_files()}
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


def decoded(family: Family, parsed: Parsed, faults: list[Fault]) -> Framework | None:
    """Return a file's criteria set, or ``None`` with its faults added to ``faults``."""
    try:
        return decode(family.resolve(parsed), shipped=_is_shipped(parsed))
    except FrameworkError as error:
        faults.extend(_own_faults(error, parsed))
        return None


def _is_shipped(parsed: Parsed) -> bool:
    return any(parsed is one or parsed.path == one.path for one in shipped_files())


def _clash(parsed: Parsed, other: Parsed, name: str) -> Fault:
    line = parsed.line(("version",))
    if any(other is one for one in shipped_files()):
        return fault(FaultKind.TAKEN, parsed.path, line, "version", name=name)
    return fault(FaultKind.TWICE, parsed.path, line, "version", name=name, path=other.path)


def _own_faults(error: FrameworkError, parsed: Parsed) -> list[Fault]:
    """Return the faults of this file; those of a base it extends become one fault at ``extends``."""
    own = [one for one in error.faults if one.path == parsed.path]
    if own:
        return own
    name = parsed.value.get("extends")
    return [fault(FaultKind.BROKEN_BASE, parsed.path, parsed.line(("extends",)), "extends", name=name)]


def _check(parsed: Parsed, merged: Mapping[str, Value]) -> None:
    """Raise where a file and what it inherits are not sound. What is in the package is."""
    if any(parsed is one for one in shipped_files()):
        return
    from duizhao.frameworks.conformity import faults_of_shape
    from duizhao.frameworks.soundness import faults_of_sense

    faults = faults_of_shape(parsed, merged, "framework-1") or faults_of_sense(parsed, merged)
    if faults:
        raise FrameworkError(tuple(faults))
