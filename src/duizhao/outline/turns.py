"""Where a paper turns to causes or measures without a heading: spoken papers, prose, last paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from duizhao.outline.head import Head
from duizhao.outline.markers import Mark, Style, marks_inside
from duizhao.outline.openers import mended
from duizhao.outline.vocabulary import field_of
from duizhao.text import Line

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
    rf"(?P<problems>{_SAY}[^。？！\n]{{0,8}}(?:问题|不足|差距|毛病)"
    r"|[^。？！：\n]{0,16}(?:还|仍)(?:然)?(?:存在|有)[^。？！：\n]{0,8}(?:问题|不足|差距)[^。？！：\n]{0,10}：)"
    rf"|(?P<causes>{_SAY}[^。？！\n]{{0,6}}(?:原因|根源)|为什么(?:会)?|为何(?:会)?|之所以|{_WHY}"
    r"|(?:问题|毛病|根子|病根)(?:到底)?出在哪里?|[^。？！\n]{0,20}原因(?:有|主要|在于|是|：))"
    rf"|(?P<measures>{_SAY}[^。？！\n]{{0,6}}(?:怎么改|整改|打算|办法)|{_WHAT_NEXT}"
    r"|[^。\n]{0,20}(?:关键在改|重在改|贵在改|表个态|作个?表态|改起))"
)
# 首先，讲讲我的问题。 其次，谈谈根源。: what a spoken paper counts are its parts.
_SPOKEN: Final = re.compile(
    r"(?:我)?(?:来)?(?:说|讲|谈|汇报)(?:说|讲|谈|一)[^。？！，\n]{0,12}"
    r"(?:(?P<problems>问题|不足|差距|毛病)|(?P<causes>原因|根源)|(?P<measures>打算|措施|方向|怎么改))[。：，]"
)
_FEWEST_SPOKEN: Final = 2
_TURN_LEVEL: Final = 9  # below a chapter, above everything else
_NAMED: Final = {
    "causes": re.compile("原因|根源|成因|症结|剖析|为[什何啥]|出在哪|在哪里"),
    "measures": re.compile("措施|方向|打算|对策|整改|改进|努力|举措|思路|[怎咋]么|如何|承诺"),
}
_MAX_HEADING: Final = 44
_SENTENCE: Final = re.compile("[，。；]")
_OF_FIELD: Final = {"cause": "causes", "measure": "measures"}
_LATE_LABEL: Final = re.compile(r"([\u4e00-\u9fff]{2,9})：")


def turn_at(text: str, line: Line, i: int) -> Head | None:
    """Return the part that a paragraph opens by asking why, or by saying what will be done."""
    cue = _CUE.match(text, line.start, line.end)
    return _turn(cue, i) if cue else None


def turns_inside(text: str, line: Line, i: int) -> list[Head]:
    """In prose without parts a sentence turns from problems to causes, or to what will be done."""
    return [_turn(match, i) for match in _TURN.finditer(text, line.start + 1, line.end)]


def _turn(match: re.Match[str], i: int) -> Head:
    """A turn has no heading of its own: it opens a part where the sentence begins."""
    at = match.start()
    return Head(Style.CHAPTER, 1, at, at, i, opens_line=True, level=_TURN_LEVEL, turn=match.lastgroup)


def spoken_parts(text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> dict[int, Head]:
    """Return, by line, the parts that a spoken paper counts: 首先，讲讲我的问题。 其次，谈谈根源。"""
    found = {
        i: cue
        for i, (line, opener) in enumerate(zip(lines, openers, strict=True))
        if opener is not None
        and opener.style in (Style.FIRSTLY, Style.ORDINAL)
        and (cue := _SPOKEN.match(text, opener.end, line.end))
    }
    roles = {cue.lastgroup for cue in found.values()}
    if len(roles) < _FEWEST_SPOKEN or len(roles) < len(found):
        return {}
    return {
        i: Head(Style.CHAPTER, 1, lines[i].start, cue.end(), i, True, level=_TURN_LEVEL, turn=cue.lastgroup)
        for i, cue in found.items()
    }


class LateTurns:
    """The parts on causes and measures that last paragraphs open where no heading of the paper names them.

    So end papers whose parts are aspects: 产生以上问题的原因，一是… 今后，我将从以下几方面改进：.
    """

    def __init__(self, text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> None:
        self._text, self._lines, self._openers = text, lines, openers
        labels = [_LATE_LABEL.match(text, line.start, line.end) for line in lines]
        self._labels = Counter(field_of(label[1]) for label in labels if label)
        headings = [
            text[opener.end if opener else line.start : line.end]
            for line, opener in zip(lines, openers, strict=True)
            if line.end - line.start <= _MAX_HEADING
            and (opener is not None or not _SENTENCE.search(text, line.start, line.end))
        ]
        self._unnamed = {role for role, words in _NAMED.items() if not any(map(words.search, headings))}

    def at(self, i: int, fields: Sequence[Head]) -> Head | None:
        """Return the part that line ``i`` opens, whose ``fields`` are known."""
        line = self._lines[i]
        if not i or not self._unnamed or self._openers[i] is not None:
            return None
        if fields and fields[0].opens_line:
            return self._labelled(line, i, fields[0])
        cue = _CUE.match(self._text, line.start, line.end)
        if cue is None or cue.lastgroup not in self._unnamed:
            return None
        return _turn(cue, i) if self._lists(line) or self._leads_to_list(i) else None

    def _labelled(self, line: Line, i: int, label: Head) -> Head | None:
        """A label that stands once and leads to a list is no field of a block: 整改措施：一是…."""
        role = _OF_FIELD.get(label.field or "")
        if role not in self._unnamed or self._labels[label.field] > 1 or self._labels["problem"] == 1:
            return None
        if not self._lists(line):
            return None
        return Head(Style.CHAPTER, 1, line.start, label.body, i, True, level=_TURN_LEVEL, turn=role)

    def _lists(self, line: Line) -> bool:
        marks = mended(marks_inside(self._text, line.start, line.end))
        return [mark.number for mark in marks[:2]] == [1, 2]

    def _leads_to_list(self, i: int) -> bool:
        below = self._openers[i + 1] if i + 1 < len(self._lines) else None
        return below is not None and below.number == 1 and self._text[self._lines[i].end - 1] in "：。"
