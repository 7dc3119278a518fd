"""Is a problem of the team claimed by nobody?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Example, Finding, Options, Paper, words
from duizhao.checks.claim.teams import members_of
from duizhao.errors import _

_TEAM = (
    "云澄县水务局领导班子2024年度民主生活会对照检查材料\n一、存在的问题\n"
    "一是学习不够系统。中心组全年只学了六次。\n二是调研不够深入。四个乡镇没有去过。\n三是督办不够有力。三件信访件超期。\n二、整改措施\n一是按月学习。\n二是下去调研。\n三是逐件督办。"
)
_MEMBER = "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n对班子查摆的问题，我认领第1条、第2条，负直接责任。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。"
_ALL = _MEMBER.replace("我认领第1条、第2条，负直接责任", "我认领第1条、第2条、第3条，负直接责任")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the problems of a team's paper that no member of the batch claims by its number or as a whole."""
    members = members_of(paper)
    if not members:
        return
    claims = [claim for member in members for claim in member.material.claims]
    if any(claim.scope == "all" for claim in claims):
        return
    claimed = {number for claim in claims for number in claim.items}
    for number, problem in enumerate(paper.material.problems, 1):
        if number not in claimed:
            yield Finding(title_of(paper, problem), words(number=number, members=len(members)))


check = Check(
    id="CLA001",
    slug="unclaimed-problem",
    category="claim",
    title=_("班子问题无人认领"),
    why=_("班子查摆的问题没有一名成员认领，整改时就没有责任领导。"),
    source=_("审阅通例：班子问题由成员主动认领"),
    severity="warning",
    message=_("班子的第 %(number)s 条问题，同批 %(members)s 份个人材料中没有人认领；请核对由谁负责"),
    find=find,
    bad=(Example(_TEAM.replace("督办不够有力", "«督办不够有力»"), siblings=(_MEMBER,)),),
    good=(Example(_TEAM, siblings=(_ALL,)), Example(_TEAM)),
    needs=frozenset({"material", "batch"}),
    kinds=frozenset({"team"}),
)
