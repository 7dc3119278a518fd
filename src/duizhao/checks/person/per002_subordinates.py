"""Does a personal paper give a subordinate's fault as the author's?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.person.subjects import HEDGE, blamed
from duizhao.errors import _
from duizhao.text.regex import regex

_BELOW: Final = regex(
    r"(?<=[。；：\n])(?:分管的?(?:科室|部门|股室|处室|单位|领域|工作|战线)|(?:下属|所属|基层|下级|二级|直属)(?:单位|干部|同志|部门|机构|党组织|支部|站所)|科室(?:人员|同志|干部|负责人)"
    r"|股室(?:人员|同志|干部)|干部职工|工作人员|部下|手下|乡镇干部|村干部|一线人员|年轻干部|干部队伍)(?:的?(?:同志|人员|干部))?(?![书党负])(?=[\u4e00-\u9fff])"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield subordinates who are said to fall short."""
    yield from blamed(paper, _BELOW, "problems", "causes", fault=HEDGE)


check = Check(
    id="PER002",
    slug="subordinates",
    category="person",
    title=_("以下级问题代替个人问题"),
    why=_("写的是下级、分管单位的不足，没有写本人在其中该做什么、没做什么。"),
    source=_("自然资源部党校审阅意见：不得以班子问题、下级问题代替本人问题"),
    severity="question",
    message=_("此处说的是“%(subject)s”的不足；请核对是否写明了本人的责任"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是抓落实不力。«分管科室»工作拖沓，主动性不强。\n二是作风不实。下去得少。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是抓落实不力。对分管科室工作拖沓的情况没有过问。\n二是作风不实。下去得少。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
