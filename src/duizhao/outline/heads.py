"""Which ordinals, plain headings and field labels of a text open a heading or an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count, pairwise, repeat
from typing import Final

from duizhao.outline.fields import (
    find_fields,
    label_line,
    labelled_items,
    turn_to_lists,
    without_group_labels,
)
from duizhao.outline.head import ENDS, FRAMED, FRAMES, Head, names_part, plain_heading
from duizhao.outline.markers import LAST, Mark, Style, mark_at, marks_inside
from duizhao.outline.openers import find_openers, mended
from duizhao.outline.signs import BULLETS, signed
from duizhao.outline.tables import Table
from duizhao.outline.turns import LateTurns, spoken_parts, turn_at, turns_inside
from duizhao.outline.vocabulary import field_of, is_role_heading
from duizhao.text import Line, Normalised

_MAX_HEADING: Final = 44
_ASPECT_LINE: Final = re.compile(
    r"^(?:在|关于|对照|围绕|聚焦)?.{2,40}(?:方面|方面(?:存在)?的?(?:主要|突出)?(?:问题|不足|差距))[：:，]?$"
)
_ASPECT_FAULTS: Final = re.compile(r"..方面(?:存在)?的?(?:主要|突出)?(?:问题|不足|差距)[：:]?$")
# 理论学习方面。 may end with a full stop where it is all of the line.
_ASPECT_STOPPED: Final = re.compile(
    r"[^，。；：！？]{2,30}方面(?:存在的?(?:主要|突出)?(?:问题|不足|差距))?。"
)
_RUN_IN_ASPECT: Final = re.compile(
    r"(?:在|关于|对照|围绕|聚焦)?[^。；：，！？]{2,40}方面[。：，]?(?:存在的?(?:问题|不足)[：，])?"
)
_LEADS_OVER: Final = re.compile(r"以下|如下|下列|几个?方面|[一二三四五六七八九十\d]个方面")
_NEAR_HEADING: Final = 64  # characters from the line's start in which a lone 一是 still follows the heading
_MAY_STAND_ALONE: Final = frozenset(
    {Style.SHI, Style.ORDINAL, Style.QI, Style.ARABIC, Style.ARABIC_PAREN, Style.CIRCLED}
)
_MARKS: Final = re.compile("[。：；]")
_SAME_PART: Final = {
    "problem": re.compile("问题|不足|差距"),
    "cause": re.compile("原因|根源|成因|症结|剖析|为[什何啥]|出在哪"),
    "measure": re.compile("措施|方向|打算|思路|对策"),
}
_FEWEST_PARTS: Final = 2  # lines that name a part and nothing else: then the paper has parts
_RAISED: Final = 8  # the same, for a heading without a number
_PART: Final = re.compile(
    r"[^。：\n]{0,20}(?:问题|原因|根源|措施|整改|方向|情况|打算|剖析|方面|案例|要求)[^。：\n]{0,12}(?=[。：\n]|$)"
)


def find_heads(
    normalised: Normalised, tables: tuple[Table, ...] = (), contents: tuple[int, int] = (0, 0)
) -> list[Head]:
    """Return every head of the text in order; what stands in a table or list of contents opens nothing."""
    text = normalised.text
    lines = tuple(line for line in normalised.lines if not contents[0] <= line.start < contents[1])
    openers = find_openers(text, lines)
    bullets = signed(text, lines, openers)
    framed = _framed_parts(text, lines)
    labelled = labelled_items(text, lines, openers)
    heads: list[Head] = []
    listed: set[Style] = set()  # styles that have counted up inside a line before
    label_lines = [label_line(text, line) for line in lines]
    labels = Counter(label_lines)
    parted = any(
        m is not None and m.style <= Style.HAN and _PART.match(text, m.end, line.end)
        for m, line in zip(openers, lines, strict=True)
    )
    parted = parted or (sum(map(_names_role, repeat(text), lines, openers)) >= _FEWEST_PARTS)
    spoken = {} if parted else spoken_parts(text, lines, openers)
    late = LateTurns(text, lines, openers)
    for i, line in enumerate(lines):
        opener = openers[i]
        if line.paragraph is not None and line.paragraph.cell is not None:
            continue
        if any(table.start <= line.start < table.end for table in tables):
            continue
        if i in framed and i and opener is None:
            heads.append(plain_heading(text, line, i, level=0))
            continue
        label = label_lines[i]
        if label is not None and i and _says_again(text, label, lines[i - 1], openers[i - 1]):
            continue
        if label is not None and labels[label] == 1 and opener is None:
            heads.append(plain_heading(text, line, i, level=0))
            continue
        if i in labelled:
            heads.append(labelled[i])
            heads.extend(_inside(normalised, line, i, None, None, listed))
            continue
        if i in bullets:
            heads.append(bullets[i])
            continue
        fields = find_fields(text, line, i)
        if not parted and turn_to_lists(text, fields):
            fields = []
        turned = late.at(i, fields)
        if turned is not None:
            fields = []
        if i in spoken:
            heads.append(spoken[i])
        elif turned is not None:
            heads.append(turned)
        elif opener is not None:
            heads.append(_head(opener, i, opens_line=True))
        elif not (fields and fields[0].opens_line) and (plain := _plain_heading(text, line, i, i == 0)):
            heads.append(plain)
        elif i and (aspect := _run_in_aspect(text, line, i)):
            heads.append(aspect)
        elif not parted and not fields and i and (turn := turn_at(text, line, i)):
            heads.append(turn)
        after = openers[i + 1] if i + 1 < len(lines) else None
        inside = _inside(normalised, line, i, opener, after, listed)
        listed.update(head.style for head in inside if len(inside) >= 2)
        heads.extend(inside)
        heads.extend(fields)
        if len(inside) >= 2 and not parted and not fields:
            heads.extend(turns_inside(text, line, i))
    heads.sort(key=lambda head: (head.start, head.body))
    return _raised(_counted(without_group_labels(_without_overlaps(heads))))


def _counted(heads: list[Head]) -> list[Head]:
    """Count the headings of aspects that have no number of their own, anew in each part."""
    counted: list[Head] = []
    number = 0
    for head in heads:
        if head.style == Style.PLAIN and head.level and head.field is None:
            number += 1
            counted.append(replace(head, number=number))
            continue
        if head.style <= Style.SECTION or names_part(head):
            number = 0
        counted.append(head)
    return counted


def _raised(heads: list[Head]) -> list[Head]:
    """Put headings without a number above the list 一、 that each of them begins anew.

    A lone one stays where it is: it may be a second line of the title, above parts that have numbers.
    """
    plain = Style.PLAIN
    below = [after for head, after in pairwise(heads) if head.style == plain and after.number == 1]
    lists = [head.style for head in below if head.style <= Style.HAN_PAREN]
    if sum(map(names_part, heads)) < 2 or not lists or any(head.style < min(lists) for head in heads):
        return heads
    number = count(1)
    return [
        replace(head, style=Style.CHAPTER, number=next(number), level=_RAISED) if names_part(head) else head
        for head in heads
    ]


def _names_role(text: str, line: Line, opener: Mark | None) -> bool:
    if line.end - line.start > _MAX_HEADING:
        return False
    content = text[opener.end if opener else line.start : line.end].lstrip(BULLETS).rstrip("。")
    framed = FRAMED.fullmatch(content)
    return is_role_heading(framed[1] if framed else content)


def _says_again(text: str, label: str, before: Line, opener: Mark | None) -> bool:
    """Say whether 主要原因： only leads over from a heading on causes, and so on, right above it."""
    words = _SAME_PART.get(field_of(label.strip("：【】〖〗[]「」〔〕")) or "")
    return (
        words is not None
        and _names_role(text, before, opener)
        and bool(words.search(text, before.start, before.end))
    )


def _head(mark: Mark, line: int, *, opens_line: bool) -> Head:
    number = mark.number if mark.minor is None else mark.minor
    return Head(mark.style, number, mark.start, mark.end, line, opens_line, level=mark.depth)


def _inside(
    normalised: Normalised,
    line: Line,
    i: int,
    opener: Mark | None,
    after: Mark | None,
    listed: set[Style],
) -> list[Head]:
    """Return the ordinals inside a line that count up from 1 or go on where the line's opener began."""
    start = opener.end if opener else line.start + 1
    candidates = mended(marks_inside(normalised.text, start, line.end))
    if not candidates:
        return []
    runs, decimals = _runs(normalised.text, candidates, opener)
    kept: list[Mark] = [mark for run in runs if len(run) >= 2 for mark in run]
    for run in runs:
        if len(run) >= 2:
            continue
        alone = run[0].style in listed and normalised.text[run[0].start - 1] in "：。"
        alone = alone and run[0].start - line.start < _NEAR_HEADING
        above = max((mark for mark in kept if mark.start < run[0].start), key=_start, default=opener)
        if alone or _goes_on(run[0], after) or (above and _follows_heading(normalised.text, above, run)):
            kept.append(run[0])
    if len(decimals) >= 2 and (decimals[0].number, decimals[0].minor) == (1, 1):
        kept.extend(decimals)
    return [_head(mark, i, opens_line=False) for mark in kept if opener is None or mark.start != opener.start]


def _follows_heading(text: str, opener: Mark, run: list[Mark]) -> bool:
    """Say whether a lone ordinal stands right behind a run-in heading: （一）…方面。一是…"""
    if len(run) != 1 or run[0].number != 1 or run[0].style not in _MAY_STAND_ALONE:
        return False
    heading = text[opener.end : run[0].start]
    return opener.style < run[0].style and heading[-1:] in ("。", "：") and not _MARKS.search(heading[:-1])


def _runs(text: str, candidates: Sequence[Mark], opener: Mark | None) -> tuple[list[list[Mark]], list[Mark]]:
    """Return the runs of ordinals that count up from 1, or from the line's opener, and the decimal ones."""
    runs: list[list[Mark]] = []
    decimals: list[Mark] = []
    open_runs: dict[Style, list[Mark]] = {}
    if opener is not None and opener.minor is None:
        open_runs[opener.style] = [opener]
        runs.append(open_runs[opener.style])
    for mark in candidates:
        run = open_runs.get(mark.style)
        if mark.minor is not None:
            decimals.append(mark)
        elif run is not None and _counts_on(text, run[-1], mark):
            run.append(mark)
        elif mark.number == 1:
            open_runs[mark.style] = [mark]
            runs.append(open_runs[mark.style])
    return runs, decimals


def _counts_on(text: str, last: Mark, mark: Mark) -> bool:
    """Say whether an ordinal goes on behind ``last``; behind a full stop a number may be missing or twice."""
    if mark.number in (last.number + 1, LAST):
        return True
    miscounted = mark.number > 1 and mark.number - last.number in (0, 2)
    return miscounted and mark.style == Style.SHI and text[mark.start - 1] in "。；"


def _goes_on(mark: Mark, after: Mark | None) -> bool:
    """Say whether a lone 一是 has its 二是 at the head of the next line."""
    return after is not None and after.style == mark.style and after.number == mark.number + 1


def _start(mark: Mark) -> int:
    return mark.start


def _framed_parts(text: str, lines: tuple[Line, ...]) -> set[int]:
    """Return the lines in 【】 that head parts: all of them, where two name parts and none stands twice."""
    framed = {
        i: m[1]
        for i, line in enumerate(lines)
        if text[line.start] in FRAMES and (m := FRAMED.fullmatch(text, line.start, line.end))
    }
    if len(framed) < _FEWEST_PARTS:
        return set()
    named = sum(map(is_role_heading, framed.values()))
    return set(framed) if named >= 2 and len(set(framed.values())) == len(framed) else set()


def _plain_heading(text: str, line: Line, i: int, first: bool) -> Head | None:
    """Return the head of a heading without a number, if the line is one."""
    content = text[line.start : line.end]
    if first or len(content) > _MAX_HEADING or "\t" in content:
        return None
    if _ASPECT_STOPPED.fullmatch(content) and not _LEADS_OVER.search(content):
        return Head(Style.PLAIN, 1, line.start, line.start, i, opens_line=True, level=1)
    if content.endswith(ENDS) or "。" in content:
        return None
    facts = line.paragraph.format if line.paragraph else None
    level = facts.outline_level if facts else None
    framed = FRAMED.fullmatch(content)
    if is_role_heading(framed[1] if framed else content) and not _ASPECT_FAULTS.search(content):
        return plain_heading(text, line, i, level=0)
    if _ASPECT_LINE.match(content) and not _LEADS_OVER.search(content):
        return Head(Style.PLAIN, 1, line.start, line.start, i, opens_line=True, level=1)
    if level is not None and level > 0 and i > 1:
        return Head(Style.PLAIN, 1, line.start, line.start, i, opens_line=True, level=min(level, 2))
    return None


def _run_in_aspect(text: str, line: Line, i: int) -> Head | None:
    """Return the head of an aspect without a number that opens a paragraph: 在学习方面，一是…二是…."""
    aspect = _RUN_IN_ASPECT.match(text, line.start, line.end)
    mark = mark_at(text, aspect.end()) if aspect else None
    if mark is None or mark.number != 1:
        return None
    return Head(Style.PLAIN, 1, line.start, line.start, i, opens_line=True, level=1)


def _without_overlaps(heads: list[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in heads:
        if kept and head.start < kept[-1].body:
            continue
        kept.append(head)
    return kept
