"""Text as a parser wants it, with the way back to every character of the source.

PDF and web copies carry blanks inside words, half-width marks, and line ends that the layout put
there. ``normalise`` removes and folds all of that; a span of the result is turned back into a span of
the source by ``Normalised.source``. The source text itself is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.record import Document, Paragraph, Span
from duizhao.text.regex import regex
from duizhao.text.wrapping import line_joins

# Everything that takes room or none at all but says nothing: blanks of all widths, joiners, soft hyphens.
BLANKS: Final = " \t\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\x0b\x0c\x1f"
_BLANK_RUN: Final = regex(f"[{BLANKS}]+")
# Markdown's own marks say nothing either: headings, bullets and quotations before a line, emphasis in it.
_HEADING: Final = regex(r"#{1,6}[ \t\u3000]+")
_BULLET: Final = regex(r"(?:>[ \t]*)*(?:#{1,6}[ \t]+|[-+*][ \t]+)?")
_MARKDOWN_RUN: Final = regex(f"[{BLANKS}*`]+")
_WORD: Final = regex(r"[0-9A-Za-z]")
# The number of a page in a line of its own, between dashes or in words: - 3 -, 第3页 共8页, 3 / 8.
_PAGE: Final = regex(
    rf"[{BLANKS}]*(?:[-—–―－~]{{1,2}}[{BLANKS}]*\d{{1,3}}[{BLANKS}]*[-—–―－~]{{1,2}}"
    rf"|第[{BLANKS}]*\d{{1,3}}[{BLANKS}]*页[{BLANKS}]*(?:[，,/／]?[{BLANKS}]*共[{BLANKS}]*\d{{1,3}}[{BLANKS}]*页)?"
    rf"|\d{{1,3}}[{BLANKS}]*[/／][{BLANKS}]*\d{{1,3}})[{BLANKS}]*"
)

# One code point becomes one code point, so folding moves no offset.
_FOLD: Final = dict(
    zip(
        "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
        "();?!．％～｡､﹐﹔﹕﹙﹚〈〉",
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz（）；？！.%~。、，；：（）《》",
        strict=True,
    )
)
_FOLDED: Final = regex(f"[{re.escape(''.join(_FOLD))}]")
_COMMA: Final = regex(r"(?<![0-9]),|,(?![0-9])")
_COLON: Final = regex(r"(?<![0-9]):|:(?![0-9])")
# A full stop behind words; behind a numeral it belongs to an ordinal, before a letter to a file's name.
_STOP: Final = regex(
    r"(?<=[\u4e00-\u9fff][\u4e00-\u9fff”）%])(?<![一二三四五六七八九十百零〇])\.(?![.0-9A-Za-z])"
)
_LONGEST_PAGE_NUMBER: Final = 24
_MANY_MARKS: Final = 6
_EMPHASISED: Final = re.compile(r"\*\*[^*\n]{2,80}\*\*")


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line of normalised text: a paragraph as its author meant it.

    ``start`` and ``end`` are normalised offsets; ``paragraph`` is the document's own paragraph where
    its format has them; ``indented`` says that the source line began with two blanks or more.
    """

    start: int
    end: int
    paragraph: Paragraph | None
    indented: bool


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised text, its lines, and the offsets back to the source.

    ``gaps`` holds the normalised offsets where a blank between two full-width characters was taken out:
    such a blank sometimes ends a title.
    """

    text: str
    lines: tuple[Line, ...]
    gaps: frozenset[int]
    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    length: int

    def source(self, start: int, end: int) -> Span:
        """Return the span of the source that the normalised range ``[start, end)`` came from."""
        if not self.starts:
            return Span(0, 0)
        starts, shifts = self.starts, self.shifts
        first = start + shifts[max(bisect_right(starts, start) - 1, 0)]
        if end <= start:
            place = min(first, self.length)
            return Span(place, place)
        last = end - 1 + shifts[max(bisect_right(starts, end - 1) - 1, 0)]
        return Span(first, min(last, self.length) + 1)


def normalise(document: Document) -> Normalised:
    """Return the normalised text of a document, one logical line a line."""
    text = document.text
    rows = [
        row
        for row in _rows(text, document.paragraphs)
        if row[1] - row[0] > _LONGEST_PAGE_NUMBER or not _is_page_number(text, *row)
    ]
    joins = line_joins([text[a:b] for a, b, _ in rows], always=document.hard_wrapped)
    builder = _Builder(text, markdown=document.media_type == "text/markdown" or _looks_like_markdown(text))
    for (start, end, paragraph), joined in zip(rows, joins, strict=True):
        builder.line(start, end, paragraph, joined=joined)
    return builder.finish()


def _looks_like_markdown(text: str) -> bool:
    """Say whether a text was pasted with Markdown's marks in it, whatever kind of file it is."""
    return text.count("**") >= _MANY_MARKS and len(_EMPHASISED.findall(text)) >= _MANY_MARKS // 2


def fold(text: str) -> str:
    """Return ``text`` with digits and letters half-width and marks full-width, of the same length."""
    # A paper mostly has none of these characters: a scan for them is ten times faster than translating.
    folded = _FOLDED.sub(lambda match: _FOLD[match[0]], text)
    if "," in folded:
        folded = _COMMA.sub("，", folded)
    if ":" in folded:
        folded = _COLON.sub("：", folded)
    if "." in folded:
        folded = _STOP.sub("。", folded)
    return folded


def _rows(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int, Paragraph | None]]:
    """Return every line of the text with the document's paragraph it stands in."""
    rows: list[tuple[int, int, Paragraph | None]] = []
    start, which = 0, 0
    for piece in text.split("\n"):
        end = start + len(piece)
        while which < len(paragraphs) and paragraphs[which].span.end < start:
            which += 1
        owner = (
            paragraphs[which] if which < len(paragraphs) and paragraphs[which].span.start <= start else None
        )
        for a, b in _cell_parts(paragraphs, which, start, end, owner):
            rows.append((a, b, _paragraph_at(paragraphs, which, a)))
        start = end + 1
    return rows


def _is_page_number(text: str, start: int, end: int, paragraph: Paragraph | None) -> bool:
    """Say whether a line holds the number of a page: it stands between two halves of a paragraph."""
    in_table = paragraph is not None and paragraph.cell is not None
    return end > start and not in_table and bool(_PAGE.fullmatch(text, start, end))


def _cell_parts(
    paragraphs: Sequence[Paragraph], which: int, start: int, end: int, owner: Paragraph | None
) -> list[tuple[int, int]]:
    """Split a table row, whose cells share one line, into its cells."""
    if owner is None or owner.cell is None or owner.span.end >= end:
        return [(start, end)]
    parts = []
    while which < len(paragraphs) and paragraphs[which].span.start <= end:
        span = paragraphs[which].span
        parts.append((max(span.start, start), min(span.end, end)))
        which += 1
    return parts


def _paragraph_at(paragraphs: Sequence[Paragraph], which: int, position: int) -> Paragraph | None:
    while which < len(paragraphs):
        span = paragraphs[which].span
        if span.start <= position <= span.end:
            return paragraphs[which]
        if span.start > position:
            return None
        which += 1
    return None


class _Builder:
    """Collects pieces of the source into normalised text."""

    def __init__(self, source: str, *, markdown: bool) -> None:
        self._source = source
        self._marks = _BULLET if markdown else _HEADING
        self._nothing = _MARKDOWN_RUN if markdown else _BLANK_RUN
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._shifts: list[int] = []
        self._gaps: set[int] = set()
        self._lines: list[Line] = []
        self._size = 0

    def line(self, start: int, end: int, paragraph: Paragraph | None, *, joined: bool) -> None:
        """Add one source line; ``joined`` continues the line before."""
        source, a, b = self._source, start, end
        lead = _BLANK_RUN.match(source, a, b)
        if lead:
            a = lead.end()
        if mark := self._marks.match(source, a, b):
            a = mark.end()
        if rest := self._nothing.match(source, a, b):
            a = rest.end()
        while b > a and self._nothing.match(source[b - 1]):
            b -= 1
        if a >= b:
            return
        if joined and self._lines:
            before = self._lines.pop()
            first, indented, paragraph = before.start, before.indented, before.paragraph
            if _needs_blank(self._parts[-1][-1], source[a]):
                self._add(" ", a - 1)
        else:
            if self._lines:
                self._add("\n", max(start - 1, 0))
            first, indented = self._size, bool(lead and len(lead[0].replace("\u3000", "  ")) >= 2)
        self._words(a, b)
        self._lines.append(Line(first, self._size, paragraph, indented))

    def _words(self, start: int, end: int) -> None:
        source, at = self._source, start
        for blank in self._nothing.finditer(source, start, end):
            a, b = blank.span()
            self._add(source[at:a], at)
            if "\t" in blank[0]:
                self._add("\t", a)
            elif _needs_blank(source[a - 1], source[b]):
                self._add(" ", a)
            else:
                self._gaps.add(self._size)
            at = b
        self._add(source[at:end], at)

    def _add(self, piece: str, place: int) -> None:
        if not piece:
            return
        shift = place - self._size
        if not self._shifts or self._shifts[-1] != shift:
            self._starts.append(self._size)
            self._shifts.append(shift)
        self._parts.append(piece)
        self._size += len(piece)

    def finish(self) -> Normalised:
        """Return what was collected."""
        text = fold("".join(self._parts))
        return Normalised(
            text,
            tuple(self._lines),
            frozenset(self._gaps),
            tuple(self._starts),
            tuple(self._shifts),
            len(self._source),
        )


def _needs_blank(left: str, right: str) -> bool:
    """Say whether a blank between two characters separates words: only between letters and digits."""
    return bool(_WORD.match(left) and _WORD.match(right))
