"""Is there the number of a mobile phone?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.secrecy.numbers import has_long_number
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_NUMBER: Final = regex(
    r"(?<![\d.A-Za-z])(?:(?:\+|00)86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z])(?!\.\d)"
)
_AMOUNT: Final = regex(r"[ ]?(?:元|万|亿|吨|米|平方|公里|人|户|件|个)")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield numbers of eleven digits that a mobile phone may have."""
    for match in _NUMBER.finditer(paper.text) if has_long_number(paper) else ():
        if not _AMOUNT.match(paper.text, match.end()):
            yield Finding(Span(*match.span()))


check = Check(
    id="SEC003",
    slug="mobile-phone",
    category="secrecy",
    title=_("含有手机号码"),
    why=_("手机号码属个人信息，材料在传阅、归档中会扩散。"),
    source=_("个人信息保护法第二十八条；工业和信息化部号码规划"),
    severity="warning",
    message=_("此处有手机号码；请核对是否需要，不需要的删去"),
    find=find,
    bad=examples(
        "工作报告\n反映人李某，电话«13800001234»。",
        "工作报告\n联系人：王某，«139-0000-1234»。",
    ),
    good=examples("工作报告\n联系电话：0000-5550123。资金13800001234元。"),
)
