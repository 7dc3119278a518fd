"""Which criteria of one version of a set became which of another, so that old records can still be read.

A version in use is never changed. Where a new one moves, splits, merges or drops criteria, a mapping says so:
a YAML file in a folder ``mappings`` beside the set, one for each pair of versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, fault
from duizhao.frameworks.files import own_files, own_folder, read, shipped_mappings
from duizhao.frameworks.framework import Framework
from duizhao.frameworks.parsing import Parsed, Value
from duizhao.record import FrameworkRef

MAPPING_SCHEMA = "duizhao.framework-mapping/1"


@dataclass(frozen=True, slots=True)
class Mapping:
    """From the codes of ``start`` to those of ``end``: one, several where split, none where dropped."""

    start: FrameworkRef
    end: FrameworkRef
    codes: tuple[tuple[str, tuple[str, ...]], ...]

    def carry(self, code: str) -> tuple[str, ...]:
        """Return the codes of ``end`` that ``code`` became; none where it was dropped or is not known."""
        return next((new for old, new in self.codes if old == code), ())


def mappings(frameworks: Sequence[Framework], folder: Path | None = None) -> tuple[Mapping, ...]:
    """Return every mapping in the package and in the user's folder (as ``catalogue``).

    Raises ``FrameworkError`` where one names a set or code that ``frameworks`` has not.
    """
    place = folder if folder is not None else own_folder()
    own = [read(path) for path in own_files(place, mappings=True)] if place else []
    return tuple(decode_mapping(parsed, frameworks) for parsed in (*shipped_mappings(), *own))


def decode_mapping(parsed: Parsed, frameworks: Sequence[Framework]) -> Mapping:
    """Return the mapping that a file holds. Raises ``FrameworkError`` with every fault."""
    from duizhao.frameworks.conformity import faults_of_shape

    faults = faults_of_shape(parsed, parsed.value, "framework-mapping-1") or list(_faults(parsed, frameworks))
    if faults:
        raise FrameworkError(tuple(faults))
    codes = tuple((code, tuple(map(str, new))) for code, new in _codes(parsed).items())
    return Mapping(_ref(parsed.value["from"]), _ref(parsed.value["to"]), codes)


def _faults(parsed: Parsed, frameworks: Sequence[Framework]) -> Iterator[Fault]:
    by_name = {_name(one): one for one in frameworks}
    names = {side: str(parsed.value[side]) for side in ("from", "to")}
    for side, name in names.items():
        if name not in by_name:
            allowed = ", ".join(sorted(by_name))
            line = parsed.line((side,))
            yield fault(FaultKind.UNKNOWN_FRAMEWORK, parsed.path, line, side, name=name, allowed=allowed)
    if all(name in by_name for name in names.values()):
        yield from _code_faults(parsed, by_name[names["from"]], by_name[names["to"]])


def _code_faults(parsed: Parsed, start: Framework, end: Framework) -> Iterator[Fault]:
    old, new = ({one.code for one in side.criteria} for side in (start, end))
    for code, targets in _codes(parsed).items():
        key = f"codes.{code}"
        line = parsed.line(("codes", code))
        strange = [(target, end) for target in targets if target not in new]
        if code not in old:
            strange.insert(0, (code, start))
        for one, owner in strange:
            yield fault(FaultKind.UNKNOWN_CODE, parsed.path, line, key, name=_name(owner), code=one)
    lacking = ", ".join(one.code for one in start.criteria if one.code not in _codes(parsed))
    if lacking:
        line = parsed.line(("codes",))
        yield fault(FaultKind.UNMAPPED_CODE, parsed.path, line, "codes", name=_name(start), codes=lacking)


def _codes(parsed: Parsed) -> dict[str, list[Value]]:
    codes = parsed.value["codes"]
    assert isinstance(codes, dict)
    return {code: new for code, new in codes.items() if isinstance(new, list)}


def _name(framework: Framework) -> str:
    return f"{framework.id}@{framework.version}"


def _ref(name: Value) -> FrameworkRef:
    return FrameworkRef(*str(name).split("@"))
