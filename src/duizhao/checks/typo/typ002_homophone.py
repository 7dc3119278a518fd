"""Does a character stand for another one of the same or a near sound?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words with a character of the sound of the right one."""
    yield from told(paper, Slip.SOUND, Slip.NEAR_SOUND)


check = Check(
    id="TYP002",
    slug="homophone",
    category="typo",
    title=_("同音、近音错字"),
    why=_("拼音输入法选错字，音对字不对；读得顺，却是错字。"),
    source=_("校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑为“%(reading)s”，音同或音近而误；请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。存在的«问提»较多。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。存在的问题较多，错把“问提”当“问题”。",
    ),
)
