"""Is there the number of an identity card?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.secrecy.numbers import has_long_number
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_DAY: Final = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NUMBER: Final = regex(
    rf"(?<![\d０-９A-Za-z])(?P<region>[1-8]\d)\d{{4}}[ -]?{_DAY}[ -]?\d{{3}}[\dXx](?![\dA-Za-z])"
)
_NAMED: Final = regex(r"身份证|证件号|公民身份|证号")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
# The first two digits of the division codes in use.
_REGIONS: Final = regex("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield numbers of eighteen digits with region, date and check digit, or with 身份证 beside them."""
    for match in _NUMBER.finditer(paper.text) if has_long_number(paper) else ():
        digits = match[0].replace(" ", "").replace("-", "").upper()
        named = _NAMED.search(paper.text, max(0, match.start() - 16), match.start())
        if _REGIONS.fullmatch(match["region"]) and (named or _CHECKS[_remainder(digits)] == digits[-1]):
            yield Finding(Span(*match.span()))


def _remainder(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11


check = Check(
    id="SEC002",
    slug="identity-card",
    category="secrecy",
    title=_("含有身份证号码"),
    why=_("身份证号码属个人敏感信息，对照检查材料和整改台账里用不着。"),
    source="GB 11643-1999",
    severity="error",
    message=_("此处有身份证号码；请删去，确需说明身份的写职务或者化名"),
    find=find,
    bad=examples("工作报告\n信访人张某，身份证号«11010519491231002X»，多次来访。"),
    good=examples("工作报告\n项目编号20230815112233445566，合同金额110105194912310021元。"),
)
