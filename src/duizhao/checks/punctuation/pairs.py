"""Which quotation marks and brackets of a paper are without their other half or the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.text.regex import regex

_PAIRS: Final = dict(zip("“‘（(《〈【〔「『", "”’）)》〉】〕」』", strict=True))
_EMPTY: Final = ("“”", "‘’", "（）", "《》", "〈〉", "【】", "〔〕", "「」", "『』")
_DEEPEST: Final = 4
_OPENERS: Final = {close: open_ for open_, close in _PAIRS.items()}
_ANY: Final = regex("[“”‘’（）()《》〈〉【】〔〕「」『』\n]")
_ORDINAL: Final = regex(r"(?:^|(?<=[\s。；：，]))[\d一二三四五六七八九十a-zA-Z]{1,3}$")
# Half-width and full-width brackets may close one another: that is another check's matter.
_SAME: Final = {"(": "（", ")": "）"}
_APOSTROPHE: Final = regex("[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mark, the mark it lacks or should be, and whether it is the wrong way round."""

    place: int
    other: str
    reversed: bool = False


@once
def faults(paper: Paper) -> tuple[Fault, ...]:
    """Return every fault, paragraph by paragraph, in the order of the text."""
    if _in_order(paper.text):
        return ()
    found: list[Fault] = []
    marks: list[tuple[int, str]] = []
    text = paper.text
    for match in _ANY.finditer(text):
        if match[0] != "\n":
            marks.append((match.start(), match[0]))
        elif marks and not _goes_on(paper, match.start()):
            found.extend(_in_paragraph(text, marks))
            marks = []
    found.extend(_in_paragraph(text, marks))
    return tuple(sorted(found, key=lambda fault: fault.place))


def _in_order(text: str) -> bool:
    """Say whether every mark has its other half in its own line: true of most papers, and told fast."""
    marks = "".join(_ANY.findall(text)).replace("(", "（").replace(")", "）")
    for _ in range(_DEEPEST):
        before = len(marks)
        for pair in _EMPTY:
            marks = marks.replace(pair, "")
        if len(marks) == before:
            break
    return not marks.strip("\n")


def _goes_on(paper: Paper, place: int) -> bool:
    """Say whether a line end was put there by the layout: the normalised text has none."""
    if len(paper.outline.text.lines) > paper.text.count("\n") * _WRAPPED:
        return False
    return any(a < place < b for a, b in _lines(paper))


@once
def _lines(paper: Paper) -> list[tuple[int, int]]:
    spans = [paper.source(line.start, line.end) for line in paper.outline.text.lines]
    return [(span.start, span.end) for span in spans if "\n" in paper.text[span.start : span.end]]


_WRAPPED: Final = 0.6


def _in_paragraph(text: str, marks: list[tuple[int, str]]) -> Iterator[Fault]:
    yield from _quotes(marks, "“", "”")
    yield from _quotes(marks, "‘", "’")
    stack: list[tuple[int, str]] = []
    for place, raw in marks:
        mark = _SAME.get(raw, raw)
        if mark in "“”‘’":
            continue
        if mark in _PAIRS:
            stack.append((place, mark))
        elif stack and stack[-1][1] == _OPENERS[mark]:
            stack.pop()
        elif any(one == _OPENERS[mark] for _, one in stack):
            while stack[-1][1] != _OPENERS[mark]:
                lost, opener = stack.pop()
                yield Fault(lost, _PAIRS[opener])
            stack.pop()
        elif not (mark == "）" and _ORDINAL.search(text, max(0, place - 5), place)):
            yield Fault(place, _OPENERS[mark])
    for place, mark in stack:
        yield Fault(place, _PAIRS[mark])


def _quotes(marks: list[tuple[int, str]], open_: str, close: str) -> Iterator[Fault]:
    """Quotation marks come in turn: an opening one, a closing one."""
    chosen = [(place, mark) for place, mark in marks if mark in (open_, close)]
    wrong = [at for at, (_, mark) in enumerate(chosen) if mark != (open_, close)[at % 2]]
    if len(chosen) % 2 == 0 and len(wrong) <= max(2, len(chosen) // 2):
        for at in wrong:
            yield Fault(chosen[at][0], (open_, close)[at % 2], reversed=True)
        return
    open_place: int | None = None
    for place, mark in chosen:
        if mark == open_:
            if open_place is not None:
                yield Fault(open_place, close)
            open_place = place
        elif open_place is None:
            yield Fault(place, open_)
        else:
            open_place = None
    if open_place is not None:
        yield Fault(open_place, close)
