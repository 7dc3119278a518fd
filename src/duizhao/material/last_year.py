"""What a paper says of last year's rectification, with its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.text import number, sentences, sentences_naming

_WORD: Final = re.compile("整改|改[了好完到]|认领|销号|解决")
_NUMBER: Final = r"(\d{1,4}|[一二三四五六七八九十百两]{1,4})"
_UNIT: Final = r"(?:个|项|条|点|类|方面)(?!村|乡|镇|县|月|人|单位|部门|小区|社区|季度|学校|支部|企业|工作日)"
_ABOUT: Final = re.compile(
    r"(?:上(?:一)?(?:年度?|次|轮)|去年|20\d\d年度?).{0,40}(?:整改|查摆|民主生活会|组织生活会|检视|会上)|(?:整改|销号|查摆).{0,30}(?:上(?:一)?(?:年度?|次)|去年)"
)
_FOUND: Final = re.compile(
    rf"(?:查摆|检视|梳理|查找|反馈|提出|指出|列出|认领|形成|涉及|确定|剖析|存在)(?:出|了|的|的各类|出来的)*(?:存在)?(?:的)?(?:各类|突出|主要|具体)?(?:批评)?(?:问题|意见|意见建议|整改任务|整改问题)?(?:共|共计|合计)?{_NUMBER}{_UNIT}(?!方面)"
    rf"|{_NUMBER}{_UNIT}(?:方面)?(?:突出|主要|具体|整改|反馈)?(?:问题|整改事项|整改任务|事项|任务)(?!.{{0,4}}(?:未|尚|正在|没有|需))"
    rf"|(?:问题|事项|任务)(?:共|共计|计)?{_NUMBER}{_UNIT}"
    rf"|意见(?:建议)?(?:共计?|计){_NUMBER}{_UNIT}"
)
_DONE: Final = re.compile(
    rf"(?:已|已经|均已|完成)(?:全部|基本)?(?:完成)?(?:整改|销号|解决)?(?:到位|完成|销号)?(?:的)?(?:有|了|问题)?{_NUMBER}{_UNIT}"
    rf"|{_NUMBER}{_UNIT}(?:问题|事项|任务)?(?:已|均已|已经|全部)(?:全部|基本)?(?:完成|整改|改|销号|解决|落实)"
    rf"|(?:整改(?:完成|到位)|完成|(?:改|解决|办结|销号)[了好完]){_NUMBER}{_UNIT}"
)
_OPEN: Final = re.compile(
    rf"(?:尚有|还有|仍有|剩余|剩下|余下|还剩|未完成|正在整改|持续整改|长期坚持|继续整改|尚未完成|正在推进|推进中|未整改到位)(?:的)?(?:有|其余|问题|整改)*{_NUMBER}{_UNIT}"
    rf"|(?:其余|另外|另有)?{_NUMBER}{_UNIT}(?:（[^）]*）)?(?:问题|事项|任务)?(?:正在|列入|转入|纳入|尚在|仍在|还在|在办|需|需要|尚未|未|没有|持续|长期)(?:整改|推进|完成|持续|长期|按|坚持|落实|解决)"
)
# The account of a rectification and not of the year's work.
_ACCOUNT: Final = re.compile(r"整改|查摆|检视|销号|反馈|认领|措施|完成|推进|尚|坚持|指出|改")
# 本年度共查摆问题9个 in a part about last year is this year's.
_THIS_YEAR: Final = re.compile(r"(?:本年度|今年|本次|此次|这次)[^。]{0,12}(?:查摆|检视|梳理)")
_PENDING: Final = re.compile(r"仍|正在|还在|尚|未|持续|列入|推进|一半|长期")
_ALL_DONE: Final = re.compile(
    r"(?:均已|已全部|全部|都已)[^，。；]{0,12}?(?:完成|整改|销号|落实)(?:整改|销号|到位)?"
)


@dataclass(frozen=True, slots=True)
class FoundLastYear:
    """One statement: normalised offsets and its numbers, ``None`` where it gives none."""

    start: int
    end: int
    found: int | None
    done: int | None
    open: int | None


def find_last_year(
    text: str, start: int, end: int, *, within_section: bool, year: int | None
) -> list[FoundLastYear]:
    """Return the statements on last year's rectification in ``text[start:end]``.

    Inside a part about last year every sentence with a number counts, or its first sentence where none
    has any; elsewhere a sentence must name
    last year's meeting or rectification.
    """
    found: list[FoundLastYear] = []
    named = sentences(text, start, end) if within_section else sentences_naming(_WORD, text, start, end)
    for a, b in named:
        sentence = text[a:b]
        about = _is_about_last_year(sentence, year)
        numbers = _numbers(sentence)
        if within_section:
            if (
                not _THIS_YEAR.match(sentence)
                and any(n is not None for n in numbers)
                and _ACCOUNT.search(sentence)
            ):
                found.append(FoundLastYear(a, b, *numbers))
        elif about and (any(n is not None for n in numbers) or _ALL_DONE.search(sentence)):
            found.append(FoundLastYear(a, b, *numbers))
    if within_section and not found:
        return [FoundLastYear(a, b, None, None, None) for a, b in list(sentences(text, start, end))[:1]]
    return _joined(text, found)


def _joined(text: str, found: list[FoundLastYear]) -> list[FoundLastYear]:
    """Join what was found with what became of it, if 。 stands between: 查摆10个。目前，已完成8个。"""
    joined: list[FoundLastYear] = []
    for one in found:
        last = joined[-1] if joined else None
        follows = last is not None and not text[last.end : one.start].strip()
        if last is not None and follows and last.done is last.open is one.found is None:
            joined[-1] = FoundLastYear(last.start, one.end, last.found, one.done, one.open)
        else:
            joined.append(one)
    return joined


def _is_about_last_year(sentence: str, year: int | None) -> bool:
    """Say whether a sentence speaks of an earlier year's meeting; this year's own does not count."""
    match = _ABOUT.search(sentence)
    if match is None:
        return False
    named = re.match(r"20\d\d", match[0])
    return named is None or year is None or int(named[0]) < year


def _numbers(sentence: str) -> tuple[int | None, int | None, int | None]:
    opened = _first(_OPEN, sentence)
    done = _first(_DONE, sentence)
    found = _first(_FOUND, sentence)
    if found is not None and done is None and _ALL_DONE.search(sentence) and opened is None:
        done, opened = found, 0
    if (
        found is not None
        and done is not None
        and opened is None
        and done < found
        and _PENDING.search(sentence)
    ):
        opened = found - done
    return found, done, opened


def _first(pattern: re.Pattern[str], sentence: str) -> int | None:
    match = pattern.search(sentence)
    if match is None:
        return None
    return next((number(group) for group in match.groups() if group), None)
