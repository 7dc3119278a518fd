"""Is a date left open?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_OPEN: Final = r"[XxＸｘ×✕*＊_＿□○△?？…]{1,4}|某"
_NUMBER: Final = r"[0-9０-９一二三四五六七八九十〇零]{0,4}"
_BLANK: Final = r"[ \u3000\u00a0]"
_UNIT: Final = "[年月日号时分]"
# X月X日, 20XX年, 3月×日, 某月某日; 2024年  月  日; 年 月 日
_PATTERN: Final = regex(
    rf"(?:{_NUMBER}(?:{_OPEN}){_UNIT}(?:份|底|初)?(?:{_BLANK}*(?:{_NUMBER}|{_OPEN}){_UNIT})*)"
    rf"|(?:[12][0-9]{{3}}年{_BLANK}+月(?:{_BLANK}*日)?|[0-9]{{1,2}}月{_BLANK}+日|年{_BLANK}+月{_BLANK}+日)"
    rf"|[12][0-9]{{3}}[-.年/](?:[XxＸｘ×*＊]{{1,2}})[-.月/](?:[XxＸｘ×*＊]{{1,2}})"
)
_LEADS: Final = regex(rf"[0-9０-９]{{0,4}}年{_BLANK}*[0-9０-９]{{0,2}}(?:月{_BLANK}*)?$|[0-9]{{1,2}}月$")
_ANY: Final = regex("[XxＸｘ×✕*＊_＿□○△●?？…某][年月日号时分.\\-/]|年[ \u3000\u00a0]|月[ \u3000\u00a0]+日")
# 某年 and 某日 alone are a way of telling a story.
_STORY: Final = regex("某[年月日时](?![某0-9])")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every date with a part that is no number."""
    if not _ANY.search(paper.text):
        return
    for match in _PATTERN.finditer(paper.text):
        if _STORY.fullmatch(match[0]):
            continue
        lead = _LEADS.search(paper.text, max(0, match.start() - 10), match.start())
        start = lead.start() if lead and lead.end() == match.start() else match.start()
        yield Finding(Span(start, match.end()))


check = Check(
    id="TEM001",
    slug="open-date",
    category="template",
    title=_("日期未填"),
    why=_("日期用符号占位或者留空，是模板没有填完；完成时限未填，事后就无法核对。"),
    source=_("审阅通例：模板残留"),
    severity="error",
    message=_("此处日期没有填完；请填写实际日期，或者删去"),
    find=find,
    bad=examples(
        "整改方案\n一、整改措施\n完成时限：«X月XX日»前。",
        "对照检查材料\n一、存在的问题\n比如，«20××年»审计指出的问题没有整改。",
        "对照检查材料\n一、存在的问题\n学习不够。\n«2024年 月 日»",
        "对照检查材料\n一、存在的问题\n比如，«2024年×月»，群众反映的路灯问题没有解决。",
    ),
    good=examples(
        "整改方案\n一、整改措施\n完成时限：3月20日前。\n二〇二四年三月五日",
        "对照检查材料\n一、存在的问题\n某日下乡，遇见一位老人，问得我答不上来。",
    ),
)
