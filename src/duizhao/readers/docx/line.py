"""What one paragraph shows: its visible text, the text boxes anchored in it, and its weightiest run.

Fields show their result only, and may run on over several paragraphs; deleted and hidden text is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.looks import Looks
from duizhao.readers.docx.names import M, W, child, first
from duizhao.readers.docx.properties import RunProperties
from duizhao.readers.docx.structure import ALTERNATE, shown, text_boxes
from duizhao.readers.docx.styles import BARE, Style, Styles
from duizhao.readers.docx.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Line:
    """The visible text of a paragraph, and what is hidden in it.

    ``run`` holds the properties of the run with most of the text.
    """

    style: Style
    run: RunProperties
    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    weight: int = 0
    heaviest: _Element | None = None  # w:rPr of the run with most of the text


class LineReader:
    """Reads paragraph after paragraph of one story; ``notes`` gathers (kind, id) of the notes referred to."""

    def __init__(self, styles: Styles, looks: Looks, *, may_hide: bool) -> None:
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._looks = looks
        self._may_hide = may_hide  # whether runs may be hidden by more than their paragraph style
        self._fields: list[bool] = []  # for each open field: whether its result has begun
        self._unseen = 0  # how many of them are still at their instruction: nothing is shown then
        self._line = Line(BARE, PLAIN)
        self._mixed: set[_Element] = set()

    def prepare(self, root: _Element) -> None:
        """Find the paragraphs under ``root`` that hold more than plain text; the others are read faster."""
        self._mixed = {
            paragraph for part in root.iter(*_NOT_PLAIN) for paragraph in part.iterancestors(_PARAGRAPH)
        }

    def read(self, paragraph: _Element, style: Style) -> Line:
        """Return what ``paragraph``, set in ``style``, shows; ``prepare`` has seen the tree it is in."""
        if paragraph in self._mixed or style.run.hidden:
            line = self._read_mixed(paragraph, style)
        else:
            line = _plain(paragraph, style)
        if line.heaviest is not None:
            line.run = self._looks.run(line.heaviest)
        return line

    def _read_mixed(self, paragraph: _Element, style: Style) -> Line:
        outer, self._line = self._line, Line(style, PLAIN)
        self._inline(paragraph)
        if self._unseen:
            # No instruction runs on past its paragraph: a field left open must not swallow the rest.
            self._fields = [begun for begun in self._fields if begun]
            self._unseen = 0
        line, self._line = self._line, outer
        return line

    def is_hidden(self, properties: _Element | None, style: Style) -> bool:
        """Return whether a run, or a paragraph mark, with this ``w:rPr`` is hidden text."""
        if not (self._may_hide or style.run.hidden):
            return False
        return self._styles.is_hidden(style, None if properties is None else self._looks.run(properties))

    def _inline(self, parent: _Element) -> None:
        for part in parent:
            tag = part.tag
            if tag == _RUN:
                self._run(part)
            elif tag == ALTERNATE:
                for chosen in shown(part):
                    self._one(chosen)
            elif tag not in _SKIPPED:
                self._one(part)

    def _one(self, element: _Element) -> None:
        if element.tag == _RUN:
            self._run(element)
        elif element.tag == _MATH_TEXT:
            self._show(element.text, element)
        elif element.tag not in _SKIPPED:
            self._inline(element)

    def _run(self, run: _Element) -> None:
        line = self._line
        pieces, boxes = len(line.pieces), len(line.boxes)
        properties: _Element | None = None
        for part in run:
            tag = part.tag
            if tag == _TEXT:
                self._show(part.text, part)
            elif tag == _PROPERTIES:
                properties = part
            elif tag in _IN_RUN:
                _IN_RUN[tag](self, part)
        if self.is_hidden(properties, line.style):
            line.hidden += line.pieces[pieces:]
            del line.pieces[pieces:], line.boxes[boxes:]
        weight = sum(map(len, line.pieces[pieces:]))
        if weight > line.weight:
            line.weight, line.heaviest = weight, properties

    def _show(self, text: str | None, element: _Element) -> None:
        if text and not self._unseen:
            self._line.pieces.append(self._piece(_without_line_ends(text), element))

    def _piece(self, text: str, element: _Element) -> str:  # noqa: ARG002 (for those who trace)
        """Return what is kept of the visible text of an element."""
        return text

    def _show_break(self, element: _Element) -> None:
        if element.get(_TYPE, "textWrapping") == "textWrapping" and not self._unseen:
            self._line.pieces.append(self._piece("\n", element))

    def _show_symbol(self, element: _Element) -> None:
        self._show(symbol(element.get(W + "font"), element.get(W + "char")), element)

    def _show_boxes(self, element: _Element) -> None:
        if not self._unseen:
            self._line.boxes.extend(text_boxes(element))

    def _show_alternate(self, element: _Element) -> None:
        for chosen in shown(element):
            if chosen.tag == _TEXT:
                self._show(chosen.text, chosen)
            elif chosen.tag in _IN_RUN:
                _IN_RUN[chosen.tag](self, chosen)

    def _show_ruby(self, element: _Element) -> None:
        base = child(element, W + "rubyBase")
        if base is not None:
            self._inline(base)

    def _refer(self, element: _Element) -> None:
        self.notes.append((element.tag, element.get(W + "id", "")))

    def _field(self, element: _Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < _FIELDS_END:
            self._fields.append(False)
            self._unseen += 1
        elif kind == "separate" and self._fields and not self._fields[-1]:
            self._fields[-1] = True
            self._unseen -= 1
        elif kind == "end" and self._fields and not self._fields.pop():
            self._unseen -= 1


def _plain(paragraph: _Element, style: Style) -> Line:
    line, heaviest = Line(style, PLAIN), None
    for part in paragraph.iter(_TEXT):
        text = part.text
        if text:
            line.pieces.append(_without_line_ends(text))
            if len(text) > line.weight:
                line.weight, heaviest = len(text), part
    run = None if heaviest is None else heaviest.getparent()
    line.heaviest = None if run is None else first(run, _PROPERTIES)
    return line


def _without_line_ends(text: str) -> str:
    """Return the text of a ``w:t``, in which a line end is a blank to Word."""
    return text.replace("\r", " ").replace("\n", " ") if "\n" in text or "\r" in text else text


PLAIN: Final = RunProperties()

_FIELDS_END: Final = 256  # nested in each other

_PARAGRAPH, _RUN, _TEXT, _PROPERTIES, _TYPE = W + "p", W + "r", W + "t", W + "rPr", W + "type"
_MATH_TEXT: Final = M + "t"
# Beside or inside runs: what holds no text of the paper, and deleted text.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "del", "moveFrom", "proofErr", "bookmarkStart", "bookmarkEnd", "sdtPr", "sdtEndPr",
        "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "subDoc", "smartTagPr", "customXmlPr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "fldData",
    )
) | {M + "ctrlPr", M + "rPr"}  # fmt: skip
_IN_RUN: Final[dict[str, Callable[[LineReader, _Element], None]]] = {
    W + "tab": lambda reader, tab: reader._show("\t", tab),
    W + "ptab": lambda reader, tab: reader._show("\t", tab),
    W + "br": LineReader._show_break,
    W + "cr": LineReader._show_break,
    W + "noBreakHyphen": lambda reader, hyphen: reader._show("-", hyphen),
    W + "sym": LineReader._show_symbol,
    W + "fldChar": LineReader._field,
    W + "ruby": LineReader._show_ruby,
    W + "drawing": LineReader._show_boxes,
    W + "pict": LineReader._show_boxes,
    W + "object": LineReader._show_boxes,
    W + "footnoteReference": LineReader._refer,
    W + "endnoteReference": LineReader._refer,
    ALTERNATE: LineReader._show_alternate,
}
# A paragraph without these shows the text of its w:t elements and nothing else.
_NOT_PLAIN: Final = (
    *_IN_RUN, W + "del", W + "moveFrom", W + "vanish", W + "rStyle", _MATH_TEXT,
)  # fmt: skip
