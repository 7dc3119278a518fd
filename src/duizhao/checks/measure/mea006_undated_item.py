"""Has an item of a plan or ledger no date?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.measure.actions import has_date
from duizhao.checks.measure.items import DATE_COLUMN, PlanItem, lacking
from duizhao.errors import _
from duizhao.text.regex import regex

_KIND: Final = regex(
    "长期坚持|持续(?:整改|推进|坚持)|常态化|立行立改|即知即改|限期整改|分阶段整改|已完成|已整改"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the items without a date, a frequency or a kind of deadline."""
    yield from lacking(paper, _undated)


def _undated(item: PlanItem) -> bool:
    cell = item.cell(DATE_COLUMN)
    said = item.words if cell is None else cell
    return not (has_date(said) or _KIND.search(said))


check = Check(
    id="MEA006",
    slug="undated-item",
    category="measure",
    title=_("整改事项没有时限"),
    why=_("整改方案和台账里的事项没有时限，就没有到期一说，也没有逾期一说。"),
    source=_("整改台账通行栏目：完成时限"),
    severity="warning",
    message=_("本项未见完成时限；请写明日期，或者写明整改类型和下次检查的日期"),
    forms=(("several", _("有 %(count)s 项未见完成时限；请写明日期，或者写明整改类型和下次检查的日期")),),
    find=find,
    bad=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：«窗口推诿扯皮»。\n措施：①实行首问负责。②设监督电话。\n责任领导：副局长。",
    ),
    good=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：窗口推诿扯皮。\n措施：①实行首问负责。②设监督电话。\n时限：立行立改。责任领导：副局长。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"plan", "ledger"}),
)
