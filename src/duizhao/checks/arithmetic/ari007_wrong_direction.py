"""Does something rise to less, fall to more, or end before it began?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_UNIT: Final = r"(%|个百分点|万元|亿元|[个件次项人名户天元吨份起场页]|公里|小时|分钟|个工作日)?"
_UP: Final = "提高|上升|增长|增加|提升|扩大|升"
_DOWN: Final = "下降|降低|减少|压减|压缩|缩短|精简|减|降|压降"
_MOVE: Final = regex(
    rf"(?:由|从)(?:[\u4e00-\u9fff]{{0,6}}?的?)?{_NUMBER}{_UNIT}(?:[\u4e00-\u9fff]{{0,6}}?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)(?:[\u4e00-\u9fff]{{0,6}}?的?)?{_NUMBER}{_UNIT}"
)
_FROM_TO: Final = regex(
    r"(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:至|到|—|－|-|～|~)+(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield changes against their word and times that end before they begin."""
    text = paper.normal
    for match in _MOVE.finditer(text):
        before, unit, after, other = float(match[1]), match[2], float(match[5]), match[6]
        if unit is not None and other is not None and unit != other:
            continue
        if before != after and (after < before if match["up"] else after > before):
            yield Finding(paper.source(match.start(), match.end()))
    for match in _FROM_TO.finditer(text):
        begin, end = match.group(1, 2, 3), match.group(4, 5, 6)
        known = [(int(a), int(b)) for a, b in zip(begin, end, strict=True) if a and b]
        if [b for _, b in known] < [a for a, _ in known]:
            yield Finding(paper.source(match.start(), match.end()))


check = Check(
    id="ARI007",
    slug="wrong-direction",
    category="arithmetic",
    title=_("增减、起止颠倒"),
    why=_("说提高而数字变小，说下降而数字变大，或者结束早于开始，必有一个数字写反了。"),
    source=_("审阅通例；统计核对"),
    severity="warning",
    message=_("前后两个数字与“提高”“下降”或者起止的先后不符；请核对"),
    find=find,
    bad=examples(
        "报告\n按期办结率«由83%提高到61%»。",
        "报告\n投诉量«从32件下降到45件»。",
        "报告\n«2023年6月至2022年12月»开展了专项整治。",
    ),
    good=examples("报告\n按期办结率由61%提高到83%，投诉量从45件下降到32件。2022年12月至2023年6月开展整治。"),
)
