"""Comments put into a Word file beside the words they are about; those already there stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.tracing import Piece, Trace
from duizhao.record import Span
from duizhao.reports.word.package import Parts, is_strict, namespace
from duizhao.reports.word.places import Places, outside_changes
from duizhao.reports.word.xml import add, add_text

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR: Final = "对照"
_KIND: Final = "comments"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

_PLAIN: Final = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"left": "0", "firstLine": "0", "firstLineChars": "0"},
    "jc": {"val": "left"},
}


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said about a span of the text: a heading and the lines below it."""

    span: Span
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a comment goes: from a character of one piece to a character of another, or on a paragraph."""

    id: int
    first: Piece | None
    last: Piece | None
    start: int
    end: int
    paragraph: _Element | None


def put_in(parts: Parts, trace: Trace, comments: Sequence[Comment], *, date: str | None = None) -> None:
    """Put comments into the body that ``trace`` is of and into the part for them; write both into ``parts``.

    ``date`` is what Word shows beside them, in the form 2026-01-31T09:30:00Z.
    """
    part = parts.related(trace.part, _KIND)
    root = _new(trace.root) if part is None else parts.xml(part)
    first = 1 + max(_used(root, trace.root), default=-1)
    places = Places(trace)
    ranges = [_range(number, one, trace, places) for number, one in enumerate(comments, first)]
    for comment, found in zip(comments, ranges, strict=True):
        _tell(root, found.id, comment, date)
    _anchor([found for found in ranges if found.first or found.paragraph is not None], places)
    parts.put(trace.part, trace.root)
    if part:
        parts.put(part, root)
    else:
        parts.add_related(trace.part, _KIND, root, _CONTENT_TYPE, strict=is_strict(trace.root))


def _new(body: _Element) -> _Element:
    from lxml import etree

    w = namespace(body)
    return etree.Element(f"{w}comments", nsmap={"w": w[1:-1]})


def _used(*roots: _Element) -> Iterator[int]:
    """Yield the numbers of comments there are, and of those the text refers to in vain."""
    for root in roots:
        w = namespace(root)
        for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference"):
            for element in root.iter(w + name):
                written = element.get(f"{w}id", "")
                if written.isascii() and written.isdigit() and len(written) < 10:
                    yield int(written)


def _range(number: int, comment: Comment, trace: Trace, places: Places) -> _Range:
    start, end = comment.span
    pieces = places.in_order(trace.within(start, max(end, start + 1)))
    if pieces:
        first, last = pieces[0], pieces[-1]
        return _Range(number, first, last, max(start, first.start), min(max(end, start + 1), last.end), None)
    return _beside(number, start, trace, places)


def _beside(number: int, at: int, trace: Trace, places: Places) -> _Range:
    """Return where a comment goes whose words no element shows: an automatic number, an empty cell."""
    found = [each for each in trace.paragraphs if each[0].start <= at <= each[0].end] or list(
        trace.paragraphs[-1:]
    )
    for span, element in found:
        pieces = places.in_order(trace.within(span.start, span.end))
        if pieces:
            near = next((piece for piece in reversed(pieces) if piece.start <= at), pieces[0])
            start = min(max(at, near.start), near.end - 1)
            return _Range(number, near, near, start, start + 1, None)
        return _Range(number, None, None, at, at, places.paragraph(element))
    return _Range(number, None, None, at, at, None)


def _anchor(ranges: Sequence[_Range], places: Places) -> None:
    """Put the marks of all comments into the text, from its end to its beginning.

    At one place comments end before others begin; of those that begin together the longest is put first.
    """
    begins = [(found.start, 1, -found.end, found) for found in ranges]
    ends = [(found.end, 0, -found.start, found) for found in ranges]
    for _at, begin, _other, found in sorted([*begins, *ends], key=lambda entry: entry[:3], reverse=True):
        if found.first is None or found.last is None:
            if begin:
                _on_paragraph(found, places.w)
        elif begin:
            node = places.before(found.first, found.start)
            node.addprevious(_mark(node, places.w, "commentRangeStart", found.id))
        else:
            node = places.after(found.last, found.end)
            outside_changes(node, places.w).addnext(_reference(node, places.w, found.id))
            node.addnext(_mark(node, places.w, "commentRangeEnd", found.id))


def _on_paragraph(found: _Range, w: str) -> None:
    paragraph = found.paragraph
    assert paragraph is not None
    paragraph.append(_mark(paragraph, w, "commentRangeStart", found.id))
    paragraph.append(_mark(paragraph, w, "commentRangeEnd", found.id))
    paragraph.append(_reference(paragraph, w, found.id))


def _mark(beside: _Element, w: str, name: str, number: int) -> _Element:
    return beside.makeelement(w + name, {f"{w}id": str(number)})


def _reference(beside: _Element, w: str, number: int) -> _Element:
    run = beside.makeelement(f"{w}r")
    add(run, f"{w}commentReference", {f"{w}id": str(number)})
    return run


def _tell(root: _Element, number: int, comment: Comment, date: str | None) -> None:
    """Add the words of a comment, with looks of their own: a paper's default text is large and indented."""
    w = namespace(root)
    about = {"id": str(number), "author": AUTHOR, "initials": AUTHOR} | ({"date": date} if date else {})
    element = add(root, f"{w}comment", {w + name: value for name, value in about.items()})
    for line, words in enumerate((comment.heading, *comment.lines)):
        paragraph = _paragraph(element, w)
        if line == 0:
            add(add(paragraph, f"{w}r"), f"{w}annotationRef")
        run = add(paragraph, f"{w}r")
        look = add(run, f"{w}rPr")
        if line == 0:
            add(look, f"{w}b")
        add(look, f"{w}sz", {f"{w}val": "20"})
        add_text(run, f"{w}t", words)


def _paragraph(parent: _Element, w: str) -> _Element:
    paragraph = add(parent, f"{w}p")
    properties = add(paragraph, f"{w}pPr")
    for name, values in _PLAIN.items():
        add(properties, w + name, {w + key: value for key, value in values.items()})
    return paragraph
