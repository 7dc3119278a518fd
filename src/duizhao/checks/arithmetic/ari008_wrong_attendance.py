"""Do those who came and those who did not add up to those who should?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.text import number
from duizhao.text.regex import regex

_NUMBER: Final = r"(\d+|[一二三四五六七八九十百]+)"
_DUE: Final = regex(rf"应(?:到|参加|出席|参会)[\u4e00-\u9fff]{{0,6}}?{_NUMBER}[人名]")
_CAME: Final = regex(rf"实(?:到|际参加|际到会|际出席)[\u4e00-\u9fff]{{0,6}}?{_NUMBER}[人名]")
_AWAY: Final = regex(
    rf"(?:请假|缺席|因[公事病故](?:请假|缺席)?|未到会?)[\u4e00-\u9fff]{{0,4}}?{_NUMBER}[人名]"
)
_REACH: Final = 60


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the number of those who came where it does not fit."""
    text = paper.normal
    for due in _DUE.finditer(text):
        came = _CAME.search(text, due.end(), due.end() + _REACH)
        if came is None:
            continue
        away = [number(match[1]) or 0 for match in _AWAY.finditer(text, came.end(), came.end() + _REACH)]
        expected, present = number(due[1]) or 0, number(came[1]) or 0
        if present > expected or (away and present + sum(away) != expected):
            span = paper.source(came.start(), came.end())
            yield Finding(span, words(due=expected, came=present, away=sum(away)))


check = Check(
    id="ARI008",
    slug="wrong-attendance",
    category="arithmetic",
    title=_("到会人数不符"),
    why=_("应到、实到、请假三个数对不上，是否达到规定的到会人数就无法认定。"),
    source="县以上党和国家机关党员领导干部民主生活会若干规定",
    severity="warning",
    message=_("应到 %(due)s 人，实到 %(came)s 人，请假 %(away)s 人，三个数对不上；请核对"),
    find=find,
    bad=examples(
        "会议记录\n会议应到9人，«实到10人»。",
        "会议记录\n应到党员12名，«实到10名»，请假1名。",
    ),
    good=examples("会议记录\n应到党员12名，实到10名，请假2名。应到9人，实到8人。"),
)
