"""Corrections put into a Word file as tracked changes: accepted they are made, rejected nothing was."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import integer
from duizhao.readers.docx.tracing import Piece, Trace
from duizhao.record import Fix, Span
from duizhao.reports.word.comments import AUTHOR
from duizhao.reports.word.package import Parts
from duizhao.reports.word.places import Places
from duizhao.reports.word.xml import add, add_text

if TYPE_CHECKING:
    from lxml.etree import _Element

# What a run may hold to be struck out whole: a note or a picture in it must not go with the words.
_STRUCK: Final = ("rPr", "t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "lastRenderedPageBreak")


def put_in(parts: Parts, trace: Trace, fixes: Sequence[Fix], *, date: str | None = None) -> list[bool]:
    """Put fixes that do not overlap into the body that ``trace`` is of; say of each whether it is made.

    One that runs over the end of a paragraph, or changes what no run shows (an automatic number, a box), is
    not. ``date`` is what Word shows beside the changes, in the form 2026-01-31T09:30:00Z.
    """
    writer = _Writer(trace, date)
    made = [False] * len(fixes)
    for number in sorted(range(len(fixes)), key=lambda n: fixes[n].span, reverse=True):
        made[number] = writer.change(smallest(fixes[number], trace.text))
    if any(made):
        parts.put(trace.part, trace.root)
    return made


def smallest(fix: Fix, text: str) -> Fix:
    """Return the fix without the characters at its ends that stay as they are."""
    (start, end), new = fix.span, fix.text
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Fix(Span(start, end), new)


class _Writer:
    """Makes changes in one traced body, from its end to its beginning."""

    def __init__(self, trace: Trace, date: str | None) -> None:
        self._trace, self._date = trace, date
        self._places = Places(trace)
        self._w = self._places.w
        # Numbers of changes are told apart within the whole part, and those of bookmarks do no harm.
        used = (integer(element.get(f"{self._w}id")) for element in trace.root.iter("*"))
        self._next = 1 + max((number for number in used if number is not None), default=0)

    def change(self, fix: Fix) -> bool:
        """Make a change; return whether it could be made."""
        (start, end), new = fix.span, fix.text
        if "\n" in new or (start == end and not new):
            return False
        if start == end:
            return self._insert_at(start, new)
        struck = self._cut_out(start, end)
        if not struck:
            return False
        look = next(struck[0].iterchildren(f"{self._w}rPr"), None)
        last = [self._strike(run) for run in struck][-1]
        if new:
            self._insert(last, new, look)
        return True

    def _cut_out(self, start: int, end: int) -> list[_Element]:
        """Return the runs that show exactly ``[start, end)``, split off from what is around them."""
        pieces = self._trace.within(start, end)
        if not self._can_strike(pieces, start, end):
            return []
        self._places.after(pieces[-1], end)
        first = self._places.before(pieces[0], start)
        runs = dict.fromkeys([first, *(_run(piece) for piece in pieces[1:])])
        allowed = {self._w + name for name in _STRUCK}
        return list(runs) if all(part.tag in allowed for run in runs for part in run) else []

    def _can_strike(self, pieces: Sequence[Piece], start: int, end: int) -> bool:
        if not pieces or pieces[0].start > start or pieces[-1].end < end:
            return False
        if any(one.end != other.start for one, other in pairwise(pieces)):
            return False  # an automatic number, or the end of a paragraph, stands between them
        if not all(self._places.can_split(piece) for piece in pieces):
            return False
        return len({self._places.paragraph(piece.element) for piece in pieces}) == 1

    def _strike(self, run: _Element) -> _Element:
        struck = run.makeelement(f"{self._w}del", self._about())
        run.addprevious(struck)
        struck.append(run)
        for text in run.iterchildren(f"{self._w}t"):
            text.tag = f"{self._w}delText"
        return struck

    def _insert_at(self, at: int, new: str) -> bool:
        """Insert text that looks like what stands before it or, at a paragraph's beginning, behind it."""
        for piece in (*self._trace.within(at - 1, at), *self._trace.within(at, at + 1)):
            if not self._places.can_split(piece):
                continue
            look = next(_run(piece).iterchildren(f"{self._w}rPr"), None)
            if piece.start < at <= piece.end:
                self._insert(self._places.after(piece, at), new, look)
            else:
                self._insert_before(self._places.before(piece, at), new, look)
            return True
        return False

    def _insert_before(self, first: _Element, new: str, look: _Element | None) -> None:
        mark = first.makeelement(f"{self._w}r")
        first.addprevious(mark)
        self._insert(mark, new, look)
        around = _parent(mark)
        around.remove(mark)
        if not len(around):  # somebody's insertion that begins here
            _parent(around).remove(around)

    def _insert(self, after: _Element, new: str, look: _Element | None) -> None:
        inserted = after.makeelement(f"{self._w}ins", self._about())
        self._outside_insertions(after).addnext(inserted)
        run = add(inserted, f"{self._w}r")
        if look is not None:
            run.append(_plain_look(look, self._w))
        for number, part in enumerate(new.split("\t")):
            if number:
                add(run, f"{self._w}tab")
            if part:
                add_text(run, f"{self._w}t", part)

    def _outside_insertions(self, node: _Element) -> _Element:
        """Return ``node``, or the insertion around it, split so that it ends with ``node``.

        Somebody else's insertion takes no second one in.
        """
        insertions = (f"{self._w}ins", f"{self._w}moveTo")
        while (parent := _parent(node)).tag in insertions:
            rest = list(node.itersiblings())
            if rest:
                right = parent.makeelement(parent.tag, dict(_items(parent)) | self._number())
                right.extend(rest)
                parent.addnext(right)
            node = parent
        return node

    def _about(self) -> dict[str, str]:
        about = {"author": AUTHOR} | ({"date": self._date} if self._date else {})
        return self._number() | {self._w + name: value for name, value in about.items()}

    def _number(self) -> dict[str, str]:
        self._next += 1
        return {f"{self._w}id": str(self._next - 1)}


def _plain_look(look: _Element, w: str) -> _Element:
    """Return a copy of a ``w:rPr`` without the record of its own changes."""
    copied = copy.deepcopy(look)
    for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"):
        for change in list(copied.iterchildren(w + name)):
            copied.remove(change)
    return copied


def _run(piece: Piece) -> _Element:
    return _parent(piece.element)


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _items(element: _Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.attrib.items())
