"""Which sentence of a cause names the root."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.text import sentences

# The families of phrases that announce a root. Each ends before the comma or at the copula that follows at
# once: the rest of the sentence is the root itself.
_COPULA: Final = r"(?:还?是|在于)?"
_FIRM: Final = r"(?:就|还|主要|也|恐怕)?(?:是|在于|出在|在)"
_FAMILIES: Final = (
    # 根本原因是, 深层次原因在于, 根本症结是
    rf"(?:最|其)?(?:根本|深层次?|最终|主观|内在|思想)(?:上)?的?(?:原因|症结|问题|一条|一点){_FIRM}",
    rf"(?:最)?根本的?{_FIRM}",
    # 其根源在于, 病根是, 症结在于
    rf"(?:其|问题|这些问题|思想|真正|病)?的?(?:根源|病根|根子|症结|要害|病灶){_FIRM}",
    # 归根结底是, 归结起来, 归结到一点
    rf"归根(?:结底|到底|究底|结蒂)(?:来说|来讲|地讲)?{_COPULA}|归(?:结|总)(?:起来|到底|到一点|为一点|一句话|于|为){_COPULA}",
    # 究其根源, 寻根究底, 追到根上, 刨根问底
    rf"(?:深)?(?:究|溯|探|挖|查|寻|追|推)其(?:根源|根本|源头|原因|深层次?原因|实质?|本质|根|底){_COPULA}",
    rf"(?:寻|追|刨|探|挖)(?:根|本)(?:究|溯|问|寻|求|到)(?:底|源){_COPULA}",
    rf"(?:追|挖|找|查|想|说|讲|看)到(?:思想)?(?:根(?:子|源|本)?上|底|深处|本质上){_COPULA}",
    # 说到底, 说白了, 说一千道一万
    rf"说(?:白了|穿了|破了|一千道一万|来说去){_COPULA}|一言以蔽之{_COPULA}|一句话{_COPULA}",
    # 从根子上讲, 从根本上看, 从思想深处找原因, 实质上, 根子上还是
    rf"从(?:根本|根子|根源|根|源头|本质|深层次?|思想深处|思想根源|主观)(?:上|里)?(?:来)?(?:讲|说|看|剖析|分析){_COPULA}",
    rf"从[\u4e00-\u9fff]{{2,6}}(?:找|挖|查)(?:原因|根源){_COPULA}",
    r"其?实质(?:就|还)?是|其?本质(?:就|还)?是",
    rf"(?:根子|根源|根本|实质|本质|源头)上(?:来)?(?:讲|说|看)?{_COPULA}|深层次(?:地|来)?(?:讲|说|看){_COPULA}",
    # 深挖根源, 深究下去, 剖析起来
    rf"(?:深)?挖(?:思想|问题|其)?(?:根源|原因){_COPULA}",
    rf"(?:深究|深挖|细究|反思|剖析|追究)(?:下去|起来|根源|其因){_COPULA}|往深(?:里|处)(?:说|想|看|挖){_COPULA}",
)
_REFLECTS: Final = (
    r"(?:这|这些|其|从中|充分|暴露出|实质上)?(?:从[\u4e00-\u9fff]{1,4}上)?(?:就|也|都|还)?(?:深刻|集中|充分)?"
    r"(?:反映|折射|暴露|说明|体现)(?:出|了)(?:的是)?"
)
_MARKER: Final = re.compile("(?P<marker>" + "|".join((*_FAMILIES, _REFLECTS)) + ")")
# 从思想深处看，…从责任上看，… at the heads of causes are points of view and name no root.
_VIEW: Final = re.compile("从(?:思想深处|思想根源|主观)")
_AT_HEAD: Final = 6
# 根源在于以下几个方面 announces a list and names no root.
_ANNOUNCES: Final = re.compile(
    r"[，]?(?:主要)?(?:有|体现在|表现在)?(?:以下|如下|下列|这样)?(?:[一二三四五六七八九十几\d]个?|多)?个?"
    r"(?:方面|几点|原因|几条)?[：:]|(?:以下|如下|下列)"
)
_WEAK: Final = re.compile(r"(?:反映|折射|暴露|说明|体现)(?:出|了)(?:的是)?$")
_OPENS_CLAUSE: Final = "。；！？，：”）\n"
_BEFORE_WEAK: Final = "。；！？\n"


@dataclass(frozen=True, slots=True)
class FoundRoot:
    """A root sentence: its marker, the whole range and where its text begins. Normalised offsets."""

    marker: str
    start: int
    text_start: int
    end: int


def find_root(text: str, start: int, end: int) -> FoundRoot | None:
    """Return the root sentence in ``text[start:end]``: the first with a strong marker, else a weak one."""
    weak: FoundRoot | None = None
    for a, b in sentences(text, start, end):
        for match in _MARKER.finditer(text, a, b):
            found = _root(text, match, b)
            if found is None or (match.start() - start < _AT_HEAD and _VIEW.match(found.marker)):
                continue
            if not _WEAK.search(found.marker):
                return found
            weak = weak or found
            break
    return weak


def _root(text: str, match: re.Match[str], sentence_end: int) -> FoundRoot | None:
    marker = match["marker"]
    before = text[match.start() - 1] if match.start() else "。"
    weak = bool(_WEAK.search(marker))
    if before not in (_BEFORE_WEAK if weak else _OPENS_CLAUSE) and not _SETS_OFF.match(marker):
        return None
    if _ANNOUNCES.match(text, match.end(), sentence_end):
        return None
    start = match.end()
    while start < sentence_end and text[start] in "，：、 ":
        start += 1
    return FoundRoot(marker, match.start(), start, sentence_end) if sentence_end - start >= 4 else None


# These are so plain a root marker that 其 or 但 may stand before them.
_SETS_OFF: Final = re.compile(r"根本原因|深层次原因|归根|究其|说到底|根源在")
