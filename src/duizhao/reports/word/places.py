"""Places between characters of a Word file's text, as places between elements: runs are split for them.

Places must be asked for from the end of the text to its beginning: what is split off lies to the right and is
never looked at again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import MC, M
from duizhao.readers.docx.tracing import Piece, Trace
from duizhao.reports.word.package import namespace
from duizhao.reports.word.xml import SPACE

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE: Final = ("p", "ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo")
# Content controls that hold plain text, a choice or a date take nothing else in.
_CLOSED: Final = ("text", "date", "dropDownList", "comboBox", "dataBinding", "picture", "citation")


class Places:
    """Finds and makes the places in one traced file."""

    def __init__(self, trace: Trace) -> None:
        self.w: Final = namespace(trace.root)
        self._order = {element: number for number, element in enumerate(trace.root.iter("*"))}
        self._run, self._paragraph, self._look = self.w + "r", self.w + "p", self.w + "rPr"
        self._text = self.w + "t"
        self._box, self._cell = self.w + "txbxContent", self.w + "tc"
        self._holders = {self.w + name for name in _INLINE}
        self._math = (m := _math(trace.root)) + "oMath", m + "oMathPara"
        self._closed = {self.w + name for name in _CLOSED}

    def can_split(self, piece: Piece) -> bool:
        """Return whether a piece stands in a run of the body's own text, not inside something closed."""
        run = piece.element.getparent()
        return run is not None and run is self.node(piece)

    def node(self, piece: Piece) -> _Element | None:
        """Return the outermost run, or other thing on the line, that shows a piece.

        Beside it a marker may stand. It is the piece's run, but for text in boxes, ruby, formulas and closed
        content controls; ``None`` where there is none.
        """
        path = [piece.element, *piece.element.iterancestors()]
        top = max((n for n, element in enumerate(path) if element.tag == self._paragraph), default=0)
        inside = [element for element in path[:top] if self._is_node(element)]
        node = inside[-1] if inside else None
        return node if node is not None and self._in_line(node) else None

    def paragraph(self, element: _Element) -> _Element:
        """Return the paragraph of the body (or of a cell) that ``element`` stands in or is."""
        path = [element, *element.iterancestors()]
        return next(each for each in reversed(path) if each.tag == self._paragraph)

    def before(self, piece: Piece, at: int) -> _Element:
        """Return the node that begins with character ``at`` of a piece; its run is split where needed."""
        node = self.node(piece)
        assert node is not None
        if not self.can_split(piece):
            return node
        if at > piece.start:
            return self._split_text(piece.element, at - piece.start)
        return self._split_run(piece.element)

    def after(self, piece: Piece, at: int) -> _Element:
        """Return the node that ends before character ``at`` of a piece; its run is split where needed."""
        node = self.node(piece)
        assert node is not None
        if self.can_split(piece):
            left = at - piece.start
            if piece.element.tag == self._text and left < len(piece.element.text or ""):
                self._split_text(piece.element, left)
            elif (following := piece.element.getnext()) is not None:
                self._split_run(following)
        return node

    def in_order(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return those of the pieces that one range can hold, from the first of them on.

        A range neither leaves its table cell nor runs backwards, and text in boxes counts only where there is
        no other: a box stands in one place and its text is read at another.
        """
        every = [piece for piece in pieces if self.node(piece) is not None]
        outside = [piece for piece in every if not self._in_box(piece)]
        kept: list[Piece] = []
        for piece in outside or every[:1]:
            if kept and (
                self._cell_of(piece) is not self._cell_of(kept[0]) or self._rank(piece) < self._rank(kept[-1])
            ):
                break
            kept.append(piece)
        return kept

    def _rank(self, piece: Piece) -> int:
        return self._order.get(piece.element, 0)

    def _in_box(self, piece: Piece) -> bool:
        return next(piece.element.iterancestors(self._box), None) is not None

    def _cell_of(self, piece: Piece) -> _Element | None:
        return next(piece.element.iterancestors(self._cell), None)

    def _is_node(self, element: _Element) -> bool:
        if element.tag == self._run or element.tag in self._math:
            return True
        if element.tag in (MC + "AlternateContent", self.w + "fldSimple"):
            return True
        if element.tag != self.w + "sdt":
            return False
        properties = next(element.iterchildren(self.w + "sdtPr"), None)
        return properties is not None and any(each.tag in self._closed for each in properties)

    def _in_line(self, node: _Element) -> bool:
        parent = node.getparent()
        return parent is not None and parent.tag in self._holders

    def _split_text(self, element: _Element, at: int) -> _Element:
        """Split a ``w:t``: return the new run that begins with its character ``at``."""
        text = element.text or ""
        right = element.makeelement(element.tag, _attributes(element))
        element.text, right.text = text[:at], text[at:]
        for each in (element, right):
            each.set(SPACE, "preserve")
        element.addnext(right)
        return self._split_run(right)

    def _split_run(self, element: _Element) -> _Element:
        """Return a run that begins with ``element``: the run itself, or a new one with what follows."""
        run = element.getparent()
        assert run is not None
        first = element.getprevious()
        if first is None or (first.tag == self._look and first.getprevious() is None):
            return run
        right = run.makeelement(run.tag, _attributes(run))
        look = next(run.iterchildren(self._look), None)
        if look is not None:
            right.append(copy.deepcopy(look))
        moved = [element, *element.itersiblings()]
        right.extend(moved)
        run.addnext(right)
        return right


def _attributes(element: _Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def outside_changes(node: _Element, w: str) -> _Element:
    """Return the node, or the insertion or link around it, beside which stands only the paragraph's own."""
    changes = {w + name for name in ("ins", "moveTo", "hyperlink", "smartTag")}
    parent = node.getparent()
    while parent is not None and parent.tag in changes:
        node, parent = parent, parent.getparent()
    return node


def _math(root: _Element) -> str:
    """Return the namespace of formulas that goes with the tree's."""
    if namespace(root).startswith("{http://purl"):
        return "{http://purl.oclc.org/ooxml/officeDocument/math}"
    return M
