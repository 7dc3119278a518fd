"""Is a criticism nothing but a wish?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_WISH: Final = regex(r"(?:[，。；：\n]|^)?(?:我|也|还)?(?:衷心|真诚)?(?:希望|建议|望|期望|盼)(?!着)")
_CRITICISM: Final = regex(
    r"不|没|未|缺|欠|弱|差|松|淡|薄|偏|少|难|怕|虚|浮|慢|浅|拖|过于|容易|急躁|简单|粗|软|问题|有待|太|生硬|武断|推|乱|大意|随意|重.{1,8}轻|多.{1,8}少"
)
_PROMISES: Final = regex("不断|不懈|不忘|不负")
_LEAST: Final = 6


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the items of a criticism that begin with a wish and name no fault."""
    text = paper.normal
    for node in paper.outline.walk():
        if node.children or node.end - node.body < _LEAST:
            continue
        said = text[node.body : node.end].split("\n", 1)[0].strip("“”、，： ")
        rest = _PROMISES.sub("", said)
        if _WISH.match(said) and not _CRITICISM.search(rest):
            end = node.body + len(text[node.body : node.end].split("\n", 1)[0])
            yield Finding(paper.source(node.body, end))


check = Check(
    id="PER003",
    slug="wish",
    category="person",
    title=_("以希望代替批评"),
    why=_("批评意见只提希望和建议，没有指出对方哪里做得不对，对方无从改起。"),
    source=_("审阅通例：不得以希望代替批评、以工作建议代替批评意见"),
    severity="question",
    message=_("本条只提了希望，没有指出问题；请核对是否写明对方的不足和事实"),
    find=find,
    bad=examples(
        "对班子成员的批评意见\n（一）对甲同志\n1.调研走马观花，三个村没有去过。\n2.«希望今后多下基层，多关心干部成长。»\n（二）对乙同志\n1.发言材料让人代写。\n2.会风不实，讲话太长。",
    ),
    good=examples(
        "对班子成员的批评意见\n（一）对甲同志\n1.调研走马观花，希望多到村里住一住。\n2.建议中带批评：下基层太少，今年只去了两次。\n（二）对乙同志\n1.发言材料让人代写。\n2.会风不实，讲话太长。",
    ),
    needs=frozenset({"outline"}),
    kinds=frozenset({"criticism"}),
)
