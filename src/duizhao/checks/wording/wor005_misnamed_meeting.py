"""Is a national meeting called what it is not called?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted, title_ranges
from duizhao.errors import _
from duizhao.record import Fix
from duizhao.text.regex import regex

_N: Final = "[一二三四五六七八九十]{1,3}"
_WRONG: Final = (
    (regex(rf"(?P<a>党的第|中国共产党第)(?P<c>{_N})届全国(?:人民)?代表大会"), "{a}{c}次全国代表大会"),
    (regex(rf"(?P<a>党的第|中国共产党第)(?P<c>{_N})[届次]代表大会"), "{a}{c}次全国代表大会"),
    (regex(rf"(?P<a>党的)(?P<c>{_N})届(?P<s>{_N})次(?:全会|全体会议)"), "{a}{c}届{s}中全会"),
    (regex(rf"(?P<a>党的)(?P<c>{_N})大(?P<s>{_N})中全会"), "{a}{c}届{s}中全会"),
    (
        regex(rf"(?P<a>党的|中国共产党)第(?P<c>{_N})届中央委员会(?:第(?P<s>{_N})次(?:全会|会议))"),
        "{a}第{c}届中央委员会第{s}次全体会议",
    ),
    (
        regex(rf"(?P<a>党的|中国共产党)第(?P<c>{_N})次中央委员会第(?P<s>{_N})次全体会议"),
        "{a}第{c}届中央委员会第{s}次全体会议",
    ),
)
_ANY: Final = regex("党的第?[一二三四五六七八九十]|中国共产党第")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield names that mix up congress and plenum or leave a word out."""
    text = paper.normal
    if not _ANY.search(text):
        return
    inside = title_ranges(paper)
    for pattern, right in _WRONG:
        for match in pattern.finditer(text):
            if excepted(match[0], options) or any(a <= match.start() < b for a, b in inside):
                continue
            name = right.format(**match.groupdict())
            span = paper.source(match.start(), match.end())
            yield Finding(span, words(name=match[0], right=name), fix=Fix(span, name))


check = Check(
    id="WOR005",
    slug="misnamed-meeting",
    category="wording",
    title=_("会议名称不规范"),
    why=_("全国代表大会论“次”，中央委员会论“届”，中央全会通称“几届几中全会”；写混了就不是规范名称。"),
    source=_("《中国共产党章程》；历次全会公报"),
    severity="warning",
    message=_("“%(name)s”不是规范名称，应为“%(right)s”"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是学习不够。对«党的第二十届全国代表大会»的报告学得浅，«党的二十届三次全会»精神没有传达到科室。",
        "一是学习不够。对«党的二十大三中全会»精神学得浅。",
    ),
    good=examples(
        "一是学习不够。对中国共产党第二十次全国代表大会的报告学得浅，党的二十届三中全会精神没有传达到科室。市第七届人大三次会议的议案办得慢，省第十二次党代会精神学得浅。",
    ),
)
