"""Which lines at the head of a paper are its title and which say whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.outline import Outline, mark_at

_KEYWORD: Final = re.compile(
    r"对照检查|检视剖析|检查材料|剖析材料|发言(?:提纲|材料|稿)|材料|报告|方案|台账|清单|通知|意见|纪要|记录|通报|总结|情况|说明"
    r"|述职|计划|措施|提纲|自查|检查$|剖析$|发言$"
)
_GOES_ON: Final = re.compile(
    r"^(?:个人|班子)?(?:对照检查|检视剖析|发言提纲|发言材料|检查材料|剖析材料|整改|情况)"
)
_BYLINE: Final = re.compile(
    r"^[（(]?(?:20\d\d|二〇..)年(?:.{1,2}月.{0,4})?[）)]?$|^(?:汇报人|发言人|报告人|撰写人|姓名|单位|作者|述职人|职务)[：:]|^[（(].{2,30}[）)]$"
    r"|^[\u4e00-\u9fff、]{2,36}[：:][\u4e00-\u9fff·×*]{2,4}$"
)
_OF_TITLE: Final = re.compile(r"[年度\d]|民主|组织|生活|班子")
_NO_TITLE: Final = re.compile(r"^(?:附件|附表|内部|秘密|编号|第.{1,3}[页稿])")
_ABOUT: Final = re.compile(r"(?:关于|贯彻|落实|对照|开展|深入|领导班子|党员|20\d\d年)")
_MOST_TITLE_LINES: Final = 3
_LONGEST_TITLE: Final = 70
_LONGEST_NOTE: Final = 14  # 附件2： and the like above the title
_LONGEST_BYLINE: Final = 40
_MOST_BYLINES: Final = 4


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper: title, by-lines with their blanks, and where the text behind them begins.

    ``title_spans`` are the normalised ranges of the lines that make up the title.
    """

    title: str | None
    title_spans: tuple[tuple[int, int], ...]
    bylines: tuple[str, ...]
    end: int


def read_head(outline: Outline) -> Head:
    """Return title and by-lines of a paper."""
    text, lines = outline.text.text, _lines(outline)
    taken = _title_lines(outline, text, lines)
    opened = {node.start for node in outline.walk()}
    first = lines.index(taken[-1]) + 1 if taken else 0
    bylines = [with_gaps(outline, *lines[0])] if taken and taken[0] != lines[0] else []
    while taken and first < len(lines) and len(bylines) < _MOST_BYLINES:
        start, end = lines[first]
        if start in opened or not _is_byline(text[start:end]):
            break
        bylines.append(with_gaps(outline, start, end))
        first += 1
    body = lines[first][0] if first < len(lines) else len(text)
    if taken and taken[-1][1] > body:
        body = taken[-1][1]
    title = "".join(text[a:b] for a, b in taken) or None
    return Head(title, tuple(taken), tuple(bylines), body)


def _lines(outline: Outline) -> list[tuple[int, int]]:
    """Return the lines; a copy without line breaks has its first part behind the title in one line."""
    first_head = outline.nodes[0].start if outline.nodes else len(outline.text.text)
    first, last = outline.contents
    lines = [(line.start, line.end) for line in outline.text.lines if not first <= line.start < last]
    if not lines:
        return lines
    start, end = lines[0]
    if start < first_head < end and first_head - start <= _LONGEST_TITLE:
        return [(start, first_head), (first_head, end), *lines[1:]]
    return lines


def _title_lines(outline: Outline, text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines that make up the title: the first line that reads like one, and its other half."""
    for i, (a, b) in enumerate(lines[:6]):
        line = text[a:b]
        if i == 0 and _is_signed(outline, lines):
            continue
        if mark_at(text, a) is not None:
            return []
        if _NO_TITLE.match(line) and len(line) <= _LONGEST_NOTE:
            continue
        if not _title_like(line):
            if i == 0 and len(line) <= 30 and not line.endswith(("。", "；", "：")):
                continue
            return []
        taken = [(a, b)]
        rest = lines[i + 1 : i + 1 + _MOST_TITLE_LINES]
        for at, (c, d) in enumerate(rest):
            after = rest[at + 1] if at + 1 < len(rest) else None
            if not _continues(text, taken, c, d, after):
                break
            taken.append((c, d))
        return taken
    return []


def _is_signed(outline: Outline, lines: list[tuple[int, int]]) -> bool:
    """Say whether the first line is a by-line with a name, set above the title."""
    if len(lines) < 2:
        return False
    text = outline.text.text
    pieces = with_gaps(outline, *lines[0]).split(" ")
    return (
        len(pieces) > 1
        and len(pieces[-1]) in (2, 3, 4)
        and not _OF_TITLE.search(pieces[-1])
        and not _KEYWORD.search(text[slice(*lines[0])])
        and bool(_KEYWORD.search(text[slice(*lines[1])]))
        and _title_like(text[slice(*lines[1])])
    )


def _title_like(line: str) -> bool:
    return (
        2 < len(line) <= _LONGEST_TITLE
        and not line.endswith(("。", "；", "，", "：", "！"))
        and "。" not in line
        and not _BYLINE.match(line)
        and not _NO_TITLE.match(line)
    )


def _continues(
    text: str, taken: list[tuple[int, int]], start: int, end: int, after: tuple[int, int] | None
) -> bool:
    """Say whether a line goes on with the title: it ends it, or leads over to the line that does."""
    line, so_far = text[start:end], "".join(text[a:b] for a, b in taken)
    if not _title_like(line) or mark_at(text, start) is not None or len(line) > _LONGEST_BYLINE:
        return False
    if not _KEYWORD.search(line):
        leads = after is not None and not _KEYWORD.search(so_far) and bool(_ABOUT.match(line))
        return leads and _continues(text, [*taken, (start, end)], *(after or (0, 0)), None)
    return bool(_GOES_ON.match(line)) if _KEYWORD.search(so_far) else True


def _is_byline(line: str) -> bool:
    if _BYLINE.match(line):
        return True
    if len(line) > _LONGEST_BYLINE or any(mark in line for mark in "。；：，\t|"):
        return False
    return not _KEYWORD.search(line)


def with_gaps(outline: Outline, start: int, end: int) -> str:
    """Return a line with the blanks between unit, post and name put back."""
    text = outline.text.text
    gaps = sorted(gap for gap in outline.text.gaps if start < gap < end)
    pieces = [text[a:b] for a, b in zip([start, *gaps], [*gaps, end], strict=True)]
    if len(pieces) > 1 and len(pieces[-1]) == len(pieces[-2]) == 1:
        pieces[-2:] = ["".join(pieces[-2:])]  # a name of two characters is set with a blank inside
    return " ".join(pieces)
