"""Is a character written twice, or one too many?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield places where one character less makes a word whole."""
    yield from told(paper, Slip.DOUBLED)


check = Check(
    id="TYP006",
    slug="doubled-character",
    category="typo",
    title=_("多字、重字"),
    why=_("同一个字连着写了两遍，或者多出一个字，是录入和修改时留下的。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑多一字，疑为“%(reading)s”；请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。存在的«问题题»较多。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。常常走马观花，处处留痕，说说而已。",
    ),
)
