"""Is there the number of a bank card?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.secrecy.numbers import has_long_number
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_NUMBER: Final = regex(r"(?<![\d.A-Za-z])[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\dA-Za-z])(?!\.\d)")
_NAMED: Final = regex(r"卡号|账号|帐号|银行卡|储蓄卡|账户|开户|收款")
_IDENTITY: Final = regex(r"[1-8]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield numbers of 16 to 19 digits with the check digit of a card, or named as one."""
    for match in _NUMBER.finditer(paper.text) if has_long_number(paper) else ():
        digits = match[0].replace(" ", "").replace("-", "")
        named = _NAMED.search(paper.text, max(0, match.start() - 16), match.start())
        if not _IDENTITY.fullmatch(digits) and (named or _luhn(digits)):
            yield Finding(Span(*match.span()))


def _luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


check = Check(
    id="SEC004",
    slug="bank-card",
    category="secrecy",
    title=_("含有银行卡号"),
    why=_("银行卡号属敏感个人信息，材料里用不着。"),
    source=_("个人信息保护法第二十八条；ISO/IEC 7812-1"),
    severity="error",
    message=_("此处有银行卡号；请删去"),
    find=find,
    bad=examples("工作报告\n退款打入其个人账户«6222021234567890128»。"),
    good=examples("工作报告\n项目编号4000123412341235。"),
)
