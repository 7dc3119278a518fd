"""Is last year's rectification told without saying what is open?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_MOSTLY: Final = regex(
    r"基本(?:得到)?(?:整改|完成|解决|落实)(?:到位|完成)?|(?:大部分|绝大多数|大多)(?:问题)?(?:已经?|得到)?(?:整改|完成|解决)|(?:有效|较好|初步)(?:整改|解决)|取得(?:了)?(?:明显|一定|初步|积极)成效"
)
_OPEN: Final = regex(r"尚|未|还有|仍|剩余|其余|另有|余下|正在|长期坚持")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 基本整改到位 in an account that says nothing of what is open."""
    for account in paper.material.last_year:
        if not account.open and not _OPEN.search(account.text):
            match = _MOSTLY.search(paper.text, *account.span)
            if match is not None:
                yield Finding(Span(*match.span()))


check = Check(
    id="SPE008",
    slug="vague-account",
    category="specificity",
    title=_("上年度整改说法含混"),
    why=_("“基本到位”没有说哪几项没有到位，不到位的问题下一年会再次出现。"),
    source=_("审阅通例：整改不得大而化之、数字整改"),
    severity="question",
    message=_("“基本”之外还有哪些没有到位；请核对能否写明完成几项、未完成几项"),
    find=find,
    bad=examples(
        "对照检查材料\n一、上年度整改情况\n上年度民主生活会查摆的4个问题，均已制定措施并«基本整改到位»。\n二、存在的问题\n一是学得浅。\n二是记得少。",
    ),
    good=examples(
        "对照检查材料\n一、上年度整改情况\n上年度民主生活会查摆的4个问题，基本整改到位，其中1项尚未完成。\n二、存在的问题\n一是学得浅。\n二是记得少。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
