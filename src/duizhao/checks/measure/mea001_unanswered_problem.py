"""Is a problem answered by no measure?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import heading_span, section, title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.links import left_over
from duizhao.errors import _
from duizhao.record import Related

_FEW = 5  # unanswered problems that are named one by one; more are one finding with the count


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the problems that no measure is linked to, one by one where they are few."""
    lacking = left_over(paper, "measure")
    part = section(paper, "measures")
    if len(lacking) > _FEW and part is not None:
        related = tuple(Related(paper.path, problem.span) for problem in lacking)
        yield Finding(heading_span(paper, part), words(count=len(lacking)), related, form="several")
        return
    for problem in lacking:
        yield Finding(title_of(paper, problem))


check = Check(
    id="MEA001",
    slug="unanswered-problem",
    category="measure",
    title=_("问题没有对应的措施"),
    why=_("查摆了问题没有措施，会后无人去改，下一年同样的问题会再次出现。"),
    source=_("审阅通例：针对查摆出来的问题逐一制定措施"),
    severity="question",
    message=_("措施部分没有看到与这条问题对应的内容；请核对措施写在哪里"),
    forms=(("several", _("措施部分没有看到与 %(count)s 条问题对应的内容；请核对措施写在哪里")),),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n"
        "二是理论联系实际不紧。学归学、做归做，学用脱节。\n（二）管理方面\n一是«防汛值班缺岗»。去年汛期水库夜里无人值守。\n"
        "二、整改措施\n（一）抓紧理论学习。每周三晚上读原著，一年读完六本。\n（二）理论联系实际。每季度带着难题学一个专题，学用结合写一篇报告。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n"
        "（二）管理方面\n一是防汛值班缺岗。去年汛期水库夜里无人值守。\n"
        "二、整改措施\n（一）抓紧理论学习。每周三晚上读原著，一年读完六本。\n（二）补齐防汛值班。汛期水库夜里两人值守，我每周抽查一次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team", "plan", "ledger"}),
)
