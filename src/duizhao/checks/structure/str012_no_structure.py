"""Could no structure be made out in the paper?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.structure.parts import STRUCTURED, has_no_structure
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper in which neither parts nor problems were found."""
    if has_no_structure(paper):
        yield Finding(paper.title_span)


check = Check(
    id="STR012",
    slug="no-structure",
    category="structure",
    title=_("认不出结构"),
    why=_("没有认出问题、原因、措施等部分，只做了文字层面的校核，与结构有关的校核没有进行。"),
    source=_("本工具的说明"),
    severity="question",
    message=_("没有认出问题、原因、措施等部分，只校核了文字；请核对标题和序号的写法"),
    find=find,
    bad=examples(
        "«随想»\n春天来了，院子里的树发了芽。门口的老人坐在太阳底下聊天，孩子们放学回来，从他们身边跑过去。我站在窗前看了很久，想起小时候的许多事情，心里很是感慨。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是学习不够。读得少。\n二是作风不实。走得少。\n二、整改措施\n一是多读。\n二是多走。"
    ),
    kinds=STRUCTURED,
)
