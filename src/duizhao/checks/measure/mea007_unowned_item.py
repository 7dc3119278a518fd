"""Has an item of a plan or ledger no owner?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.measure.actions import has_owner
from duizhao.checks.measure.items import OWNER_COLUMN, PlanItem, lacking
from duizhao.errors import _
from duizhao.text.regex import regex

_PERSONAL: Final = regex("个人|同志|本人")
_POST: Final = regex(
    "书记|局长|主任|组长|科长|股长|部长|院长|校长|经理|委员|班子成员|办公室|[科股处室部]$|本人"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the items that name nobody who does them."""
    if not _PERSONAL.search(paper.material.title or ""):  # a person's own list is that person's to do
        yield from lacking(paper, _unowned)


def _unowned(item: PlanItem) -> bool:
    cell = item.cell(OWNER_COLUMN)
    if cell is not None:
        return not cell.strip(" /、—-无")
    return not (has_owner(item.words) or _POST.search(item.words))


check = Check(
    id="MEA007",
    slug="unowned-item",
    category="measure",
    title=_("整改事项没有责任人"),
    why=_("没有写明由谁办，交办和督办都找不到人。"),
    source=_("整改台账通行栏目：责任领导、责任人"),
    severity="warning",
    message=_("本项未见责任领导、责任单位或者责任人；请写明"),
    forms=(("several", _("有 %(count)s 项未见责任领导、责任单位或者责任人；请写明")),),
    find=find,
    bad=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：«窗口推诿扯皮»。\n措施：①实行首问制度。②设监督电话。\n时限：2025年3月底前。",
    ),
    good=examples(
        "某局党组2024年度民主生活会整改方案\n一、整改内容\n1. 问题：请示报告不及时。\n措施：①修订请示清单。②党组会专门研究。\n时限：2025年3月底前。责任领导：党组书记。\n"
        "2. 问题：窗口推诿扯皮。\n措施：①实行首问制度。②设监督电话。\n时限：立行立改。责任领导：副局长。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"plan", "ledger"}),
)
