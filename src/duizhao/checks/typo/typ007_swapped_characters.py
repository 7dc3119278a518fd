"""Do two characters stand in the wrong order?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words whose characters are swapped."""
    yield from told(paper, Slip.SWAPPED)


check = Check(
    id="TYP007",
    slug="swapped-characters",
    category="typo",
    title=_("字序颠倒"),
    why=_("两个字前后颠倒，是打字过快留下的；读时常被眼睛自动纠正，很难校出。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”字序疑有颠倒，疑为“%(reading)s”；请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。密切联系«众群»不够，深入基层少。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。密切联系群众不够，深入基层少。",
    ),
)
