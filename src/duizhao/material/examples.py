"""Which sentences of a problem tell the concrete fact behind it.

An example is introduced by a marker (比如, 例如, 如, 譬如 …), or is a sentence of its own that tells one
dated or placed event. Figures inside the problem's own statement, and 今年以来 without a count, are not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from duizhao.text import sentences

# A marker opens a clause; 如 alone must be told from 如何, 如果, 如期 and the like.
_MARKER: Final = re.compile(
    r"(?:^|(?<=[。；，：！？（\n”]))(?P<marker>(?:再|又)?(?:比如说?|例如|譬如)|再如|又如|举例来说|举例而言|举个例子|典型的如|典型(?:事例|案例)(?:是|有)?|突出的例子是"
    r"|(?:具体)?事例(?:是)?(?=：)|如(?=[，：、]))"
    r"[，：、]?"
)
# 如 begins many words and conjunctions that introduce nothing: 如何, 如果, 如期, 如不 and so on.
_NOT_RU: Final = (
    r"(?!何|果|期|实|此|同|今|是|下|能|若|愿|数|火|意|法|影|履|鱼|诗|梦|故|有(?!一[次回])|不(?!动产)|无|需|遇|未|所"
    r"|上(?!半年|月)|前所|出一|临|鲠|一日|一地|常|约|初)"
)
_BARE_RU: Final = re.compile(rf"(?:^|(?<=[。；！？\n])|(?<=，))(?P<marker>如){_NOT_RU}(?=[\u4e00-\u9fff\d“])")
_PAREN: Final = re.compile(r"（(?P<marker>比如|例如|譬如|如)[：，]?(?P<body>[^（）]{4,160})）")

_SEASON: Final = (
    r"(?:[春夏秋冬][季天]?|汛期|入[春夏秋冬汛]|国庆|春节|五一|中秋|元旦|清明|端午|黄金周|暑期|寒假|换届)"
)
_MONTH: Final = r"\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|份|底|初)"
# A bare 5月 is a date where a pause or a doing follows: 5月赴沿海考察.
_BARE_MONTH: Final = r"\d{1,2}月(?=[，赴到去在对因县市区局组抽检查开举召接收发我某一两])"
_PART_OF_YEAR: Final = (
    rf"(?:{_MONTH}|{_BARE_MONTH}|\d{{1,2}}月|第?[一二三四]季度|[上下]半年|年?[初底末中]|{_SEASON})"
)
_DATE: Final = (
    rf"(?:20\d\d|二〇[一二三四五六七八九〇]{{2}})年(?:{_PART_OF_YEAR}|“\d{{1,2}}[·.]\d{{1,2}}”)?"
    rf"|(?:今年|去年|前年|本年度?|上年度?)(?:{_PART_OF_YEAR})?|年[初底中末](?=，)"
    rf"|{_MONTH}|{_BARE_MONTH}|[一二三四]季度|[上下]半年"
)
_DATED: Final = re.compile(rf"^(?:在|自|早在|就在|截至|至|到|其中，)?(?:{_DATE})(?P<since>以来|至今|起)?")
# A date fine enough to tell one event: a month, a day, a season, a half-year.
_FINE: Final = re.compile(rf"\d{{1,2}}月|半年|季度|[初底末中]|“|{_SEASON}")
_FINE_DATE: Final = re.compile(
    r"(?:(?:20\d\d年|去年|今年|前年|当年|本年)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|份|底|初)?(?!以来|起)|(?:去年|今年|前年|20\d\d年)(?:春|夏|秋|冬|汛期|[上下]半年|年?[初底末])(?!以来))"
)
# Behind a bare year an event goes on with a comma, a place or a doing, not with a modifier (去年新进的人员).
_AFTER_YEAR: Final = re.compile(r"，|度?(?:在|对|因|由于|市|县|区|镇|乡|局|某|全|为|给|我)")
_NAMED_PLACE: Final = re.compile(
    r"^(?!总|对|在|我|把|将|从|为|有|全|各|每|部分|个别|一些|由于|因)(?:位于)?[\u4e00-\u9fff]{2,10}(?:厂|村|镇|乡|小区|社区|项目|工程|泵站|大桥|公司|小学|中学|医院|园区|中心|水库|山塘|路|街道|片区)[\u4e00-\u9fff\d]"
)
_HAPPENED: Final = re.compile(
    r"20\d\d年|\d{1,2}月|(?:连续|长达|停[工产用]|拖[了延]?|迟迟|已经?)[\u4e00-\u9fff]{0,6}[一二三四五六七八九十\d]+(?:余|多)?(?:年|个月|天|次|户|起)"
)
_ENDED: Final = "。！？：”）\n "  # what stands before a sentence of its own
_EVENT_LENGTH: Final = 5  # characters behind a date that tell what happened
_ONCE: Final = re.compile(r"^(?:但)?(?:曾)?有一[次回]|^一次，")
_COUNT: Final = re.compile(
    r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十两]{1,3})(?:余|多)?(?:起|件|个|次|人|户|项|名|家|份|处|条|篇|天|万|亿|元|吨|公里|亩|批|场|宗|笔|%)"
)
_GENERAL: Final = re.compile(
    r"(?:以来|过程中|工作中)，?(?:由于|因)?(?:本人|班子|自己|我|我们|始终|虽然|虽|总体|对|在)"
)
_PLACED: Final = re.compile(
    r"^(?:在|对)(?:.{2,30}?)(?:项目|工程|村|社区|小区|镇|乡|路|街|学校|中心|企业|公司|园区|会议?上?|会|现场|专项行动|整治|考核|检查|调研|接访|督查|审计)(?:.{0,16}?)(?:时|中|期间|过程中|上|后|前|一事上?|问题上|工作中)，"
)
_PROPER: Final = re.compile(
    r"“[^”]{2,14}”|\d|[\u4e00-\u9fff]{1,4}(?:村|镇|乡|路|街道|小区|社区|河|桥|大道|园区)"
)


# What any example has at least one of: looked for first, since most sentences have none.
_TRIGGER: Final = re.compile(
    r"[如例譬月春夏秋冬汛]|季度|半年|20\d\d|[去今前]年|年[初底末中]|有.[次回]|一次，|[时中间上后前]，"
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
    elif (a == 0 or text[a - 1] in _ENDED) and _is_event(sentence, first=first):
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


def _is_event(sentence: str, *, first: bool) -> bool:
    """Say whether a sentence tells one dated or placed event.

    The sentence right behind the title is the problem's own statement unless it begins with the date.
    """
    if sentence.startswith(("截至", "截止", "至今")):
        return False  # a balance on a day is a figure and no event
    dated = _DATED.match(sentence)
    if dated:
        if dated["since"]:
            return bool(_COUNT.search(sentence, dated.end()))
        if not _FINE.search(dated[0]):
            return bool(_AFTER_YEAR.match(sentence, dated.end()) and _COUNT.search(sentence, dated.end()))
        return len(sentence) > dated.end() + 8
    if _ONCE.match(sentence):
        return True
    placed = _PLACED.match(sentence)
    if placed and _PROPER.search(placed[0]) and not _GENERAL.search(placed[0]):
        return True
    if _NAMED_PLACE.match(sentence) and _HAPPENED.search(sentence) and "至今" not in sentence:
        return True
    inside = None if first else _FINE_DATE.search(sentence)
    return inside is not None and len(sentence) - inside.end() > _EVENT_LENGTH
