"""Does a character stand in a word where nothing speaks for it?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words with a character that fits nowhere around it."""
    yield from told(paper, Slip.CONTEXT)


check = Check(
    id="TYP004",
    slug="wrong-character",
    category="typo",
    title=_("词中错字"),
    why=_("一个字与前后都连不成词，换一个字就是常用的词，多半是输入有误。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑为“%(reading)s”；此处的字与前后连不成词，请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。存在的«问歌»较多。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。存在的问题较多，回答了几个提问。",
    ),
)
