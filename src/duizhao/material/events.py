"""Whether a sentence tells one dated or placed event."""

from __future__ import annotations

import re
from typing import Final

_SEASON: Final = (
    r"(?:[春夏秋冬][季天]?|汛期|入[春夏秋冬汛]|国庆|春节|五一|中秋|元旦|清明|端午"
    r"|黄金周|暑[期假]|寒假|换届|腊月|正月|冬月)"
)
_MONTH_NUMBER: Final = r"(?:\d{1,2}|[一二三四五六七八九]|十[一二]?)月"
_DAY: Final = r"(?:[\d一二三四五六七八九十]{1,3}日|上旬|中旬|下旬|份|底|初)"
_MONTH: Final = rf"{_MONTH_NUMBER}{_DAY}"
# At the head of a sentence a bare 5月 is a date: 5月赴沿海考察; 月度 and 月报 are words.
_BARE_MONTH: Final = rf"{_MONTH_NUMBER}(?=[，\u4e00-\u9fff])(?![度报刊薪票饼])"
_PART_OF_YEAR: Final = rf"(?:{_MONTH}|{_MONTH_NUMBER}|第?[一二三四]季度|[上下]半年|年?[初底末中]|{_SEASON})"
_YEAR: Final = r"(?:20\d\d|二〇[一二三四五六七八九〇]{2})年"
_THIS_YEAR: Final = r"(?:今年|去年|前年|本年度?|上年度?)"
_TERM: Final = (
    r"[上本这]个?学期(?:[初末]|期[中末](?:考试)?[前后]?)?(?=[，\u4e00-\u9fff])"
    r"|期[中末]考试[前后]?|开学(?:初|前|第一[周天])"
)
_LATELY: Final = r"(?:前不久|不久前|前段时间|上个?月|上周|前几天|前些天)"
_DATE: Final = (
    rf"{_YEAR}(?:{_PART_OF_YEAR}|“\d{{1,2}}[·.]\d{{1,2}}”)?|{_THIS_YEAR}(?:{_PART_OF_YEAR})?"
    rf"|年[初底中末](?=，)|{_SEASON}(?:前后?|后|期间|当天|假期|前夕)|{_TERM}|{_LATELY}(?=，)|{_MONTH}|{_BARE_MONTH}|[一二三四]季度|[上下]半年"
)
_DATED: Final = re.compile(rf"^(?:在|自|早在|就在|至|到|其中，)?(?:{_DATE})(?P<since>以来|至今|起)?")
# A date fine enough to tell one event: a month, a day, a season, a half-year.
_FINE: Final = re.compile(rf"{_MONTH_NUMBER}|半年|季度|[初底末中]|“|{_SEASON}|学期|{_LATELY}")
_FINE_INSIDE: Final = re.compile(
    rf"(?:{_YEAR}|{_THIS_YEAR}|当年)?\d{{1,2}}月{_DAY}?(?!以来|起)"
    rf"|(?:{_THIS_YEAR}|{_YEAR})(?:{_SEASON}|[上下]半年|年?[初底末])(?!以来)"
)
# Behind a bare year an event goes on with a comma, a place or a doing, not with a modifier (去年新进的人员).
_AFTER_YEAR: Final = re.compile(r"，|度?(?:在|对|因|由于|市|县|区|镇|乡|局|某|全|为|给|我)")
_NUMERAL: Final = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百千两]{1,5})"
_COUNTED: Final = (
    r"(?:起|件|个|次|人|户|项|名|家|份|处|条|篇|天|万|亿|元|吨|公里|亩|批|场|宗|笔|%"
    r"|座|头|台|辆|套|间|平方米|公斤|堂|期|块|箱|栋|米)"
)
_COUNT: Final = re.compile(rf"{_NUMERAL}(?:余|多)?{_COUNTED}")
_ONCE: Final = re.compile(r"^(?:但|记得|印象最深的是)?(?:曾)?有一[次回]|^(?:记得)?一次，")

_PLACE: Final = (
    r"(?:项目|工程|村|社区|小区|镇|乡|路|街|学校|中心|企业|公司|园区|会议?上?|会|现场"
    r"|专项行动|整治|考核|检查|调研|接访|督查|审计)"
)
_PLACED: Final = re.compile(
    rf"^(?:在|对)[^，。；]{{2,30}}?{_PLACE}[^，。；]{{0,16}}?(?:(?<![及按准随同])时|中|期间|过程中|上|后|前|一事上?|问题上|工作中)，"
)
_PROPER: Final = re.compile(
    r"“[^”]{2,14}”|\d|[\u4e00-\u9fff]{1,4}(?:村|镇|乡|路|街道|小区|社区|河|桥|大道|园区)"
)
_GENERAL: Final = re.compile(
    r"(?:以来|过程中|工作中)，?(?:由于|因)?(?:本人|班子|自己|我|我们|始终|虽然|虽|总体|对|在)"
)
_NAMED_PLACE: Final = re.compile(
    r"^(?!.是|总|对|在|我|把|将|从|为|有|全|各|每|部分|个别|一些|由于|因)(?:位于)?(?:[\u4e00-\u9fff]{2,10}|某)"
    r"(?:厂|村|镇|乡|小区|社区|项目|工程|泵站|大桥|公司|小学|中学|医院|园区|中心|水库|山塘|路|街道|片区)"
    r"[\u4e00-\u9fff\d]"
)
_LASTED: Final = r"(?:连续|长达|停[工产用]|拖[了延]?|迟迟|已经?)[\u4e00-\u9fff]{0,6}"
_HAPPENED: Final = re.compile(
    rf"20\d\d年|{_MONTH_NUMBER}|{_LASTED}[一二三四五六七八九十半数\d]+(?:余|多)?(?:年|个月|天|次|户|起)"
)
_OCCASION: Final = re.compile(
    r"[^，。]{2,18}(?:时|期间|会上|当天|过程中|(?:检查|考核|演练|调研|整治|督查|巡查|活动|行动)中)，"
)
_CAME_OF_IT: Final = re.compile(
    r"(?:才|仍|至今|还是|竟|也)[^，。]{0,12}[了未没]|到今年|[走丢退换拖跑]了|(?:闲置|搁置|停[工产用])了?近?[\u4e00-\u9fff\d]{1,4}(?:年|个?月|天)"
)
_EVENT_LENGTH: Final = 5  # characters behind a date that tell what happened


def tells_event(sentence: str, *, statement: bool) -> bool:
    """Say whether a sentence tells one dated or placed event.

    ``statement`` says that it stands right behind the title: such a sentence is the problem's own statement
    unless it begins with the date or place. Figures as of a day (截至) and 今年以来 without a count are none.
    """
    if sentence.startswith(("截至", "截止", "至今")):
        return False
    dated = _DATED.match(sentence)
    if dated and dated["since"] and statement and not _FINE.search(dated[0]):
        return False
    if dated:
        return _tells_after_date(sentence, dated) or (not statement and _happened_then(sentence, dated))
    if _ONCE.match(sentence):
        return True
    placed = _PLACED.match(sentence)
    if placed and _PROPER.search(placed[0]) and not _GENERAL.search(placed[0]):
        return True
    if _NAMED_PLACE.match(sentence) and _HAPPENED.search(sentence) and "至今" not in sentence:
        return True
    inside = None if statement else _FINE_INSIDE.search(sentence)
    return inside is not None and len(sentence) - inside.end() > _EVENT_LENGTH


def _tells_after_date(sentence: str, dated: re.Match[str]) -> bool:
    if dated["since"]:
        return bool(_COUNT.search(sentence, dated.end()))
    if not _FINE.search(dated[0]):
        return bool(_AFTER_YEAR.match(sentence, dated.end()) and _COUNT.search(sentence, dated.end()))
    return len(sentence) > dated.end() + _EVENT_LENGTH + 3


def _happened_then(sentence: str, dated: re.Match[str]) -> bool:
    """Say whether a sentence that begins with a year goes on with an occasion or with what came of it."""
    return not dated["since"] and bool(_OCCASION.match(sentence, dated.end()) or _CAME_OF_IT.search(sentence))
