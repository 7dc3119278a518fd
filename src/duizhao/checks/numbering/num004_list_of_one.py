"""Does a list have one item only?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.numbering.ordinals import findings
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield an ordinal that no second one follows."""
    yield from findings(paper, "alone")


check = Check(
    id="NUM004",
    slug="list-of-one",
    category="numbering",
    title=_("有一无二"),
    why=_("只有“一”没有“二”，多半是后一条被删去或者写错了号；只有一条时不必编号。"),
    source=_("公文写作通例"),
    severity="question",
    message=_("此处编了第一，后面没有第二；请核对是漏写了一条，还是不必编号"),
    find=find,
    bad=examples(
        "一、存在的问题\n（一）学习方面\n«一是»读得少。\n（二）作风方面\n一是走得少。\n二是问得少。\n三是想得少。\n"
        "（三）担当方面\n一是拖得久。\n二是推得多。\n三是管得松。\n（四）廉洁方面\n一是花得多。\n二是查得少。\n三是说得软。\n"
        "二、整改措施\n多读多走。",
        "一、存在的问题\n«（一）»学习方面\n读得少。\n二、整改措施\n多读。",
        "一、存在的问题\n学习不够，«一是»读得少，记得更少。\n作风不实，走得少，问得少。\n二、整改措施\n多读多走。",
    ),
    good=examples(
        "一、存在的问题\n（一）学习方面\n一是读得少。\n二是记得少。\n（二）作风方面\n走得少。\n二、整改措施\n多读多走。",
        "一、存在的问题\n（一）学习方面\n一是读得少。\n（二）作风方面\n一是走得少。\n二、整改措施\n多读多走。",
    ),
    needs=frozenset({"outline"}),
)
