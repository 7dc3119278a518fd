"""Which ordinals, plain headings and field labels of a text open a heading or an item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import count, pairwise, repeat
from typing import Final

from duizhao.outline.markers import LAST, Mark, Style, mark_at, marks_inside
from duizhao.outline.tables import Table
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
_ENDS: Final = tuple("。；！？，、”…")
_THESE: Final = r"(?:以上|上述|这些|自身)"
_WHY: Final = (
    r"究其(?:根源|原因|根本)"
    rf"|(?:产生|存在|出现|造成|分析|剖析|反思|深挖){_THESE}?[^。？！\n]{{0,12}}(?:原因|根源)"
)
_WHAT_NEXT: Final = (
    r"今后|下一步|下步|接下来"
    rf"|(?:针对|对于|对)(?:{_THESE}|存在的?|查摆)[^。？！\n]{{0,10}}(?:问题|不足)"
)
# In prose without parts a sentence turns from problems to causes, or to what will be done.
_TURN: Final = re.compile(rf"(?<=[。！？])(?=(?P<causes>{_WHY})|(?P<measures>{_WHAT_NEXT}))")
# A spoken paper has no headings; a paragraph that asks why, or says what will be done, opens the part.
_SAY: Final = r"(?:先|再|下面|最后|接着|然后|我)(?:来)?(?:说|讲|谈|汇报)(?:说|讲|谈|一)?"
_CUE: Final = re.compile(
    rf"(?P<problems>{_SAY}[^。？！\n]{{0,8}}(?:问题|不足|差距|毛病))"
    rf"|(?P<causes>{_SAY}[^。？！\n]{{0,6}}(?:原因|根源)|为什么(?:会)?|为何(?:会)?|之所以|{_WHY}"
    r"|(?:问题|毛病|根子|病根)(?:到底)?出在哪里?|[^。？！\n]{0,20}原因(?:有|主要|在于))"
    rf"|(?P<measures>{_SAY}[^。？！\n]{{0,6}}(?:怎么改|整改|打算|办法)|{_WHAT_NEXT}"
    r"|[^。\n]{0,20}(?:关键在改|重在改|贵在改|表个态|作个?表态|改起))"
)
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
_LONGEST_SIGNED: Final = 30
_RAISED: Final = 8  # the same, for a heading without a number
_TURN_LEVEL: Final = 9  # below a chapter, above everything else
_PART: Final = re.compile(
    r"[^。：\n]{0,20}(?:问题|原因|根源|措施|整改|方向|情况|打算|剖析|方面|案例|要求)[^。：\n]{0,12}(?=[。：\n]|$)"
)
# The whole line in brackets: 【问题检视】.
_FRAMED: Final = re.compile(r"[【〖\[「〔]([^【】〖〗\[\]「」〔〕\n]{2,16})[】〗\]」〕]")
_FRAMES: Final = "【〖[「〔"
_BULLETS: Final = "★☆◆◇●○■□▲△▶►➤➢※•·"
_BULLET: Final = re.compile(rf"([{_BULLETS}])[ \t]?(?=[^{_BULLETS}\n])")
_BRACKETED: Final = re.compile(r"[【\[〔]([\u4e00-\u9fff]{2,9})[】\]〕]：?")
_LABEL: Final = re.compile(r"([\u4e00-\u9fff]{2,9})：")
_FIELD: Final = re.compile(
    r"(?:(?<=[。；！？\t”）])|^)[【\[〔]?([\u4e00-\u9fff（）]{2,9})[】\]〕]?[：]", re.M
)


@dataclass(frozen=True, slots=True)
class Head:
    """What opens a node: an ordinal, a plain heading (style PLAIN) or a field label (``field``).

    ``start`` is where it begins, ``body`` where the text behind it begins; ``line`` is the index of its
    line; ``opens_line`` says that the line begins with it.
    """

    style: Style
    number: int
    start: int
    body: int
    line: int
    opens_line: bool
    field: str | None = None
    level: int = 0
    turn: str | None = None

    def kin(self, other: Head) -> bool:
        """Say whether both are ordinals of one list: same style, and for plain headings the same level."""
        if self.field is not None or other.field is not None:
            return False
        return self.style == other.style and self.level == other.level

    @property
    def rank(self) -> tuple[int, int]:
        """How high it stands by official order: the smaller the higher."""
        return (self.style, self.level)


def find_heads(normalised: Normalised, tables: tuple[Table, ...] = ()) -> list[Head]:
    """Return every head of the text in order; what stands in a table opens nothing."""
    text, lines = normalised.text, normalised.lines
    openers = [mark_at(text, line.start) if _may_open(line) else None for line in lines]
    _drop_lone_firstly(openers, text)
    bullets = _bullets(text, lines, openers)
    framed = _framed_parts(text, lines)
    labelled = _labelled(text, lines, openers)
    heads: list[Head] = []
    listed: set[Style] = set()  # styles that have counted up inside a line before
    label_lines = [_label_line(text, line) for line in lines]
    labels = Counter(label_lines)
    parted = any(
        m is not None and m.style <= Style.HAN and _PART.match(text, m.end, line.end)
        for m, line in zip(openers, lines, strict=True)
    )
    parted = parted or (sum(map(_names_role, repeat(text), lines, openers)) >= _FEWEST_PARTS)
    for i, line in enumerate(lines):
        opener = openers[i]
        if line.paragraph is not None and line.paragraph.cell is not None:
            continue
        if any(table.start <= line.start < table.end for table in tables):
            continue
        if i in framed and i and opener is None:
            heads.append(_heading(text, line, i, level=0))
            continue
        label = label_lines[i]
        if label is not None and i and _says_again(text, label, lines[i - 1], openers[i - 1]):
            continue
        if label is not None and labels[label] == 1 and opener is None:
            heads.append(_heading(text, line, i, level=0))
            continue
        if i in labelled:
            heads.append(labelled[i])
            heads.extend(_inside(normalised, line, i, None, None, listed))
            continue
        if i in bullets:
            heads.append(bullets[i])
            continue
        fields = _fields(text, line, i)
        if not parted and _turn_to_lists(text, fields):
            fields = []
        if opener is not None:
            heads.append(_head(opener, i, opens_line=True))
        elif not (fields and fields[0].opens_line) and (plain := _plain_heading(text, line, i, i == 0)):
            heads.append(plain)
        elif i and (aspect := _run_in_aspect(text, line, i)):
            heads.append(aspect)
        elif not parted and not fields and i and (cue := _CUE.match(text, line.start, line.end)):
            heads.append(_turn(cue, i))
        after = openers[i + 1] if i + 1 < len(lines) else None
        inside = _inside(normalised, line, i, opener, after, listed)
        listed.update(head.style for head in inside if len(inside) >= 2)
        heads.extend(inside)
        heads.extend(fields)
        if len(inside) >= 2 and not parted and not fields:
            heads.extend(_turns(text, line, i))
    heads.sort(key=lambda head: (head.start, head.body))
    return _raised(_counted(_without_overlaps(heads)))


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


def names_part(head: Head) -> bool:
    """Say whether a head is the heading of a part without a number."""
    return head.style == Style.PLAIN and head.level == 0 and head.field is None


def _label_line(text: str, line: Line) -> str | None:
    """Return the label a line consists of (原因分析： or 【原因分析】 and nothing behind it)."""
    content = text[line.start : line.end]
    if content[0] in _FRAMES and (framed := _FRAMED.fullmatch(content)):
        return content if field_of(framed[1]) or is_role_heading(framed[1]) else None
    return content if content.endswith("：") and len(content) <= 10 and field_of(content[:-1]) else None


def _names_role(text: str, line: Line, opener: Mark | None) -> bool:
    if line.end - line.start > _MAX_HEADING:
        return False
    content = text[opener.end if opener else line.start : line.end].lstrip(_BULLETS).rstrip("。")
    framed = _FRAMED.fullmatch(content)
    return is_role_heading(framed[1] if framed else content)


def _says_again(text: str, label: str, before: Line, opener: Mark | None) -> bool:
    """Say whether 主要原因： only leads over from a heading on causes, and so on, right above it."""
    words = _SAME_PART.get(field_of(label.strip("：【】〖〗[]「」〔〕")) or "")
    return (
        words is not None
        and _names_role(text, before, opener)
        and bool(words.search(text, before.start, before.end))
    )


def _heading(text: str, line: Line, i: int, *, level: int) -> Head:
    """Return the head of a heading without a number; a bracket around it is no part of its words."""
    body = line.start + bool(_FRAMED.match(text, line.start, line.end))
    return Head(Style.PLAIN, 1, line.start, body, i, opens_line=True, level=level)


def _bullets(text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> dict[int, Head]:
    """Return, by line, the items that a sign of a list opens, counted from the heading before them."""
    signs = [_BULLET.match(text, line.start, line.end) for line in lines]
    common = {sign for sign, count in Counter(m[1] for m in signs if m).items() if count > 1}
    parting = _parting(text, lines, signs)
    heads: dict[int, Head] = {}
    counted: Counter[str] = Counter()
    for i, (sign, opener) in enumerate(zip(signs, openers, strict=True)):
        if sign is not None and sign[1] in parting:
            counted.clear()
            heads[i] = Head(Style.PLAIN, 1, sign.start(), sign.end(), i, opens_line=True)
            continue
        if sign is None or sign[1] not in common:
            if opener is None or opener.style <= Style.HAN_PAREN:
                counted.clear()
            continue
        counted[sign[1]] += 1
        level = _BULLETS.index(sign[1])
        heads[i] = Head(Style.BULLET, counted[sign[1]], sign.start(), sign.end(), i, True, level=level)
    return heads


def _parting(text: str, lines: tuple[Line, ...], signs: list[re.Match[str] | None]) -> set[str]:
    """Return the signs that stand before headings of parts only, one of which names its part."""
    said: dict[str, list[str]] = defaultdict(list)
    for line, sign in zip(lines, signs, strict=True):
        if sign is not None:
            said[sign[1]].append(text[sign.end() : line.end])
    return {
        sign
        for sign, contents in said.items()
        if any(map(is_role_heading, contents))
        and all(
            len(one) <= _LONGEST_SIGNED and not one.endswith(_ENDS) and "。" not in one for one in contents
        )
    }


def _turns(text: str, line: Line, i: int) -> list[Head]:
    """In prose without parts a sentence turns from problems to causes, or to what will be done."""
    return [_turn(match, i) for match in _TURN.finditer(text, line.start + 1, line.end)]


def _turn(match: re.Match[str], i: int) -> Head:
    """A turn has no heading of its own: it opens a part where the sentence begins."""
    at = match.start()
    return Head(Style.CHAPTER, 1, at, at, i, opens_line=True, level=_TURN_LEVEL, turn=match.lastgroup)


def _may_open(line: Line) -> bool:
    return line.end - line.start >= 2


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
    candidates = marks_inside(normalised.text, start, line.end)
    if not candidates:
        return []
    runs: dict[Style, list[Mark]] = defaultdict(list)
    kept: list[Mark] = []
    decimals: list[Mark] = []
    if opener is not None and opener.minor is None:
        runs[opener.style] = [opener]
    for mark in candidates:
        run = runs[mark.style]
        if mark.minor is not None:
            decimals.append(mark)
        elif run and mark.number in (run[-1].number + 1, LAST):
            run.append(mark)
        elif mark.number == 1:
            _keep_run(kept, run)
            runs[mark.style] = [mark]
    for run in runs.values():
        alone = run and run[0].style in listed and normalised.text[run[0].start - 1] in "：。"
        alone = alone and run[0].start - line.start < _NEAR_HEADING
        alone = alone or (opener is not None and _follows_heading(normalised.text, opener, run))
        _keep_run(kept, run, after, alone=bool(alone))
    if len(decimals) >= 2 and (decimals[0].number, decimals[0].minor) == (1, 1):
        kept.extend(decimals)
    return [_head(mark, i, opens_line=False) for mark in kept if opener is None or mark.start != opener.start]


def _follows_heading(text: str, opener: Mark, run: list[Mark]) -> bool:
    """Say whether a lone ordinal stands right behind a run-in heading: （一）…方面。一是…"""
    if len(run) != 1 or run[0].number != 1 or run[0].style not in _MAY_STAND_ALONE:
        return False
    heading = text[opener.end : run[0].start]
    return opener.style < run[0].style and heading[-1:] in ("。", "：") and not _MARKS.search(heading[:-1])


def _keep_run(kept: list[Mark], run: list[Mark], after: Mark | None = None, *, alone: bool = False) -> None:
    """Keep a run of two or more, a lone 一是 whose 二是 opens the next line, or one that may stand alone."""
    goes_on = (
        after is not None
        and bool(run)
        and after.style == run[-1].style
        and after.number == run[-1].number + 1
    )
    if len(run) >= 2 or goes_on or alone:
        kept.extend(run)


def _drop_lone_firstly(openers: list[Mark | None], text: str) -> None:
    """首先 and 最后 open ordinary sentences too: they count only where a 其次 follows."""
    has_second = (
        any(m is not None and m.style == Style.FIRSTLY and m.number == 2 for m in openers) or "其次" in text
    )
    if has_second:
        return
    for i, mark in enumerate(openers):
        if mark is not None and mark.style == Style.FIRSTLY:
            openers[i] = None


def _labelled(text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> dict[int, Head]:
    """Return, by line, the fields whose labels are numbered: （1）问题表现：…（2）原因分析：….

    Where only 1.问题描述： has a number, the number is that of the block and not of its label.
    """
    found: dict[int, tuple[Style, Head]] = {}
    for i, (line, opener) in enumerate(zip(lines, openers, strict=True)):
        sign = _BULLET.match(text, line.start, line.end) if opener is None else None
        at = opener.end if opener else sign.end() if sign else None
        label = _LABEL.match(text, at, line.end) if at is not None else None
        name = field_of(label[1]) if label else None
        if label is not None and name is not None:
            style = opener.style if opener else Style.BULLET
            found[i] = style, Head(Style.LABEL, 1, line.start, label.end(), i, opens_line=True, field=name)
    numbered = {style for style, head in found.values() if head.field in ("cause", "measure")}
    return {i: head for i, (style, head) in found.items() if style in numbered and style > Style.HAN_PAREN}


def _framed_parts(text: str, lines: tuple[Line, ...]) -> set[int]:
    """Return the lines in 【】 that head parts: all of them, where two name parts and none stands twice."""
    framed = {
        i: m[1]
        for i, line in enumerate(lines)
        if text[line.start] in _FRAMES and (m := _FRAMED.fullmatch(text, line.start, line.end))
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
    if content.endswith(_ENDS) or "。" in content:
        return None
    facts = line.paragraph.format if line.paragraph else None
    level = facts.outline_level if facts else None
    framed = _FRAMED.fullmatch(content)
    if is_role_heading(framed[1] if framed else content) and not _ASPECT_FAULTS.search(content):
        return _heading(text, line, i, level=0)
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


def _fields(text: str, line: Line, i: int) -> list[Head]:
    """Return the field labels of a line (问题描述：…整改措施：…)."""
    heads: list[Head] = []
    start = line.start
    bracketed = _BRACKETED.match(text, start, line.end)
    if bracketed and (name := field_of(bracketed[1])):
        return [Head(Style.LABEL, 1, start, bracketed.end(), i, opens_line=True, field=name)]
    if text.find("：", start, line.end) < 0:
        return heads
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


def _turn_to_lists(text: str, fields: list[Head]) -> bool:
    """Say whether labels inside a paragraph each lead to a list: …问题：一是… 今后的整改措施：一是…."""
    if not fields or any(field.opens_line for field in fields):
        return False
    marks = [mark_at(text, field.body) for field in fields]
    return all(mark is not None and mark.number == 1 and mark.style >= Style.ORDINAL for mark in marks)


def _without_overlaps(heads: list[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in heads:
        if kept and head.start < kept[-1].body:
            continue
        kept.append(head)
    return kept
