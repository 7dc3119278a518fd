"""Which sentences of a problem tell the concrete fact behind it.

An example is introduced by a marker (比如, 例如, 如, 譬如 …), or is a sentence of its own that tells one
dated or placed event. Figures inside the problem's own statement, and 今年以来 without a count, are not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from duizhao.material.events import tells_event
from duizhao.text import sentences

# A marker opens a clause; 如 alone must be told from 如何, 如果, 如期 and the like.
_MARKER: Final = re.compile(
    r"(?:^|(?<=[。；，：！？（\n”]))(?P<marker>(?:再|又)?(?:比如说?|例如说?|譬如说?|比方说?)|再如|又如|举例(?:来说|而言|说明)?(?=[，：])|举个例子|诸如(?!此类)|(?:最)?典型的(?:如|是|例子是)"
    r"|典型(?:事例|案例|例子|表现)(?:是|有)?|(?:最)?突出的(?:例子)?是|(?:具体|有关|相关)?(?:事例|实例|例证|例子)[一二三四1-9]?(?:是)?(?=：)"
    r"|以[^，。；：\n]{2,20}为例(?=，)|如(?=[，：、])|(?:就)?像(?=去年|今年|前年|上次|前不久|有一次|20\d\d年|\d{1,2}月))"
    r"[，：、]?"
)
# 如 begins many words and conjunctions that introduce nothing: 如何, 如果, 如期, 如不 and so on.
_NOT_RU: Final = (
    r"(?!何|果|期|实|此|同|今(?!年|春|夏|秋|冬)|是|下|能|若|愿|数|火|意|法|影|履|鱼|诗|梦|故|有(?!一[次回])|不(?!动产)|无|需|遇|未|所"
    r"|上(?!半年|月)|前所|出一|临|鲠|一日|一地|常|约|初)"
)
_BARE_RU: Final = re.compile(
    rf"(?:^|(?<=[。；！？\n])|(?<=，))(?P<marker>如){_NOT_RU}(?=[\u4e00-\u9fff\d“《])"
)
_PAREN: Final = re.compile(r"（(?P<marker>比如|例如|譬如|如)[：，]?(?P<body>[^（）]{4,160})）")

_ENDED: Final = "。！？：”）\n "  # what stands before a sentence of its own
# What any example has at least one of: looked for first, since most sentences have none.
_TRIGGER: Final = re.compile(
    r"[如例譬像月春夏秋冬汛]|学期|前不久|不久前|比方|突出的|典型|举例|季度|半年|20\d\d|[去今前]年|年[初底末中]|有.[次回]|一次，|[时中间上后前]，"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An example: marker (or ``None``), the whole range, and where its text begins. Normalised offsets."""

    marker: str | None
    start: int
    text_start: int
    end: int


def find_examples(text: str, start: int, end: int) -> list[Found]:
    """Return the examples in ``text[start:end]``, in order and without overlaps."""
    found: list[Found] = []
    for a, b in sentences(text, start, end):
        if not _TRIGGER.search(text, a, b):
            continue
        found.extend(_in_sentence(text, a, b, first=a == start))
    return found


def _in_sentence(text: str, a: int, b: int, *, first: bool) -> Iterator[Found]:
    bracketed = list(_PAREN.finditer(text, a, b))
    if bracketed:
        for match in bracketed:
            yield Found(match["marker"], match.start("marker"), match.start("body"), match.end("body"))
        return
    sentence = text[a:b]
    marked = _MARKER.search(sentence) or _BARE_RU.search(sentence)
    if marked:
        yield from _marked(text, a, b, sentence, marked)
    elif (a == 0 or (first and text[a - 1] not in "，、；") or text[a - 1] in _ENDED) and tells_event(
        sentence, statement=first
    ):
        yield Found(None, a, a, b)


def _marked(text: str, a: int, b: int, sentence: str, match: re.Match[str]) -> Iterator[Found]:
    """A marker's example runs to the end of its sentence, or to the next marker in it."""
    starts = [match]
    for later in _MARKER.finditer(sentence, match.end()):
        if sentence[later.start() - 1] == "；":
            starts.append(later)
    for here, after in zip(starts, [*starts[1:], None], strict=True):
        stop = a + after.start() if after else b
        text_start = a + here.end()
        while text_start < stop and text[text_start] in "，：、 ":
            text_start += 1
        if stop - text_start >= 4:
            yield Found(here["marker"], a + here.start(), text_start, stop)
