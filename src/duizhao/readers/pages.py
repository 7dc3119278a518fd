"""What stands on printed pages: words with their places become lines, header and footer apart."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from duizhao.record import Document
from duizhao.text.regex import regex

# The strips at the top and the bottom of a page, as parts of its height, where headers and footers stand.
# GB/T 9704 leaves 12.5 % above the text and 11.8 % below it.
_HEAD_STRIP: Final = 0.12
_FOOT_STRIP: Final = 0.88

# 一 and ー: what recognition makes of a dash.
_DASHES: Final = "-‐‑‒–—―─－一ー·•|｜~～"
_DECORATED: Final = regex(
    f"[{_DASHES}]+(\\d{{1,4}})[{_DASHES}]+|第(\\d{{1,4}})页(?:[，,/]?共\\d{{1,4}}页)?|(\\d{{1,4}})/\\d{{1,4}}"
)
_BARE: Final = regex(r"\d{1,4}")
# Where a repeated line may count its pages.
_COUNT: Final = regex(r"(?<=第)\d+(?=页)|(?<=共)\d+(?=页)|^\d+|(?:\d+/)?\d+$")

# Print programs write these look-alikes for common characters (fonts that map a glyph to its radical).
# Unicode decomposes U+2F00-2FD5 and the compatibility ideographs, but of U+2E80-2EF3 only two.
_RADICALS: Final = dict(
    zip(
        "⺁⺌⺎⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂小兀母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_BLANK: Final = 0.52  # of a full-width character: what a blank takes, and a little for rounding
_CONTROL: Final = regex("[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]")  # all but the tab
_LOOKALIKES: Final = regex("[\u2e80-\u2fd5\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters and its box; ``top`` is above ``bottom`` and smaller, as on a screen."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in any order; sizes are in one unit, whichever."""

    width: float
    height: float
    words: tuple[Word, ...]


_Space = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    middle: float
    em: float


def document(pages: Sequence[Page], media_type: str) -> Document:
    """Return the body as hard-wrapped lines, top to bottom, with header and footer apart.

    A line set in begins with two full-width blanks, cells side by side are parted by a tab, and an empty line
    stands where the page leaves room between paragraphs; none stands at the end of a page.
    """
    lines = [_lines(page) for page in pages]
    header, footer, body = _split(lines, pages)
    rendered = [text for page in body for text in _rendered(page, _left_edge(body), _right_edge(body))]
    return Document(
        text="".join(f"{text}\n" for text in rendered),
        media_type=media_type,
        header=header,
        footer=footer,
        hard_wrapped=True,
    )


def plain(text: str) -> str:
    """Return text with the look-alikes of common characters put right, character for character."""
    return _LOOKALIKES.sub(lambda match: _plain_character(match[0]), text)


def _plain_character(character: str) -> str:
    folded = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


# --------------------------------------------------------------------------- words -> lines


def _lines(page: Page) -> list[_Line]:
    """Gather words whose middles stand at one height; order them from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: (word.top + word.bottom, word.left)):
        if rows and _beside(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    ordered = [sorted(row, key=lambda word: word.left) for row in rows]
    spaces = [_spaces(row) for row in ordered]
    above, below = [[], *spaces], [*spaces[1:], []]  # the spaces of the line before and after each
    return [_line(row, before + after) for row, before, after in zip(ordered, above, below, strict=False)]


def _beside(one: Word, other: Word) -> bool:
    apart = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return apart < 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _line(words: Sequence[Word], near: Sequence[_Space]) -> _Line:
    em = _em(words)
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [_gap(before, word, em, near), word.text]
    return _Line(
        text=plain(_CONTROL.sub("", "".join(parts))).strip(),
        left=words[0].left,
        right=words[-1].right,
        middle=median((word.top + word.bottom) / 2 for word in words),
        em=em,
    )


def _em(words: Sequence[Word]) -> float:
    """Return the width of a full-width character in this line, an estimate where it has none."""
    wide = []
    for word in words:
        count = sum(character > "⺀" for character in word.text)
        if count:
            wide.append((word.right - word.left) / (count + 0.5 * (len(word.text) - count)))
    estimate = median(wide) if wide else 0.75 * median(word.bottom - word.top for word in words)
    return max(estimate, 1.0)  # a hostile page has words without a size


def _spaces(words: Sequence[Word]) -> list[_Space]:
    """Return the places from left to right where a line leaves more room than a blank takes."""
    em = _em(words)
    pairs = pairwise(words)
    return [(before.right, word.left) for before, word in pairs if word.left - before.right > _BLANK * em]


def _gap(before: Word, after: Word, em: float, near: Sequence[_Space]) -> str:
    gap = after.left - before.right
    shared = max((min(after.left, right) - max(before.right, left) for left, right in near), default=0.0)
    if gap > 1.8 * em or min(gap, shared) > _BLANK * em:
        return "\t"
    if before.text[-1:].isascii() and after.text[:1].isascii() and _is_letters(before, after):
        return " " if gap > 0.12 * em else ""
    # Word and WPS part Chinese from Latin by a quarter of a character, which is no blank.
    return " " if gap >= 0.4 * em else ""


def _is_letters(before: Word, after: Word) -> bool:
    return before.text[-1:].isalnum() and after.text[:1].isalnum()


# --------------------------------------------------------------------------- header and footer


def _split(
    lines: Sequence[Sequence[_Line]], pages: Sequence[Page]
) -> tuple[tuple[str, ...], tuple[str, ...], list[list[_Line]]]:
    """Take from each page the page numbers in its strips, and what is repeated there apart from the body."""
    heads, feet, middles = [], [], []
    for own, page in zip(lines, pages, strict=True):
        heads.append([line for line in own if line.middle < _HEAD_STRIP * page.height])
        feet.append([line for line in own if line.middle > _FOOT_STRIP * page.height])
        middles.append(own[len(heads[-1]) : len(own) - len(feet[-1])])
    usual = _Usual.of(middles)
    header = _outside(
        heads, [usual.weight(head, body[:1]) for head, body in zip(heads, middles, strict=True)]
    )
    footer = _outside(
        feet, [usual.weight(foot[::-1], body[-1:]) for foot, body in zip(feet, middles, strict=True)]
    )
    body = [
        [
            *(line for line in head if _key(line) not in header),
            *middle,
            *(line for line in foot if _key(line) not in footer),
        ]
        for head, middle, foot in zip(heads, middles, feet, strict=True)
    ]
    return tuple(header.values()), tuple(footer.values()), body


@dataclass(frozen=True, slots=True)
class _Usual:
    """What most lines of the body have: the distance to the next, and the size of characters."""

    pitch: float
    em: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[_Line]]) -> _Usual:
        pitches = [after.middle - before.middle for page in pages for before, after in pairwise(page)]
        ems = [line.em for page in pages for line in page]
        return cls(median(pitches) if pitches else 0.0, median(ems) if ems else 0.0)

    def weight(self, outer: Sequence[_Line], inner: Sequence[_Line]) -> float:
        """Say how much a repeated line at an edge counts, lines given outermost first.

        Other characters than the body's are a sure sign of a header; room before the body is a weak one,
        since a heading at the top of a page may be repeated too; with neither it is body.
        """
        if outer and abs(outer[0].em - self.em) > 0.1 * self.em:
            return 1.0
        gaps = [abs(after.middle - before.middle) for before, after in pairwise([*outer, *inner])]
        return 0.5 if not inner or any(gap > 1.25 * self.pitch for gap in gaps) else 0.0


def _outside(strips: Sequence[Sequence[_Line]], weights: Sequence[float]) -> dict[str, str]:
    """Return what is no part of the body: key (see ``_key``) -> text as first printed, in order."""
    counts: defaultdict[str, list[float]] = defaultdict(list)
    for strip, weight in zip(strips, weights, strict=True):
        for key in {_key(line) for line in strip}:
            counts[key].append(weight)
    enough = max(1.0, 0.4 * len(strips))
    numbered = _counting_keys(strips)
    found: dict[str, str] = {}
    for line in (line for strip in strips for line in strip):
        key = _key(line)
        is_number = key in numbered or bool(_DECORATED.fullmatch(_squeezed(line.text)))
        is_repeated = len(counts[key]) > 1 and sum(counts[key]) >= enough
        if is_number or (is_repeated and not _BARE.fullmatch(line.text)):
            found.setdefault(key, line.text)
    return found


def _counting_keys(strips: Sequence[Sequence[_Line]]) -> set[str]:
    """Return the key of bare numbers where they count the pages: value less page is mostly the same."""
    offsets = Counter(
        int(line.text) - index
        for index, strip in enumerate(strips)
        for line in strip
        if _BARE.fullmatch(line.text) and line.text.isascii()
    )
    if not offsets or max(offsets.values()) < max(2, 0.5 * len(strips)):
        return set()
    return {"#"}


def _key(line: _Line) -> str:
    """Return a line without blanks and page numbers, the same for its every repeat."""
    text = _squeezed(line.text)
    return "#" if _DECORATED.fullmatch(text) else _COUNT.sub("#", text)


def _squeezed(text: str) -> str:
    return "".join(text.split())


# --------------------------------------------------------------------------- lines -> text


def _left_edge(pages: Iterable[Sequence[_Line]]) -> float:
    """Return where unindented lines begin: the leftmost place that a tenth of the lines share."""
    lines = [line for page in pages for line in page]
    if not lines:
        return 0.0
    step = median(line.em for line in lines) / 2
    counts = Counter(round(line.left / step) for line in lines)
    shared = [place for place, count in counts.items() if count >= 0.1 * len(lines)]
    return min(shared, default=min(counts)) * step


def _right_edge(pages: Iterable[Sequence[_Line]]) -> float:
    rights = sorted(line.right for page in pages for line in page)
    return rights[int(0.9 * len(rights))] if rights else 0.0


def _rendered(page: Sequence[_Line], left: float, right: float) -> Iterator[str]:
    pitches = [after.middle - before.middle for before, after in pairwise(page)]
    usual = median(pitches) if pitches else 0.0
    for i, line in enumerate(page):
        if i and usual and pitches[i - 1] > 1.6 * usual:
            yield ""
        yield _indent(line, left, right) + line.text


def _indent(line: _Line, left: float, right: float) -> str:
    before, after = line.left - left, right - line.right
    centred = before > 3.2 * line.em and abs(before - after) < 1.5 * line.em
    return "" if centred or before < 1.2 * line.em else "\u3000\u3000"
