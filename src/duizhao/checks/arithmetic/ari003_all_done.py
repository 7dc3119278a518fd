"""Is everything said to be done beside what is still open?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Related
from duizhao.text import sentences, sentences_naming
from duizhao.text.regex import regex

_ALL: Final = regex(
    r"(?:全部|均已|都已|百分之百)(?:按期|按时|如期|已)?(?:得到)?(?:完成|整改|销号|落实|解决|办结|清零|到位)(?:整改|销号|到位|完成)?"
    r"|(?:整改|完成|销号|办结)(?:完成)?率(?:为|达|达到|均为|均达)?(?:到)?100(?:\.0+)?%"
)
_WORDS: Final = ("全部", "均已", "都已", "百分之百", "100")
_OPEN: Final = regex(
    r"(?:尚|仍|还|未|正在|剩余|余下|其余|另有)[\u4e00-\u9fff]{0,6}[\d一二两三四五六七八九十]+(?:个|项|条|件)"
    r"|[\d一二两三四五六七八九十]+(?:个|项|条|件)[\u4e00-\u9fff]{0,6}(?:尚未|仍未|还未|未完成|未整改|未销号|正在整改|仍在|还在|持续推进|没有完成|没有整改|没有解决|未到位)"
    r"|(?:仍|尚)有(?:个别|部分|一些|少数)?[\u4e00-\u9fff]{0,6}(?:未|没有)(?:完成|整改|销号|解决|到位)"
)
_PART: Final = regex(r"其余|其他|另外|除[^，。]{1,30}外|其中[^，。]{0,12}(?:全部|均已|都已)|未|没有|不能|尚")
_PROMISE: Final = regex(r"(?<!目)前$|底$|力争|确保|将|要|争取|推动|实现|目标|计划|务必|年内|月内|限期|必须")
_ABOUT: Final = regex("整改|问题|事项|任务|反馈|销号|信访|意见")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 全部完成 where the same sentence or the next one names something open."""
    text = paper.normal
    if not any(word in text for word in _WORDS):
        return
    for start, end in sentences_naming(_ALL, text):
        line_end = text.find("\n", end)
        following = next(sentences(text, end, line_end if line_end >= 0 else len(text)), (end, end))
        for match in _ALL.finditer(text, start, end):
            clause = max(text.rfind(mark, start, match.start()) for mark in "，；") + 1 or start
            lead = text[max(start, clause) : match.start()]
            if _PART.search(lead) or _PROMISE.search(lead) or not _ABOUT.search(text, start, end):
                continue
            opened = _OPEN.search(text, match.end(), following[1]) or _OPEN.search(text, start, match.start())
            if opened and not _other(text, opened):
                related = (Related(paper.path, paper.source(opened.start(), opened.end())),)
                yield Finding(paper.source(match.start(), match.end()), related=related)


def _other(text: str, opened: re.Match[str]) -> bool:
    """Say whether what is open is of another time or promised."""
    return bool(re.search(r"年度|下一步|今后|本次|今年", text[max(0, opened.start() - 12) : opened.start()]))


check = Check(
    id="ARI003",
    slug="all-done",
    category="arithmetic",
    title=_("“全部完成”与未完成项并存"),
    why=_("前面说全部完成，后面又列出没有完成的事项，两处必有一处不实。"),
    source=_("审阅通例；整改不得数字整改、虚假整改"),
    severity="warning",
    message=_("此处说全部完成，同处又列有未完成的事项；请核对整改状态"),
    find=find,
    bad=examples(
        "对照检查材料\n一、上年度整改情况\n上年度查摆的12个问题已«全部完成整改»，其中2个问题仍在推进。",
        "对照检查材料\n一、上年度整改情况\n上年度整改事项9项，«整改完成率100%»。尚有1项未销号。",
    ),
    good=examples(
        "对照检查材料\n一、上年度整改情况\n上年度查摆的12个问题，除2项仍在推进外，其余已全部完成整改。",
        "整改方案\n一、目标\n还有3个问题正在整改，6月底前全部完成整改。",
    ),
)
