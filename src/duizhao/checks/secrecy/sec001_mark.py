"""Does a classification mark stand in running text?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_PERIOD: Final = r"(?:\d{1,2}|[一二三十]{1,3})[ \u3000]*(?:年|个月|月)|长期|永久|启用前"
_LEVEL: Final = "(?:绝密|机密|秘密)"
_MARK: Final = regex(
    rf"{_LEVEL}[ \u3000]*[★☆⭐*＊][ \u3000]*(?:{_PERIOD})?"
    rf"|{_LEVEL}[ \u3000]*[（(]?(?:{_PERIOD})[)）]?(?=[\s。，；）)]|$)"
    rf"|(?:密级|秘密等级)[ \u3000]*[：:][ \u3000]*{_LEVEL}"
    rf"|(?:列为|定为|标注为?|属于?)(?:国家)?{_LEVEL}级?(?:文件|材料|事项|件)"
)
_GATE: Final = regex("[绝机秘]密")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every mark of a level, with its period where it has one."""
    if _GATE.search(paper.text):
        for match in _MARK.finditer(paper.text):
            yield Finding(Span(*match.span()))


check = Check(
    id="SEC001",
    slug="mark",
    category="secrecy",
    title=_("正文中有密级标志"),
    why=_("涉密内容不得在非涉密的计算机和系统上存储、处理；密级标志出现在正文里，可能连同内容一起摘录了。"),
    source=_("保守国家秘密法第十四、二十、三十一条；其实施条例第二十一、二十二条"),
    severity="error",
    message=_("此处有密级标志；请停止处理，按保密规定核对来源"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n比如，对某文件（«秘密★10年»）的传达范围把关不严。",
        "工作报告\n文件«密级：机密»，已按要求传达。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n保守秘密的意识不强，对“保密就是保安全”认识不足。保守国家秘密法学习不够。"
    ),
)
