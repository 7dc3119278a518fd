"""Does a passage stand in another paper of the batch, too?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.overlap.shared import COMPARED, Shared, shared
from duizhao.errors import _
from duizhao.record import Related

_NAMED = 10  # places that are named; a text that everybody has would name everybody in everybody's paper


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the passages that stand elsewhere, one that stands in several papers once."""
    least = options["least"]
    assert isinstance(least, int)
    for one in shared(paper):
        if one.length >= least:
            related = tuple(Related(place.path, place.span) for place in one.places[:_NAMED])
            yield Finding(paper.title_span if one.whole else one.span, _words(one), related, form=_form(one))


def _words(one: Shared) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    first = one.places[0]
    return words(length=one.length, path=first.path, line=first.line, papers=len(one.places))


def _form(one: Shared) -> str:
    if one.whole:
        return "whole"
    return "several" if len(one.places) > 1 else ""


_OWN = "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是调研不深。{}\n二是学习不够。中心组的讨论稿是科室写的，自己只改了标题，有两次连标题也没有改。\n"
_OTHER = "沅芷县教育局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是读书停在摘要上。必读书目读完了一本，讲课的稿子从网上抄了半篇，被学员当场问住。\n二是联系点去得少，走马观花。{}\n"
_SHARED = "去年七月到柳林村看水厂，在村口停了十分钟就走了，村民想反映水压的事没有找到人"
_FORMULA = "学习贯彻习近平新时代中国特色社会主义思想不够系统，对“两个确立”的决定性意义领悟不深。"

check = Check(
    id="OVE001",
    slug="shared-passage",
    category="overlap",
    title=_("与同批其他材料文字重合"),
    why=_(
        "对照检查写的是自己的事；两份材料有同一段话，至少有一份写的不是自己。只指出哪些文字相同，不判断谁用了谁的。"
    ),
    source=_("督导审阅意见：相互抄袭、雷同；规范表述、标题、通知和征求意见原文不计"),
    severity="question",
    message=_("这 %(length)s 个字与 %(path)s 第 %(line)s 行文字重合；请核对写的是否自己的情况"),
    forms=(
        (
            "several",
            _(
                "这 %(length)s 个字在同批 %(papers)s 份材料中也有，如 %(path)s 第 %(line)s 行；请核对写的是否自己的情况"
            ),
        ),
        ("whole", _("全文与同批 %(papers)s 份材料相同，如 %(path)s；请核对是否放错了文件")),
    ),
    find=find,
    bad=(Example(_OWN.format(f"«{_SHARED}»。"), siblings=(_OTHER.format(_SHARED + "。"),)),),
    good=(
        Example(_OWN.format(_FORMULA), siblings=(_OTHER.format(_FORMULA),)),
        Example(_OWN.format("三个村没有去过。"), siblings=(_OTHER.format("有五所学校没有去过。"),)),
    ),
    options=(Option("least", 20, _("至少多少字才提示")),),
    needs=frozenset({"batch"}),
    kinds=COMPARED,
)
