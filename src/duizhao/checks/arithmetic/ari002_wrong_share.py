"""Does a percentage follow from the numbers beside it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.arithmetic.figures import Count, counted
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.text.regex import regex

_SHARE: Final = regex(
    r"(?:(?:完成|整改|办结|销号|合格|达标|回收|参会|到会|出席|参学|参与|解决|落实|化解|优秀|见面|入户|录入)率|占比?|比例)"
    r"(?:[\u4e00-\u9fff]{0,6}?)(?P<share>\d{1,3}(?:\.(?P<places>\d+))?)%"
)
_MOVES: Final = regex(
    r"由|从|提高|提升|增|升|下降|降|同比|环比|不低于|以上|超过|力争|确保|目标|不少于|不超过|近|约"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the shares that no two counts of their sentence give."""
    text = paper.normal
    if "%" not in text:
        return
    for sentence in counted(paper):
        for match in _SHARE.finditer(text, sentence.start, sentence.end):
            before = [one for one in sentence.counts if one.end <= match.start()]
            if _MOVES.search(match[0]) or not 2 <= len(before) <= 4:
                continue
            counts = [one for one in before if one.unit == before[-1].unit and one.exact]
            if len(counts) < 2 or len(counts) < len(before) - 1:
                continue
            right = _given(counts, float(match["share"]), len(match["places"] or ""))
            if right is not None:
                span = paper.source(match.start("share"), match.end())
                yield Finding(span, words(share=match["share"], right=right))


def _given(counts: list[Count], share: float, places: int) -> str | None:
    """Return the share that the counts give where it is another one."""
    tolerance = 10.0**-places * 1.01  # rounded or cut off
    shares = [
        100 * small.value / large.value
        for small in counts
        for large in counts
        if small is not large and large.value > 0 and small.value <= large.value
    ]
    rest = [100 - one for one in shares]
    if any(abs(one - share) <= tolerance for one in (*shares, *rest)):
        return None
    small, large = counts[-1].value, max(one.value for one in counts)
    return f"{100 * small / large:.{places}f}" if large else None


check = Check(
    id="ARI002",
    slug="wrong-share",
    category="arithmetic",
    title=_("百分比与数字不符"),
    why=_("百分比由前面的数字算不出来，必有一个数字有误。"),
    source=_("审阅通例；统计核对"),
    severity="warning",
    message=_("此处写 %(share)s%%，按同一句里的数字计算约为 %(right)s%%；请核对"),
    find=find,
    bad=examples(
        "对照检查材料\n上年度查摆问题25个，完成整改19个，整改完成率«80%»。",
        "对照检查材料\n应办件697件，办结688件，办结率«97.2%»。",
    ),
    good=examples(
        "对照检查材料\n上年度查摆问题25个，完成整改19个，整改完成率76%。",
        "对照检查材料\n查摆问题25个，完成整改19个，办结率由61%提高到83%。",
    ),
)
