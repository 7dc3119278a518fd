"""Is a problem explained by no cause?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import heading_span, section, title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.links import left_over
from duizhao.errors import _
from duizhao.record import Related

_FEW = 3  # unexplained problems that are named one by one; more are one finding with the count


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the problems that no cause is linked to, one by one where they are few."""
    lacking = left_over(paper, "cause")
    part = section(paper, "causes")
    if len(lacking) > _FEW and part is not None:
        related = tuple(Related(paper.path, problem.span) for problem in lacking)
        yield Finding(heading_span(paper, part), words(count=len(lacking)), related, form="several")
        return
    for problem in lacking:
        yield Finding(title_of(paper, problem))


check = Check(
    id="CAU005",
    slug="unexplained-problem",
    category="cause",
    title=_("问题没有对应的原因"),
    why=_("查摆了问题却没有分析为什么，整改就只能治标。"),
    source=_("审阅通例：问题、原因、措施一一对应"),
    severity="question",
    message=_("原因部分没有看到与这条问题对应的分析；请核对原因写在哪里"),
    forms=(("several", _("原因部分没有看到与 %(count)s 条问题对应的分析；请核对原因写在哪里")),),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n"
        "二是理论联系实际不紧。学归学、做归做，学用脱节。\n（二）管理方面\n一是«防汛值班缺岗»。去年汛期水库夜里无人值守。\n"
        "二、原因分析\n（一）理论学习自觉性不强。把理论学习当成软任务，原著没有读完一本，标题摘要看过就算。归根结底是没有认识到理论学习的重要。\n"
        "（二）学风不够端正。理论联系实际少，学归学、做归做，学用脱节。根本原因是学风不正。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n二是理论联系实际不紧。学用脱节。\n"
        "二、原因分析\n（一）理论学习自觉性不强。把学习当成软任务，原著没有读完，学用脱节。归根结底是没有认识到理论学习的重要。\n（二）学风不够端正。学习满足于抄笔记，理论联系实际少。根本原因是学习态度不端正。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
