"""Does a word look like a slip, though not for certain?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.slips import asked_about
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words that may be slips of any kind."""
    yield from asked_about(paper)


check = Check(
    id="TYP011",
    slug="doubtful-word",
    category="typo",
    title=_("疑似笔误"),
    why=_("此处的字词少见，而差一个字就是常用的词；是笔误还是本来如此，只有作者知道。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="question",
    message=_("“%(written)s”是否为“%(reading)s”之误？如原文无误可不改"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。对照检查自己，深入«分折»原因。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。对照检查自己，深入分析原因。",
    ),
)
