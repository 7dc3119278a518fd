"""Does the author speak of himself as of somebody else?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_HIM: Final = regex("该同志(?:本人)?|其本人|该党员|该干部")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 该同志 and the author's own name with 同志 in his own paper."""
    text = paper.text
    begin = max((part.span.start for part in paper.material.sections[:1]), default=0)
    name = paper.material.author.name if paper.material.author else None
    pattern = re.compile(f"{_HIM.pattern}|{re.escape(name)}同志") if name and len(name) > 1 else _HIM
    case = [part.span for part in paper.material.sections if part.role == "case"]
    for match in pattern.finditer(text, begin):
        if not any(a <= match.start() < b for a, b in case):
            yield Finding(Span(*match.span()))


check = Check(
    id="PER006",
    slug="third-person",
    category="person",
    title=_("个人材料用了第三人称"),
    why=_("本人撰写的材料称自己为“该同志”，说明是别人代写，或者从鉴定材料里抄来。"),
    source=_("审阅通例：个人材料由本人撰写"),
    severity="warning",
    message=_("个人材料应当用第一人称；请核对此处说的是谁"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。«该同志»读得少。\n二是作风不实。下去得少。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。我读得少。\n二是作风不实。下去得少。"
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
