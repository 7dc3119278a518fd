"""Does a character stand for another one that looks like it?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words with a character of the shape of the right one."""
    yield from told(paper, Slip.SHAPE)


check = Check(
    id="TYP003",
    slug="look-alike",
    category="typo",
    title=_("形近错字"),
    why=_("五笔输入、手写识别和扫描识别常把形近的字认错。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑为“%(reading)s”，字形相近而误；请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。深入基层调查«研穷»不够。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。深入基层调查研究不够，研判不深。",
    ),
)
