"""Does 长期坚持 stand where a date belongs, without a date of review?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.measure.actions import has_date
from duizhao.checks.measure.items import DATE_COLUMN, PlanItem, lacking
from duizhao.errors import _
from duizhao.text.regex import regex

_STANDING: Final = regex("长期坚持|持续(?:整改|推进|坚持)|常态化(?:推进|整改)|长期整改")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the items that are kept up without a date or frequency of review."""
    yield from lacking(paper, _unreviewed)


def _unreviewed(item: PlanItem) -> bool:
    cell = item.cell(DATE_COLUMN)
    standing = _STANDING.search(item.words if cell is None else cell)
    return standing is not None and not has_date(item.words)


check = Check(
    id="MEA008",
    slug="standing-item",
    category="measure",
    title=_("“长期坚持”没有检查日期"),
    why=_("长期坚持的事项也要有下一次检查的日期，否则就成了不用检查。"),
    source=_("审计、巡察整改的分类：立行立改、分阶段整改、持续整改"),
    severity="question",
    message=_("本项写明长期坚持，未见下一次检查的日期；请核对"),
    forms=(("several", _("有 %(count)s 项写明长期坚持，未见下一次检查的日期；请核对")),),
    find=find,
    bad=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：«窗口推诿扯皮»。\n措施：①实行首问制度。②设监督电话。\n时限：长期坚持。责任领导：副局长。",
    ),
    good=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：窗口推诿扯皮。\n措施：①实行首问制度。②设监督电话。\n时限：长期坚持，每季度检查一次。责任领导：副局长。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"plan", "ledger"}),
)
