"""Does the text miss a fixed wording by one character?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.typo.readings import Slip
from duizhao.checks.typo.slips import told
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield where one slip keeps the text from being a fixed wording."""
    yield from told(paper, *(set(Slip) - {Slip.MISSING}), wording=True)


check = Check(
    id="TYP001",
    slug="near-phrase",
    category="typo",
    title=_("固定表述差一字"),
    why=_("固定表述、惯用语写错一个字，读的人一眼就看得到，也最伤文稿的分量。"),
    source=_("党内法规和公文的规范表述；校对通例；《现代汉语词典》所录词形"),
    severity="warning",
    message=_("“%(written)s”疑为“%(reading)s”；固定表述是“%(wording)s”，请核对"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。«权心全意»为人民服务做得不够。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。全心全意为人民服务做得不够。",
    ),
)
