"""Is a problem claimed that the team's paper has not?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Options, Paper, words
from duizhao.checks.claim.cla001_unclaimed_problem import _ALL, _TEAM
from duizhao.checks.claim.teams import team_of
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield claims of numbers beyond the problems of the team's paper in the batch."""
    team = team_of(paper)
    if team is None or not team.material.problems:
        return
    count = len(team.material.problems)
    for claim in paper.material.claims:
        beyond = tuple(number for number in claim.items if number > count)
        if beyond:
            yield Finding(claim.span, words(numbers=beyond, count=count))


check = Check(
    id="CLA005",
    slug="no-such-problem",
    category="claim",
    title=_("认领了没有的问题"),
    why=_("认领的序号超出班子材料的条数，多是班子材料改过而个人材料没有跟着改。"),
    source=_("审阅通例：前后材料一致"),
    severity="warning",
    message=_("认领了第 %(numbers)s 条，同批班子材料只有 %(count)s 条问题；请核对序号"),
    find=find,
    bad=(
        Example(
            _ALL.replace(
                "对班子查摆的问题，我认领第1条、第2条、第3条，负直接责任。",
                "«对班子查摆的问题，我认领第1条、第5条，负直接责任。»",
            ),
            siblings=(_TEAM,),
        ),
    ),
    good=(Example(_ALL, siblings=(_TEAM,)),),
    needs=frozenset({"material", "batch"}),
    kinds=frozenset({"individual"}),
)
