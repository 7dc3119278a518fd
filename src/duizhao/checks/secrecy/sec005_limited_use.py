"""Does the paper bear a label of limited use?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_KEEP: Final = "(?:注意保[管密存]|请勿外传|严禁外传|不得外传|阅后(?:收回|即焚|销毁))"
_LABEL: Final = regex(
    r"工作秘密(?=[ \u3000★☆：:）)】\n]|$)"
    rf"|内部(?:资料|文件|材料|事项|使用|传阅|参考)[，, \u3000]*{_KEEP}"
    rf"|{_KEEP}(?=[）)】\]。！\n \u3000]|$)"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every label that stands alone or in brackets."""
    if "密" in paper.text or "外传" in paper.text or "内部" in paper.text or "阅后" in paper.text:
        for match in _LABEL.finditer(paper.text):
            before = paper.text[max(0, match.start() - 1) : match.start()]
            if before in ("", "\n", "（", "(", "【", "[", " ", "\u3000", "，"):
                yield Finding(Span(*match.span()))


check = Check(
    id="SEC005",
    slug="limited-use",
    category="secrecy",
    title=_("有限制使用的标注"),
    why=_("工作秘密和内部材料按各自的规定管理，不宜上传、外发或者与公开材料混放。"),
    source=_("保守国家秘密法第六十四条"),
    severity="question",
    message=_("此处有限制使用的标注；请按本单位规定存放和传阅，并核对是否可以在此处理"),
    find=find,
    bad=examples("«内部资料 注意保管»\n工作报告\n情况如下。", "工作报告（«请勿外传»）\n情况如下。"),
    good=examples("工作报告\n内部资料管理不严，对注意保密的提醒不够经常。"),
)
