"""Does a team's paper speak of one person as the author?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_ONE: Final = regex(r"(?<!党员)(?<!群众)(?<!领导)本人(?![签申撰])")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 本人 in a team's paper, unless it is quoted or speaks of others."""
    text = paper.normal
    for match in _ONE.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if before.count("“") > before.count("”") or not re.search(r"[，。；：\n]$", before):
            continue
        yield Finding(paper.source(match.start(), match.end()))


check = Check(
    id="PER007",
    slug="one-in-team",
    category="person",
    title=_("班子材料用了“本人”"),
    why=_("班子材料代表集体，出现“本人”多是从个人材料搬来没有改净。"),
    source=_("审阅通例"),
    severity="warning",
    message=_("班子材料里出现“本人”；请核对此处说的是班子还是某一位成员"),
    find=find,
    bad=examples(
        "某局领导班子2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。«本人»读得少。\n二是作风不实。班子成员下去得少。",
    ),
    good=examples(
        "某局领导班子2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。发言材料不由本人撰写。\n二是作风不实。班子成员下去得少。",
    ),
    kinds=frozenset({"team"}),
)
