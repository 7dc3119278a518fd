"""Do the parts add up to the sum?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.checks.arithmetic.figures import Count, Sentence, counted
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.text.regex import regex

_SUM_BEHIND: Final = regex(r"(?:共计?|合计|总计|总共|累计)[\u4e00-\u9fff]{0,6}$")
_AMONG: Final = regex(r"其中[：，]?|[：]")
_PART_ENDS: Final = "，、；。：（和及\n"  # what stands behind a part; behind 两名骨干 goes a name on
_NOT_ALL: Final = regex(r"等|之一|以上|较|比上|同比|增加|减少|新增|每|另|包括|占|涉及|人均")
_DONE: Final = regex(r"(?:已|均已|完成|整改|办结|销号|到位|解决|落实|下达|办理)(?:[\u4e00-\u9fff]{0,8})$")
_OPEN: Final = regex(
    r"(?:正在|仍在|还在|尚|未|剩|余|其余|还有|仍有|另有|推进|持续|长期|分阶段|基本|部分|列入|转入)[\u4e00-\u9fff]{0,8}$"
)
_OPEN_BEHIND: Final = regex(r"^(?:问题|事项|任务)?(?:仍|还|正|尚|未|需|列入|转入|持续|长期)")
_DONE_BEHIND: Final = regex(r"^(?:问题|事项|任务)?(?:已|均已|全部)")
_TOTAL: Final = regex(
    r"(?:查摆|检视|反馈|指出|梳理|存在|发现|列出|提出|认领|收到|确定|问题|事项|任务|共计?|累计|查出|交办|应)[\u4e00-\u9fff]{0,8}$"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the sum of each sentence whose parts give another one."""
    for sentence in counted(paper):
        text = paper.normal
        found = _among(text, sentence) or _behind(text, sentence) or _states(text, sentence)
        if found:
            total, parts = found
            added = sum(one.value for one in parts)
            span = paper.source(total.start, total.end)
            yield Finding(span, words(total=_plain(total.value), added=_plain(added)))


def _among(text: str, sentence: Sentence) -> tuple[Count, Sequence[Count]] | None:
    """A sum, 其中, its parts."""
    for total in sentence.counts:
        among = _AMONG.search(text, total.end, min(total.end + 16, sentence.end))
        if among is None or not total.exact:
            continue
        parts = [one for one in sentence.counts if one.start >= among.end() and one.unit == total.unit]
        parts = [one for one in parts if text[one.end : one.end + 1] in _PART_ENDS]
        stop = max((one.end for one in parts), default=sentence.end)
        if len(parts) < 2 or _NOT_ALL.search(text, among.end(), stop + 2) or not all(p.exact for p in parts):
            return None
        missing = total.value - sum(p.value for p in parts)
        if _nested(parts, total) or abs(missing) < _NEAR or missing > max(_SLIP, _SLIP_SHARE * total.value):
            return None  # where much is missing the parts are examples
        return total, parts
    return None


def _nested(parts: Sequence[Count], total: Count) -> bool:
    """Say whether a part is itself the sum of what follows, or the sum of the parts before it."""
    values = [one.value for one in parts]
    return any(abs(sum(values[i + 1 :]) - value) < _NEAR for i, value in enumerate(values[:-2])) or (
        abs(sum(values[:-1]) - total.value) < _NEAR and len(values) > 2
    )


def _behind(text: str, sentence: Sentence) -> tuple[Count, Sequence[Count]] | None:
    """Parts, then 共计 and their sum."""
    for at, total in enumerate(sentence.counts):
        parts = [one for one in sentence.counts[:at] if one.unit == total.unit]
        if len(parts) < 2 or not _SUM_BEHIND.search(text, sentence.start, total.start):
            continue
        if text.find("其中", sentence.start, sentence.end) >= 0 or not all(p.exact for p in (total, *parts)):
            return None
        if _NOT_ALL.search(text, parts[0].start, total.start):
            return None
        return None if abs(sum(p.value for p in parts) - total.value) < _NEAR else (total, parts)
    return None


def _states(text: str, sentence: Sentence) -> tuple[Count, Sequence[Count]] | None:
    """So many found, so many done, so many open."""
    first = sentence.counts[0]
    parts: list[Count] = []
    before = first.end
    done = opened = False
    totals: list[Count] = []
    for one in sentence.counts:
        lead = text[max(sentence.start, _clause(text, one.start, sentence.start)) : one.start]
        tail = text[one.end : one.end + 8]
        if one.unit != first.unit or not one.exact:
            continue
        is_open = bool(_OPEN.search(lead) or _OPEN_BEHIND.match(tail))
        is_done = not is_open and bool(_DONE.search(lead) or _DONE_BEHIND.match(tail)) and one is not first
        if is_open or is_done:
            parts.append(one)
            done, opened = done or is_done, opened or is_open
        elif one is first and _DONE.search(lead):
            return None  # 年底前完成10项，明年完成5项: steps of a plan, whose sum is not told
        elif (not parts and _TOTAL.search(lead)) or one is first:
            totals.append(one)
        else:
            return None
        before = one.end
    if not (done and opened and totals) or _NOT_ALL.search(text, totals[0].end, before):
        return None
    added = sum(one.value for one in parts)
    missing = totals[0].value - added
    if missing > max(_SLIP, _SLIP_SHARE * totals[0].value):
        return None  # 412公里, 列入计划86公里: where much is missing the rest needed nothing done
    return None if any(abs(total.value - added) < _NEAR for total in totals) else (totals[0], parts)


def _clause(text: str, place: int, start: int) -> int:
    return max(text.rfind(mark, start, place) for mark in "，；、。：") + 1


def _plain(value: float) -> str:
    return f"{value:g}"


_NEAR: Final = 0.006
_SLIP, _SLIP_SHARE = 3, 0.15  # how far a sum may be off and still be meant as one

check = Check(
    id="ARI001",
    slug="wrong-sum",
    category="arithmetic",
    title=_("分项与合计不符"),
    why=_("总数和分项对不上，读者无从知道漏了哪一项，上报的数字也会前后打架。"),
    source=_("审阅通例；统计核对"),
    severity="warning",
    message=_("合计写 %(total)s，分项相加为 %(added)s；请核对数字"),
    find=find,
    bad=examples(
        "对照检查材料\n一、上年度整改情况\n上年度共查摆问题«12个»，已完成整改9个，正在整改2个。",
        "对照检查材料\n共收到意见«20条»，其中政治方面8条、作风方面7条、廉洁方面6条。",
        "对照检查材料\n走访农户12户、企业5户，共计«16户»。",
    ),
    good=examples(
        "对照检查材料\n一、上年度整改情况\n上年度共查摆问题12个，已完成整改10个，正在整改2个。",
        "对照检查材料\n共收到意见20条，其中政治方面8条、作风方面7条等。走访企业12户，其中规模以上5户。",
        "对照检查材料\n共查摆问题7项，制定整改措施19条，已完成6项，剩余1项。",
    ),
)
