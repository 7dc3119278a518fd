"""In which line of a TOML file each key stands, which the parser does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from duizhao.text.regex import regex

Key = tuple[str | int, ...]

_TABLE: Final = regex(r"\s*\[(?P<many>\[)?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ENTRY: Final = regex(
    r"""\s*(?P<name>(?:[\w\-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w\-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART: Final = regex(r"""[\w\-]+|"[^"]*"|'[^']*'""")


def places(text: str) -> Mapping[Key, int]:
    """Return the line, counted from 1, of every table and key; entries of ``[[x]]`` are numbered from 0."""
    found: dict[Key, int] = {}
    many: dict[Key, int] = {}
    above: Key = ()
    for number, line in enumerate(text.split("\n"), 1):
        table = _TABLE.match(line)
        if table:
            above = _parts(table["name"])
            if table["many"]:
                many[above] = many.get(above, -1) + 1
                found.setdefault(above, number)
                above = (*above, many[above])
            found.setdefault(above, number)
        elif entry := _ENTRY.match(line):
            found.setdefault((*above, *_parts(entry["name"])), number)
    return found


def line_of(found: Mapping[Key, int], key: Key) -> int:
    """Return the line of a key, or of the nearest thing that holds it."""
    while key and key not in found:
        key = key[:-1]
    return found.get(key, 1)


def dotted(key: Key) -> str:
    """Return a key as a person writes it, entries counted from 1."""
    shown = ""
    for part in key:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _parts(name: str) -> Key:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
