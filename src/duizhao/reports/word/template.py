"""A Word file of somebody's own with fields in it: judged, and filled as often as one likes.

Nothing is computed and nothing fetched: a field is a name that is looked up. What is filled in keeps the look
the field has in the template.
"""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from duizhao.errors import Words, words
from duizhao.readers.reader import MEGABYTE, refuse_larger
from duizhao.reports.word import template_faults as faults
from duizhao.reports.word.official_package import CORE_TYPE, core
from duizhao.reports.word.template_parts import Kept, Part, around, entry
from duizhao.reports.word.template_slots import Piece, Rowing, Slots, filled, written

LARGEST: Final = 128 * MEGABYTE
"""No part of a document grows beyond this while it is filled."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Known:
    """The fields a kind of document has: those that stand once, those of each group; some must be there."""

    names: frozenset[str]
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    """As they are written: ``name`` or ``group.name``; ``group.`` asks for any of the group."""

    @property
    def written(self) -> tuple[str, ...]:
        """Return every field as it is written in a template."""
        inside = [written(group, name) for group, names in self.groups.items() for name in sorted(names)]
        return (*sorted(self.names), *inside)


class Template:
    """A template that was read; ``faults`` say why it cannot serve, whatever kind of document it is for."""

    def __init__(self, data: bytes) -> None:
        """Read a docx; raise ``ReadError`` where it is none, is hostile, or bears a classification mark."""
        kept = Kept(data)
        self._parts = kept.parts
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        found: list[Words] = list(kept.faults)
        self.names: list[str] = []
        """Every field as it is written, in the order of the text."""
        for part in kept.texts:
            found += self._compiled(part)
        self.faults: tuple[Words, ...] = tuple(dict.fromkeys(found))

    def _compiled(self, part: Part) -> list[Words]:
        assert part.tree is not None  # it is among the texts
        slots = Slots(part.tree, margin=part.kind != "officeDocument")
        self.names += slots.names
        if not slots.faults:
            self._pieces[part.name] = slots.pieces()
        part.tree = None
        return slots.faults

    def wrong_for(self, known: Known) -> list[Words]:
        """Return what is wrong with it for a kind of document: its own faults, fields unknown or lacking."""
        used = set(self.names)
        found = list(self.faults)
        if not used and not found:
            return [words(faults.NOTHING)]
        strange = [name for name in dict.fromkeys(self.names) if name not in known.written]
        found += [_unknown(name, known) for name in strange[: faults.MOST_TOLD]]
        found += [_lacking(need) for need in known.needed if not _is_there(need, used)]
        return found

    def cleaned(self) -> bytes:
        """Return the template as it may be kept: what serves it and nothing else, nobody's name among it."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            self._around(package, "")
            for part in self._parts.values():
                package.writestr(entry(part.name), part.data)
        return stream.getvalue()

    def write(self, stream: BinaryIO, title: str, values: Mapping[str, str], rows_of: Rowing) -> None:
        """Write the document; rows are taken one by one, however many there are."""
        if self.faults:
            raise ValueError("a template with faults is not filled")
        with zipfile.ZipFile(stream, "w") as package:
            self._around(package, title)
            for part in self._parts.values():
                pieces = self._pieces.get(part.name)
                if pieces is None:
                    package.writestr(entry(part.name), part.data)
                else:
                    _write(package, part.name, filled(pieces, values, rows_of))

    def _around(self, package: zipfile.ZipFile, title: str) -> None:
        for name, text in around(self._parts, core(title), CORE_TYPE):
            package.writestr(entry(name), text)


def _write(package: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    size = 0
    with package.open(entry(name), "w", force_zip64=True) as part:
        part.write(_HEAD.encode())
        for piece in pieces:
            data = piece.encode()
            size += len(data)
            refuse_larger(size, LARGEST)
            part.write(data)


def _is_there(need: str, used: set[str]) -> bool:
    return any(name == need or (need.endswith(".") and name.startswith(need)) for name in used)


def _lacking(need: str) -> Words:
    if need.endswith("."):
        return words(faults.LACKING_GROUP, group=need.removesuffix("."))
    return words(faults.LACKING, name=need)


def _unknown(name: str, known: Known) -> Words:
    last = name.rpartition(".")[2]
    in_groups = [one for one in known.written if one.rpartition(".")[2] == last]
    near = in_groups or difflib.get_close_matches(name, known.written, n=1, cutoff=0.5)
    shown = name[:40] or "{{}}"
    return words(faults.UNKNOWN_NEAR, name=shown, near=near[0]) if near else words(faults.UNKNOWN, name=shown)
