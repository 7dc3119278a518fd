"""Does a personal paper give the team's fault as the author's?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.person.subjects import HEDGE, blamed
from duizhao.errors import _
from duizhao.text.regex import regex

_TEAM: Final = regex(
    r"(?<=[。；：\n])(?:我们|本|局|县|市|镇|院|校|整个)?(?:领导班子(?:整体|成员|集体)?|班子(?:成员|整体|集体)?|党组(?:成员)?|党委(?:班子)?|支委会?|党支部|支部|单位上下|全局上下|全体干部)"
    r"(?!书记|副书记|委员|同志|主要|安排|要求|会议|会|交办|活动|决定|开|里|内|学习(?!氛围|制度|风气)|生活|大会|材料|分工|让|派|给|对我|交给|负责)(?=[\u4e00-\u9fff])"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the team where it is said to fall short."""
    yield from blamed(paper, _TEAM, "problems", "causes", fault=HEDGE)


check = Check(
    id="PER004",
    slug="team",
    category="person",
    title=_("以班子问题代替个人问题"),
    why=_("个人材料写班子如何，等于把自己放在班子后面；班子的问题应当用认领的写法。"),
    source=_("主题教育专题民主生活会要求：不得以班子问题代替个人问题"),
    severity="question",
    message=_("此处说的是“%(subject)s”的不足；请核对本人在其中的问题，或者写明认领"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。«班子成员»理论学习不深入，研讨流于形式。\n二是作风不实。下去得少。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。班子学习我请假三次，没有补课。\n二是作风不实。下去得少。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
