"""Where the fields of a template stand in a tree, and the tree as pieces into which words are put.

A field is ``{{name}}``; Word may part it into several runs. ``{{group.name}}`` stands in a row of a table, or
in a paragraph outside one, which is repeated for each row of that group. Nothing is computed: a name is
looked up among those that are known, and that is all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from duizhao.errors import Words, words
from duizhao.readers.docx.names import W
from duizhao.reports.word import template_faults as faults
from duizhao.reports.word.xml import SPACE, legal

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST: Final = 500
"""More fields than any form has."""
LONGEST_ROW: Final = 65_536
"""Characters of XML in what is repeated."""
_FIELD: Final = re.compile(r"[{｛]{2}([^{}｛｝\n]*)[}｝]{2}")
_LOOSE: Final = re.compile(r"[{｛]{2}|[}｝]{2}|\{[%#]|[%#]\}")
_MARK: Final = re.compile(r"<\?duizhao-(slot|rows|end) (\d+)\?>")
_P, _T, _ROW = f"{W}p", f"{W}t", f"{W}tr"
# What stands between two characters of a field and is no text: a field does not go on behind it.
_BREAKS: Final = tuple(W + name for name in ("tab", "br", "cr", "drawing", "pict", "fldChar", "sym"))
_ONCE: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_PARAGRAPH_IDS: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where words go: the group and the name of the field, and how this part spells Word's own elements."""

    group: str
    name: str
    prefix: str

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the words as they stand in the part; a field nobody filled is empty."""
        lines = legal(values.get(self.name, "")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        apart = f'</{self.prefix}t><{self.prefix}br/><{self.prefix}t xml:space="preserve">'
        return apart.join(escape(line) for line in lines)


Flat = str | Slot
Rowing = Callable[[str], Iterable[Mapping[str, str]]]
"""The rows of a group, by its name: read when they are asked for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is repeated for each row of a group."""

    group: str
    pieces: tuple[Flat, ...]


Piece = str | Slot | Rows


class Slots:
    """The fields of one tree, which are marked in it as they are found; ``faults`` say what is not one."""

    def __init__(self, root: _Element, *, margin: bool) -> None:
        self.root, self.margin = root, margin
        self.faults: list[Words] = []
        self.found: list[Slot] = []
        self._count = 0
        self._repeated: dict[_Element, str] = {}
        for paragraph in list(root.iter(_P)):
            self._mark(paragraph)
        self._check_rows()

    @property
    def names(self) -> list[str]:
        """Return every field as it is written, in the order of the text."""
        return [written(one.group, one.name) for one in self.found]

    def pieces(self) -> tuple[Piece, ...]:
        """Return the tree as text with its slots."""
        from lxml import etree

        for number, element in enumerate(self._repeated):
            _set_apart(element, number)
        text = etree.tostring(self.root, encoding="unicode")
        groups = list(self._repeated.values())
        made: list[Piece] = []
        inside: list[Flat] | None = None
        at = 0
        for mark in _MARK.finditer(text):
            (made if inside is None else inside).append(text[at : mark.start()])
            at = mark.end()
            number = int(mark[2])
            if mark[1] == "slot":
                (made if inside is None else inside).append(self.found[number])
            elif mark[1] == "rows":
                inside = []
            else:
                made.append(Rows(groups[number], self._alike(tuple(inside or ()))))
                inside = None
        return (*made, text[at:])

    def _alike(self, pieces: tuple[Flat, ...]) -> tuple[Flat, ...]:
        size = sum(len(one) for one in pieces if isinstance(one, str))
        if size > LONGEST_ROW:
            self.faults.append(words(faults.TOO_LONG))
        return pieces

    def _mark(self, paragraph: _Element) -> None:
        nodes = [node for node in paragraph.iter(_T, *_BREAKS) if _paragraph_of(node) is paragraph]
        text = "".join((node.text or "") if node.tag == _T else "\n" for node in nodes)
        matches = list(_FIELD.finditer(text))
        rest = _FIELD.sub("", text)
        loose = _LOOSE.search(rest)
        if loose and len(self.faults) < faults.MOST_TOLD:
            where = " ".join(rest[max(0, loose.start() - 10) : loose.end() + 20].split())
            self.faults.append(words(faults.LOOSE, where=where))
        self._count += len(matches)
        if not matches or self._count > MOST:  # what is told to be too much is not gone through
            return
        at = 0
        for node in nodes:
            length = len(node.text or "") if node.tag == _T else 1
            if node.tag == _T:
                self._put(paragraph, node, text, at, matches)
            at += length

    def _put(
        self, paragraph: _Element, node: _Element, text: str, at: int, matches: list[re.Match[str]]
    ) -> None:
        """Take out of a run's text what belongs to fields; the run in which one begins gets its mark."""
        from lxml import etree

        end = at + len(node.text or "")
        touching = [one for one in matches if one.start() < end and one.end() > at]
        if not touching:
            return
        edges = [at, *(edge for one in touching for edge in (max(one.start(), at), min(one.end(), end))), end]
        outside = [text[a:b] for a, b in list(pairwise(edges))[::2]]
        node.text = outside[0]
        node.set(SPACE, "preserve")
        for one, behind in zip(touching, outside[1:], strict=True):
            if one.start() >= at:
                mark = etree.ProcessingInstruction("duizhao-slot", str(len(self.found)))
                self._note(paragraph, one[1], f"{node.prefix}:" if node.prefix else "")
                mark.tail = behind
                node.append(mark)
            elif len(node):
                node[-1].tail = (node[-1].tail or "") + behind
            else:
                node.text = (node.text or "") + behind

    def _note(self, paragraph: _Element, name: str, prefix: str) -> None:
        group, name = parted(name)
        self.found.append(Slot(group, name, prefix))
        if not group:
            return
        if self.margin:
            self.faults.append(words(faults.IN_MARGIN, group=group))
        place = next(paragraph.iterancestors(_ROW), paragraph)
        other = self._repeated.setdefault(place, group)
        if other != group:
            self.faults.append(words(faults.MIXED, groups=(other, group)))

    def _check_rows(self) -> None:
        if self._count > MOST:
            self.faults.append(words(faults.TOO_MANY, count=self._count, most=MOST))
        for place, group in self._repeated.items():
            if any(above in self._repeated for above in place.iterancestors()):
                self.faults.append(words(faults.NESTED, group=group))


def parted(name: str) -> tuple[str, str]:
    """Return the group and the name of a field as somebody wrote it, whatever its width and blanks."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    group, dot, rest = plain.partition(".")
    return (group, rest) if dot else ("", plain)


def written(group: str, name: str) -> str:
    """Return a field as it is written, without its braces."""
    return f"{group}.{name}" if group else name


def filled(pieces: tuple[Piece, ...], values: Mapping[str, str], rows_of: Rowing) -> Iterator[str]:
    """Yield a part with its words; a group without a row leaves one that is empty."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Slot):
            yield piece.filled(values)
        else:
            empty = True
            for row in rows_of(piece.group):
                empty = False
                yield _row(piece, row, values)
            if empty:
                yield _row(piece, {}, values)


def _row(rows: Rows, row: Mapping[str, str], values: Mapping[str, str]) -> str:
    return "".join(
        one if isinstance(one, str) else one.filled(row if one.group else values) for one in rows.pieces
    )


def _set_apart(element: _Element, number: int) -> None:
    """Mark where what is repeated begins and ends, and free it of what may stand once only."""
    from lxml import etree

    for one in list(element.iter(*_ONCE)):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for one in element.iter():
        for name in [name for name in one.attrib if str(name).startswith(_PARAGRAPH_IDS)]:
            del one.attrib[name]
    element.addprevious(etree.ProcessingInstruction("duizhao-rows", str(number)))
    tail, element.tail = element.tail, None
    end = etree.ProcessingInstruction("duizhao-end", str(number))
    element.addnext(end)
    end.tail = tail


def _paragraph_of(node: _Element) -> _Element | None:
    return next(node.iterancestors(_P), None)
