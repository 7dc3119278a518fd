"""What a file says together with what it extends: mappings merge, null takes out, lists replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from duizhao.frameworks.fault import FaultKind, FrameworkError, fault
from duizhao.frameworks.parsing import Parsed, Value

# What names a file itself is never taken over from another.
_OWN: Final = ("schema", "id", "version", "title", "extends", "note")
# Entries that carry a source and a confirmed of their own, or else those of the file they stand in.
_SOURCED: Final = ("criteria", "deadline_kinds", "reporting")

Check = Callable[[Parsed, Mapping[str, Value]], None]


def name_of(value: Mapping[str, Value]) -> str:
    """Return ID@VERSION."""
    return f"{value.get('id')}@{value.get('version')}"


@dataclass(slots=True)
class Family:
    """All files of one run by ID@VERSION; gives each with its inheritance in place, worked out once.

    ``members`` outlives this object. ``check`` is called with a file and its merged content and raises
    where that is not sound.
    """

    members: Mapping[str, Parsed]
    check: Check
    _done: dict[int, dict[str, Value]] = field(default_factory=dict)

    def resolve(self, parsed: Parsed) -> dict[str, Value]:
        """Return the merged content of a file. Raises ``FrameworkError``."""
        return self._resolve(parsed, ())

    def _resolve(self, parsed: Parsed, chain: tuple[str, ...]) -> dict[str, Value]:
        name = name_of(parsed.value)
        key = id(parsed)  # two files may bear one name; each is checked for itself
        if key not in self._done:
            base = self._base(parsed, (*chain, name))
            merged = _merge(base, parsed.value) if base else dict(parsed.value)
            self.check(parsed, merged)
            self._done[key] = _with_defaults(merged)
        return self._done[key]

    def _base(self, parsed: Parsed, chain: tuple[str, ...]) -> dict[str, Value]:
        wanted = parsed.value.get("extends")
        if not isinstance(wanted, str):
            return {}
        line = parsed.line(("extends",))
        if wanted in chain:
            circle = " → ".join((*chain[chain.index(wanted) :], wanted))
            raise FrameworkError((fault(FaultKind.CYCLIC_BASE, parsed.path, line, "extends", chain=circle),))
        if wanted not in self.members:
            known = ", ".join(sorted(self.members))
            problem = fault(FaultKind.UNKNOWN_BASE, parsed.path, line, "extends", name=wanted, allowed=known)
            raise FrameworkError((problem,))
        base = self._resolve(self.members[wanted], chain)
        return {key: value for key, value in base.items() if key not in _OWN}


def _merge(base: Mapping[str, Value], own: Mapping[str, Value]) -> dict[str, Value]:
    merged = dict(base)
    for key, value in own.items():
        before = merged.get(key)
        if value is None and key in merged:
            del merged[key]
        elif isinstance(before, dict) and isinstance(value, dict):
            merged[key] = _merge(before, value)
        else:
            merged[key] = value
    return merged


def _with_defaults(merged: dict[str, Value]) -> dict[str, Value]:
    """Write the file's source and confirmed into entries without their own, so that they are inherited."""
    filled = dict(merged)
    default: dict[str, Value] = {key: merged[key] for key in ("source", "confirmed") if key in merged}
    for group in _SOURCED:
        filled[group] = _filled(merged.get(group), default)
    sections = merged.get("sections")
    if isinstance(sections, dict):
        filled["sections"] = {kind: _filled(roles, default) for kind, roles in sections.items()}
    return filled


def _filled(entries: Value, default: Mapping[str, Value]) -> Value:
    if not isinstance(entries, dict):
        return {}
    return {name: {**default, **entry} for name, entry in entries.items() if isinstance(entry, dict)}
