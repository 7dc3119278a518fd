"""Is a deadline a word that no day can be taken from?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_LABELLED: Final = regex(
    r"(?:时限|期限|完成时间|整改时间)(?:要求)?[：\t][ ]?(?P<word>尽快|尽早|近期|适时|及时|抓紧|逐步|下一步|条件成熟时|视情况?|待定|另行安排|另定)"
)
_IN_TABLE: Final = regex(
    r"(?<=\t)(?P<word>尽快(?:完成)?|尽早|近期|适时|及时|抓紧|逐步|下一步|条件成熟时|视情况?|待定|另定)(?=\t|\n|$)"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 尽快, 适时 and the like behind 时限： and in cells of their own."""
    for pattern in (_LABELLED, _IN_TABLE):
        for match in pattern.finditer(paper.normal):
            yield Finding(paper.source(*match.span("word")))


check = Check(
    id="MEA009",
    slug="vague-deadline",
    category="measure",
    title=_("时限写得含混"),
    why=_("“尽快”“适时”算不出到期的日子，既不会临期，也不会逾期。"),
    source=_("整改台账通行栏目：完成时限"),
    severity="warning",
    message=_("这个时限算不出日期；请写明日期，或者写明下一次检查的日期"),
    find=find,
    bad=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：«尽快»。责任领导：党组书记。",
    ),
    good=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。",
    ),
    kinds=frozenset({"plan", "ledger"}),
)
