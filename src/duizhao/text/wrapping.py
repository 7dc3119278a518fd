"""Which line ends were put there by the layout and not by the author."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from duizhao.text.regex import regex

# A line that begins like this is a new paragraph, however full the line before it is.
_OPENS: Final = regex(
    r"\s*(?:#{1,6}\s|第?[一二三四五六七八九十百]{1,3}[、是要：，．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳㈠-㈩⑴-⒇]|首先|其次|再次|最后[，,]|其[一二三四五六][，,是：:]"
    r"|问题[一二三四五六七八九十\d]|第[一二三四五六七八九十]+[章节部条]|(?:\d{1,2}\.){1,3}\d{1,2}\s*[^\d\s年月日.%])"
)
_INDENT: Final = regex(r"(?:\u3000|[ \t\u00a0]{2})[ \t\u00a0\u3000]*\S")
_ENDS: Final = "。！？：；!?:;."
_CLOSERS: Final = '”’」』）)》"'

_MIN_LINES: Final = 6
_MOST_TITLE_LINES: Final = 3  # these are set in the middle
_END_TITLES: Final = ("材料", "提纲", "报告", "方案", "通报", "清单", "台账", "发言稿")
_FEWEST: Final = 3  # unfinished lines that tell a common edge
_LEAST_SHARE: Final = 0.08
_ENOUGH: Final = 4  # so many are sure to tell one, whatever they are
_SURE_SHARE: Final = 0.25
_PROSE: Final = regex("[，。,]")
_MIN_WIDTH: Final = 14
_MAX_WIDTH: Final = 64


def line_joins(lines: Sequence[str], *, always: bool) -> list[bool]:
    """Say for each line whether it continues the line before.

    ``always`` says that the format is known to break lines (PDF). Otherwise lines are only joined where
    the text shows a common right edge: most lines that end without a mark end within two characters
    of it.
    """
    if not always and sum(len(line) > 2 * _MAX_WIDTH + 8 for line in lines) > 0.05 * len(lines):
        return [False] * len(lines)  # long paragraphs on one line: nothing was broken
    widths = [_width(line) for line in lines]
    edge = _edge(lines, widths, always=always)
    if edge is None:
        return [False] * len(lines)
    joins = [False]
    indents = _indents_paragraphs(lines, widths, edge)
    for i, (before, width, line) in enumerate(zip(lines, widths, lines[1:], strict=False)):
        titled = i < _MOST_TITLE_LINES and before.rstrip().endswith(_END_TITLES)
        joins.append(not titled and _continues(before, width, line, edge, indents=indents))
    return joins


def _indents_paragraphs(lines: Sequence[str], widths: Sequence[float], edge: float) -> bool:
    """Say whether paragraphs are told by their indent: so nearly every one behind a short line begins."""
    behind = [
        bool(_INDENT.match(line))
        for width, line in zip(widths[_MOST_TITLE_LINES:], lines[_MOST_TITLE_LINES + 1 :], strict=False)
        if width < edge - 2.5 and line.strip()
    ]
    return len(behind) >= _FEWEST and sum(behind) >= 0.9 * len(behind)


def _continues(before: str, width: float, line: str, edge: float, *, indents: bool) -> bool:
    if not before.strip() or not line.strip() or "\t" in line.strip() or "\t" in before.strip():
        return False
    if _INDENT.match(line):
        return False
    full = width >= edge - 2.5
    if indents:
        return full and width <= edge + 2.5
    if _OPENS.match(line):
        return False
    if before.rstrip().rstrip(_CLOSERS).endswith(tuple("。！？!?.")):
        return full and width <= edge + 1 and not _INDENT.match(before)
    return full


def _edge(lines: Sequence[str], widths: Sequence[float], *, always: bool) -> float | None:
    """Return the width, in full-width characters, at which lines were broken, if they were."""
    body = [w for w in widths if w >= 2]
    if len(body) < (2 if always else _MIN_LINES):
        return None
    edge = sorted(body)[int(len(body) * 0.9)] if always else _common_edge(lines, widths)
    if edge is None or (not always and not _MIN_WIDTH <= edge <= _MAX_WIDTH):
        return None
    return edge


def _common_edge(lines: Sequence[str], widths: Sequence[float]) -> float | None:
    """Return the edge that unfinished lines share; ``None`` where they share none.

    A few will do where they are prose and nothing goes beyond them: headings of the same length are not.
    """
    unfinished = [
        (w, line)
        for line, w, after in zip(lines, widths, lines[1:], strict=False)
        if w >= _MIN_WIDTH
        and "\t" not in line.strip()
        and not line.rstrip().rstrip(_CLOSERS).endswith(tuple(_ENDS))
        and after.strip()
        and not _OPENS.match(after)
        and not _INDENT.match(after)
    ]
    body = [w for w in widths if w >= 2]
    if len(unfinished) < (1 if _mostly_indented(lines) else max(_FEWEST, _LEAST_SHARE * len(body))):
        return None
    sure = len(unfinished) >= max(_ENOUGH, _SURE_SHARE * len(body))
    if not sure and sum(bool(_PROSE.search(line)) for _, line in unfinished) < 0.7 * len(unfinished):
        return None
    edge = max(sorted(w for w, _ in unfinished)[int(len(unfinished) * 0.9)], 0)
    at_edge = sum(1 for w, _ in unfinished if edge - 2.5 <= w <= edge + 2.5)
    beyond = sum(1 for w in body if w > edge + (4 if sure else 2.5))
    return edge if at_edge >= 0.7 * len(unfinished) and beyond <= (0.05 * len(body) if sure else 0) else None


def _mostly_indented(lines: Sequence[str]) -> bool:
    body = [line for line in lines[1:] if line.strip()]
    indented = sum(bool(_INDENT.match(line)) for line in body)
    return 2 * indented > len(body)


def _width(line: str) -> float:
    """Return the printed width of a line, ASCII counted half."""
    # UTF-8 takes three bytes for a full-width character and one for ASCII: half the gap is what is narrow.
    stripped = line.rstrip()
    return (len(stripped.encode("utf-8", "surrogatepass")) + len(stripped)) / 4
