"""Is a character missing from a word?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield places where one more character makes a word whole."""
    yield from told(paper, Slip.MISSING)
    yield from told(paper, Slip.MISSING, wording=True)


check = Check(
    id="TYP005",
    slug="missing-character",
    category="typo",
    title=_("漏字"),
    why=_("一个词少了一个字，句子读不通。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑漏一字，疑为“%(reading)s”；请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。密切«联群众»不够，深入基层少。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。密切联系群众不够，深入基层少。",
    ),
)
