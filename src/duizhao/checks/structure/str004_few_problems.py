"""Has an aspect too few problems?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import aspects
from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each aspect with fewer problems than the option says, than the set says where the option is 0."""
    least = options["least"]
    assert isinstance(least, int)
    if least == 0 and paper.framework is not None:
        setting = paper.framework.setting("problems_per_aspect_min")
        least = int(setting.value) if setting else 0
    for aspect in aspects(paper):
        if len(aspect.problems) < least:
            yield Finding(aspect.span, words(count=len(aspect.problems), least=least))


_ONE = "（一）«理论学习方面»\n读得少。集中学习缺课两次。"

check = Check(
    id="STR004",
    slug="few-problems",
    category="structure",
    title=_("一个方面查摆的问题过少"),
    why=_("通知要求每个方面查摆若干条；少于此数的要说明理由。"),
    source=_("所用对照标准的“每个方面最少问题数”"),
    severity="question",
    message=_("本方面查摆问题 %(count)s 条，要求不少于 %(least)s 条；请核对"),
    find=find,
    bad=(Example(paper(aspects=(_ONE, *ASPECTS[1:])), options=(("least", 2),)),),
    good=(Example(paper(), options=(("least", 2),)),),
    options=(Option("least", 0, _("每个方面最少几条；0 表示按所用对照标准")),),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
