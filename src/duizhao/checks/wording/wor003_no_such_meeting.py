"""Is a national meeting named that never was?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.meetings import cannot_be, named_meetings
from duizhao.checks.wording.named import WITHOUT, excepted
from duizhao.errors import _
from duizhao.lexicons.official import sessions


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield meetings whose congress never had that session."""
    for one in named_meetings(paper):
        name = paper.normal[one.start : one.end]
        if cannot_be(one) and not excepted(name, options):
            count = len(sessions(one.kind, one.congress))
            yield Finding(
                paper.source(one.start, one.end),
                words(name=name, count=count),
                form="" if count else "congress",
            )


check = Check(
    id="WOR003",
    slug="no-such-meeting",
    category="wording",
    title=_("没有这次会议"),
    why=_("届次写错，会议就成了没有开过的会。"),
    source=_("历次全国代表大会、中央全会、中央纪委全会、全国人大和全国政协会议公报，见词表 meetings.tsv"),
    severity="error",
    message=_("没有“%(name)s”：这一届只开过 %(count)s 次；请核对届次"),
    forms=(("congress", _("没有“%(name)s”；请核对届次")),),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "某局局长2023年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对党的«十九届八中全会»精神学得浅，«十八届中央纪委九次全会»的要求没有对照。",
        "某局局长2023年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对«党的二十五大»精神学得浅。",
    ),
    good=examples(
        "某局局长2023年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对党的十九届六中全会精神学得浅，十八届中央纪委八次全会的要求没有对照，市委七届十二次全会精神没有传达。党的二十大报告通读过1遍。",
    ),
)
