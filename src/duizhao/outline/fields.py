"""Labels of fields: 问题描述：, 【原因分析】, （1）具体整改措施：."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from duizhao.outline.head import FRAMED, FRAMES, Head
from duizhao.outline.markers import Mark, Style, mark_at
from duizhao.outline.signs import BULLET
from duizhao.outline.vocabulary import field_of, is_role_heading
from duizhao.text import Line

_BRACKETED: Final = re.compile(r"[【\[〔]([\u4e00-\u9fff]{2,9})[】\]〕]：?")
_LABEL: Final = re.compile(r"([\u4e00-\u9fff]{2,9})：")
# 具体表现为：… on a line of its own below a title labels what the line goes on to say.
_SHOWS: Final = re.compile(r"(?:主要|具体|集中|突出)?(?:表现|体现)(?:为|在|是|有|如下)：(?=.)")
_FIELD: Final = re.compile(
    r"(?:(?<=[。；！？\t”）])|^)[【\[〔]?([\u4e00-\u9fff（）]{2,9})[】\]〕]?[：]", re.M
)


def without_group_labels(heads: list[Head]) -> list[Head]:
    """Take a label behind an ordinal for part of it where whole blocks stand below: （一）反馈问题：…."""
    kept: list[Head] = []
    for i, head in enumerate(heads):
        if kept and head.field is not None and _labels_group(kept[-1], heads, i):
            kept[-1] = replace(kept[-1], body=head.body)
        else:
            kept.append(head)
    return kept


def _labels_group(above: Head, heads: list[Head], i: int) -> bool:
    """Say whether the field ``heads[i]`` right behind the ordinal ``above`` heads items that have fields."""
    label, below = heads[i], heads[i + 1 : i + 3]
    if above.field is not None or label.opens_line or above.line != label.line or len(below) < 2:
        return False
    item, inner = below
    headed = item.field is None and item.opens_line and item.rank > above.rank
    return headed and inner.field is not None and inner.opens_line and label.start - above.body <= 1


def label_line(text: str, line: Line) -> str | None:
    """Return the label a line consists of (原因分析： or 【原因分析】 and nothing behind it)."""
    content = text[line.start : line.end]
    if content[0] in FRAMES and (framed := FRAMED.fullmatch(content)):
        return content if field_of(framed[1]) or is_role_heading(framed[1]) else None
    return content if content.endswith("：") and len(content) <= 10 and field_of(content[:-1]) else None


def labelled_items(text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> dict[int, Head]:
    """Return, by line, the fields whose labels are numbered: （1）问题表现：…（2）原因分析：….

    Where only 1.问题描述： has a number, the number is that of the block and not of its label.
    """
    found: dict[int, tuple[Style, Head]] = {}
    for i, (line, opener) in enumerate(zip(lines, openers, strict=True)):
        sign = BULLET.match(text, line.start, line.end) if opener is None else None
        at = opener.end if opener else sign.end() if sign else None
        label = _LABEL.match(text, at, line.end) if at is not None else None
        name = field_of(label[1]) if label else None
        if label is not None and name is not None:
            style = opener.style if opener else Style.BULLET
            found[i] = style, Head(Style.LABEL, 1, line.start, label.end(), i, opens_line=True, field=name)
    numbered = {style for style, head in found.values() if head.field in ("cause", "measure")}
    if all(style != Style.BULLET or head.body == lines[i].end for i, (style, head) in found.items()):
        numbered.discard(Style.BULLET)  # ■ 问题查摆： with nothing behind it is a heading
    numbered -= {
        style for style in numbered if style <= Style.HAN_PAREN and not _in_blocks(found, style, lines)
    }
    return {i: head for i, (style, head) in found.items() if style in numbered}


def _in_blocks(found: dict[int, tuple[Style, Head]], style: Style, lines: tuple[Line, ...]) -> bool:
    """Say whether labels with so high a number are those of blocks: each stands again, its text behind it.

    Where （二）原因分析： stands once it is the heading of a part.
    """
    heads = [(i, head) for i, (other, head) in found.items() if other == style]
    fields = Counter(head.field for _, head in heads)
    return (
        style == Style.HAN_PAREN and min(fields.values()) > 1 and all(h.body < lines[i].end for i, h in heads)
    )


def find_fields(text: str, line: Line, i: int) -> list[Head]:
    """Return the field labels of a line (问题描述：…整改措施：…)."""
    heads: list[Head] = []
    start = line.start
    bracketed = _BRACKETED.match(text, start, line.end)
    if bracketed and (name := field_of(bracketed[1])):
        return [Head(Style.LABEL, 1, start, bracketed.end(), i, opens_line=True, field=name)]
    if text.find("：", start, line.end) < 0:
        return heads
    if i and (shows := _SHOWS.match(text, start, line.end)):
        return [Head(Style.LABEL, 1, start, shows.end(), i, opens_line=True, field="problem")]
    mark = mark_at(text, start)
    if mark is not None:
        start = mark.end
    for match in _FIELD.finditer(text, start, line.end):
        name = field_of(match[1])
        if (
            mark is not None
            and mark.style <= Style.HAN_PAREN
            and (match.start(), match.end()) == (start, line.end)
        ):
            continue  # （二）改进措施： heads a part
        if match.end() == line.end and match.start() > start and text[match.start() - 1] in "”）":
            continue  # 一、对照“五个带头”查摆的问题： is a heading
        # （责任领导：某某；整改时限：…） is a note on the words before it and opens nothing.
        if name is not None and text.count("（", start, match.end()) <= text.count("）", start, match.end()):
            opens = match.start() == line.start
            heads.append(Head(Style.LABEL, 1, match.start(), match.end(), i, opens, field=name))
    if mark is not None and mark.style > Style.HAN_PAREN:
        # 1.问题描述：… : the label stands right behind an ordinal.
        behind = _LABEL.match(text, start, line.end)
        if behind and (name := field_of(behind[1])) and all(h.start != behind.start() for h in heads):
            heads.insert(
                0, Head(Style.LABEL, 1, behind.start(), behind.end(), i, opens_line=False, field=name)
            )
    return heads


def turn_to_lists(text: str, fields: list[Head]) -> bool:
    """Say whether labels inside a paragraph each lead to a list: …问题：一是… 今后的整改措施：一是…."""
    if not fields or any(field.opens_line for field in fields):
        return False
    marks = [mark_at(text, field.body) for field in fields]
    return all(mark is not None and mark.number == 1 and mark.style >= Style.ORDINAL for mark in marks)
