"""What a YAML file says and on which line, for a small and strict part of YAML.

Only mappings with text keys, lists and scalars: no anchors, aliases, tags or second documents, so that a
file cannot grow while it is read. Dates stay text. The events of the parser are taken one by one, so a
deeply nested file costs no stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, fault
from duizhao.frameworks.yaml_words import words_of
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Key = tuple[str | int, ...]

SIZE_LIMIT: Final = 512 * 1024
DEPTH_LIMIT: Final = 16
NODE_LIMIT: Final = 50_000

_WORDS: Final[dict[str, Value]] = {"null": None, "~": None, "": None, "true": True, "false": False}
_WHOLE: Final = regex(r"[-+]?[0-9]{1,15}\Z")
_NUMBER: Final = regex(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}\Z")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's content and the line (from 1) of every key and list entry."""

    path: str
    value: dict[str, Value]
    lines: dict[Key, int]

    def line(self, key: Key) -> int:
        """Return the line of ``key``, or of the nearest thing around it that the file has."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def dotted(key: Key) -> str:
    """Return a key as people write it: ``criteria.A1.aliases[2]``."""
    parts = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key)
    return parts.removeprefix(".")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; raise ``DuizhaoError`` where it is missing, unreadable, or too large."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError as error:
        raise DuizhaoError(ErrorCode.NOT_FOUND) from error
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=reason_of(error)) from error
    if len(data) > SIZE_LIMIT:
        size = f"> {SIZE_LIMIT // 1024} KB"
        raise DuizhaoError(ErrorCode.TOO_LARGE, size=size, limit=f"{SIZE_LIMIT // 1024} KB")
    return data


def parse(data: bytes, path: str) -> Parsed:
    """Return what a file says.

    Raises ``FrameworkError`` with the place of a fault, ``DuizhaoError`` where the file is no text.
    """
    import yaml

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DuizhaoError(ErrorCode.UNDECODABLE) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.refuse(FaultKind.SYNTAX, _line_of(error), detail=words_of(error))
    return builder.finish()


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    value: dict[str, Value] | list[Value]
    key: Key
    name: str | None = None


@dataclass(slots=True)
class _Builder:
    """Turns parser events into values and notes the lines."""

    path: str
    lines: dict[Key, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    roots: list[Value] = field(default_factory=list)
    nodes: int = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, {} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()
        elif kind == "AliasEvent":
            self.refuse(FaultKind.REFERENCE, _line(event))
        elif kind == "DocumentStartEvent" and self.roots:
            self.refuse(FaultKind.SYNTAX, _line(event), detail="---")

    def finish(self) -> Parsed:
        root = self.roots[0] if self.roots else None
        if not isinstance(root, dict):
            self.refuse(FaultKind.MUST_BE_MAPPING, 1)
        if self.faults:
            raise FrameworkError(tuple(self.faults))
        return Parsed(self.path, root, self.lines)

    def refuse(self, kind: FaultKind, line: int, **params: object) -> NoReturn:
        raise FrameworkError((*self.faults, fault(kind, self.path, line, "", **params)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._node(event)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.name is None:
            self._name(top, event)
        else:
            self._put(_scalar_value(event), event)

    def _open(self, event: yaml.Event, value: dict[str, Value] | list[Value]) -> None:
        self._node(event)
        if len(self.stack) >= DEPTH_LIMIT:
            self.refuse(FaultKind.TOO_DEEP, _line(event), limit=DEPTH_LIMIT)
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].name is None:
            self.refuse(FaultKind.MUST_BE_TEXT, _line(event))
        self.stack.append(_Open(value, self._put(value, event)))

    def _node(self, event: yaml.Event) -> None:
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            self.refuse(FaultKind.TOO_MANY, _line(event), limit=NODE_LIMIT)
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            self.refuse(FaultKind.REFERENCE, _line(event))

    def _name(self, top: _Open, event: yaml.ScalarEvent) -> None:
        name, key, line = event.value, (*top.key, event.value), _line(event)
        if name in top.value:
            before = self.lines[key]
            self.faults.append(
                fault(FaultKind.DUPLICATE_KEY, self.path, line, dotted(key), name=name, line=before)
            )
        self.lines[key] = line
        top.name = name

    def _put(self, value: Value, event: yaml.Event) -> Key:
        if not self.stack:
            self.roots.append(value)
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            key: Key = (*top.key, len(top.value))
            self.lines[key] = _line(event)
            top.value.append(value)
            return key
        name = top.name or ""
        top.value[name], top.name = value, None
        return (*top.key, name)


def _scalar_value(event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    if event.style:  # quoted or a block: text as it stands
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def walk(value: Value, key: Key = ()) -> Iterator[tuple[Key, Value]]:
    """Yield every value of a tree with its key, parents first."""
    yield key, value
    if isinstance(value, dict):
        for name, child in value.items():
            yield from walk(child, (*key, name))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from walk(child, (*key, number))
