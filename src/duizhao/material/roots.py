"""Which sentence of a cause names the root."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.text import sentences

_MARKER: Final = re.compile(
    r"(?P<marker>(?:最|其)?(?:根本|深层次?|最终|主观)(?:的|上的)?原因(?:就|还|主要|也)?(?:是|在于)"
    r"|(?:其|问题|这些问题|思想|真正)?(?:的)?(?:根源|病根|根子|症结|要害)(?:就|还|主要|也)?(?:是|在于|在)"
    r"|归根(?:结底|到底|究底)(?:来说)?(?:就|还|主要|也)?(?:是|在于)?"
    r"|(?:深)?(?:究|挖|探)其(?:根源|根本|原因|深层次?原因|实质)(?:就|还|主要|也)?(?:是|在于)?"
    r"|(?:从)?根本上(?:来)?(?:讲|说|看)?(?:就|还)?(?:是|在于)?|(?:最)?根本的?(?:一条|一点|问题|一个原因)?(?:就|还)?(?:是|在于)|说白了(?:就|还)?(?:是)?"
    r"|(?:深)?挖(?:思想|问题|其)?(?:根源|原因)(?:就|还|主要|也)?(?:是|在于)?|说到底(?:就|还|也)?(?:是|在于)?|追到根(?:子|源)?上(?:就|还)?(?:是|在于)?|从[\u4e00-\u9fff]{2,6}(?:找|挖|查)(?:原因|根源)(?:就|还)?(?:是|在于)?|追根溯源(?:就|还)?(?:是|在于)?|追根究底(?:就|还)?(?:是|在于)?"
    r"|从(?:根本|根子|深层次|思想深处|思想根源)上?(?:来)?(?:讲|说|看|剖析|分析)(?:就|还|主要)?(?:是|在于)?"
    r"|(?:深层次|深入)(?:地)?(?:分析|剖析|看|来看)(?:就|还|主要)?(?:是|在于)"
    r"|(?:这|这些|其|从中|充分|暴露出|实质上)?(?:就|也|都|还)?(?:深刻|集中|充分)?(?:反映|折射|暴露|说明|体现)(?:出|了)(?:的是)?)"
)
# 根源在于以下几个方面 announces a list and names no root.
_ANNOUNCES: Final = re.compile(
    r"[，]?(?:主要)?(?:有)?(?:以下|如下|下列|这样)?(?:[一二三四五六七八九十几\d]个?|多)?(?:个)?(?:方面|几点|原因|几条)?[：:]"
)
_WEAK: Final = re.compile(r"(?:反映|折射|暴露|说明|体现)(?:出|了)(?:的是)?$")


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
            if found is None:
                continue
            if not _WEAK.search(found.marker):
                return found
            weak = weak or found
            break
    return weak


def _root(text: str, match: re.Match[str], sentence_end: int) -> FoundRoot | None:
    if _ANNOUNCES.match(text, match.end(), sentence_end):
        return None
    before = text[match.start() - 1] if match.start() else "。"
    if _WEAK.search(match["marker"]) and (
        before not in "。；，！？\n"
        or not match["marker"].startswith(
            ("这", "其", "从中", "实质", "反映", "充分", "暴露", "折射", "集中", "深刻")
        )
    ):
        return None
    start = match.end()
    while start < sentence_end and text[start] in "，：、 ":
        start += 1
    if sentence_end - start < 4:
        return None
    return FoundRoot(match["marker"].rstrip("，"), match.start(), start, sentence_end)
